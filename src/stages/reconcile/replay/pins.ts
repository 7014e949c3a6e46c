/** Passages and posts that belong to a theme, or don't. What was said of a passage goes before what was said of its post. */
import { passageInWords, postInWords, themeInWords } from "../../../text/decision-words.js";
import type { DecisionPath, PinEntry } from "../../../shapes/decisions.js";
import { nearest, type Group } from "./groups.js";
import type { Found } from "./names.js";
import type { ReplaySources } from "./sources.js";

interface Pin {
  entry: PinEntry;
  path: DecisionPath;
  words: string;
  rows: readonly number[];
  group: Group;
}

/**
 * Moves what is pinned to its theme, and what is pinned away from one to the nearest other.
 *
 * @returns the rows that a pin holds in their theme
 */
export function applyPins(sources: ReplaySources): Set<number> {
  const { groups, outcomes } = sources;
  const pins = sources.file.decisions.pins.flatMap((entry, i) => pinOf(entry, ["pins", i], sources));
  const held = new Set<number>();
  const onPassages = pins.filter(({ entry }) => entry.passage !== undefined);
  const onPosts = pins.filter(({ entry }) => entry.post !== undefined);
  for (const level of [onPassages, onPosts]) {
    const free = (rows: readonly number[]): number[] => rows.filter((i) => !held.has(i));
    const moves = level.flatMap((pin) =>
      pin.entry.to ? free(pin.rows).map((i) => ({ i, group: pin.group })) : [],
    );
    for (const { i, group } of moves) {
      if (groups.of[i] !== group) groups.put(i, group);
      held.add(i);
    }
  }
  const barred = new Map<number, Set<Group>>();
  for (const { entry, rows, group } of pins) {
    if (entry.not === undefined) continue;
    for (const i of rows) if (!held.has(i)) barred.set(i, (barred.get(i) ?? new Set()).add(group));
  }
  for (const [i, not] of barred) {
    const own = groups.of[i];
    if (own === undefined || !not.has(own)) continue;
    const others = [...groups.groups.values()].filter((group) => !not.has(group));
    groups.put(i, nearest(others, groups.vector(i)));
  }
  for (const { path, words } of pins) outcomes.applied(path, words);
  return held;
}

function pinOf(entry: PinEntry, path: DecisionPath, sources: ReplaySources): Pin[] {
  const { names, posts, groups, outcomes } = sources;
  const what = entry.passage ? passageInWords(entry.passage) : postInWords(entry.post ?? {});
  const ref = entry.to ?? entry.not ?? {};
  const words = entry.to
    ? `put ${what} into ${themeInWords(ref)}`
    : `keep ${what} out of ${themeInWords(ref)}`;
  const theme = names.find(ref);
  const rows = rowsOf(entry, posts);
  const group = "value" in theme ? groups.find(theme.value) : undefined;
  if ("value" in theme && "value" in rows && group !== undefined)
    return [{ entry, path, words, rows: rows.value, group }];
  const reason =
    "reason" in rows ? rows.reason : "reason" in theme ? theme.reason : "the theme has no passage any more";
  outcomes.unmet(path, words, reason);
  return [];
}

function rowsOf({ passage, post }: PinEntry, posts: ReplaySources["posts"]): Found<number[]> {
  if (passage !== undefined) {
    const found = posts.passage(passage);
    return "value" in found ? { value: [found.value] } : found;
  }
  const found = posts.post(post ?? {});
  return "value" in found ? { value: found.value.rows } : found;
}
