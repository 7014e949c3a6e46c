import { at, atOrNone } from "../math/at.js";
import type { PillarChange, Shared, ThemeChange, ThemeThen } from "../shapes/changes.js";
import type { Snapshot, SnapshotTheme } from "../shapes/snapshot.js";
import { groupBy } from "../text/group.js";
import type { Flow, Flows } from "./flows.js";
import type { Lineage } from "./lineage.js";
import { renamedBy } from "./why.js";

/** The themes that are not what they were: by their number of now, then those that are gone by their number of then. */
export function themeChanges(
  before: Snapshot,
  after: Snapshot,
  flows: Flows,
  lineage: Lineage,
): ThemeChange[] {
  const sizes = { before: sizesOf(before), after: sizesOf(after) };
  const kept = keptBy(flows, lineage);
  const related = relations(before, after, lineage);
  const change = (old: number, now: number): ThemeChange => {
    const [was, is] = [atOrNone(before.themes, old), atOrNone(after.themes, now)];
    const stays = was === undefined || is === undefined ? 0 : at(kept, now);
    const [first, last] = [atOrNone(sizes.before, old), atOrNone(sizes.after, now)];
    return {
      ...(was !== undefined && first !== undefined && { before: themeThen(was, first) }),
      ...(is !== undefined && last !== undefined && { after: themeThen(is, last) }),
      gained: last === undefined ? 0 : last - stays,
      lost: first === undefined ? 0 : first - stays,
      ...(was !== undefined && is !== undefined && bothTell(was, is, before, after)),
      ...related(old, now),
    };
  };
  const present = Array.from(lineage.before, (old, now) => change(old, now)).sort(byNumber);
  const gone = before.themes.flatMap((_, old) => (at(lineage.after, old) < 0 ? [change(old, -1)] : []));
  return [...present, ...gone.sort(byNumber)].filter(isOne);
}

function themeThen({ id, number, label }: SnapshotTheme, passages: number): ThemeThen {
  return { id, number, label, passages };
}

/** What is told of a theme that both runs have: another label, another pillar. */
function bothTell(
  was: SnapshotTheme,
  is: SnapshotTheme,
  before: Snapshot,
  after: Snapshot,
): Pick<ThemeChange, "renamedBy" | "regrouped"> {
  const from = pillarOf(was, before);
  const to = pillarOf(is, after);
  const isRegrouped = from !== undefined && to !== undefined && from.id !== to.id && from.label !== to.label;
  return {
    ...(was.label !== is.label && { renamedBy: renamedBy(was, is) }),
    ...(isRegrouped && { regrouped: { from: from.label, to: to.label } }),
  };
}

function pillarOf(
  { pillarId }: SnapshotTheme,
  { pillars }: Snapshot,
): Snapshot["pillars"][number] | undefined {
  return pillars.find(({ id }) => id === pillarId);
}

/** Of each theme of now the passages that it had before. */
function keptBy({ pairs }: Flows, lineage: Lineage): Uint32Array {
  const kept = new Uint32Array(lineage.before.length);
  for (const { old, now, shared } of pairs) if (at(lineage.before, now) === old) kept[now] = shared;
  return kept;
}

type Relations = Pick<ThemeChange, "splitInto" | "mergedFrom" | "mergedInto" | "splitFrom">;

/** What a theme was divided into and joined with. */
function relations(
  before: Snapshot,
  after: Snapshot,
  { splits, merges }: Lineage,
): (old: number, now: number) => Relations {
  const sharedWith = ({ themes }: Snapshot, position: number, passages: number): Shared => {
    const { id, label } = at(themes, position);
    return { id, label, passages };
  };
  const nowOf = ({ now, shared }: Flow): Shared => sharedWith(after, now, shared);
  const oldOf = ({ old, shared }: Flow): Shared => sharedWith(before, old, shared);
  const parts = groupBy(splits, ({ old }) => old);
  const whole = groupBy(splits, ({ now }) => now);
  const joined = groupBy(merges, ({ now }) => now);
  const target = groupBy(merges, ({ old }) => old);
  return (old, now) => {
    const [into] = target.get(old) ?? [];
    const [from] = whole.get(now) ?? [];
    return {
      splitInto: (parts.get(old) ?? []).map(nowOf),
      mergedFrom: (joined.get(now) ?? []).map(oldOf),
      ...(into !== undefined && { mergedInto: nowOf(into) }),
      ...(from !== undefined && { splitFrom: oldOf(from) }),
    };
  };
}

function isOne({ before, after, gained, lost, ...told }: ThemeChange): boolean {
  const isBoth = before !== undefined && after !== undefined;
  const isTold = told.renamedBy !== undefined || told.regrouped !== undefined;
  return !isBoth || gained + lost > 0 || isTold;
}

function byNumber(a: ThemeChange, b: ThemeChange): number {
  return numberOf(a) - numberOf(b);
}

function numberOf({ before, after }: ThemeChange): number {
  const theme = after ?? before;
  if (theme === undefined) throw new Error("Expected a theme of one run at least, got one of neither.");
  return theme.number;
}

function sizesOf({ themes, passages }: Snapshot): Uint32Array {
  const sizes = new Uint32Array(themes.length);
  for (const theme of passages.theme) if (theme >= 0) sizes[theme] = at(sizes, theme) + 1;
  return sizes;
}

/** Pillars are the same that have the same themes or the same label. */
export function pillarChanges(before: Snapshot, after: Snapshot): PillarChange[] {
  const was = new Map(before.pillars.map(({ id, label }) => [id, label]));
  const isThere = (pillars: Snapshot["pillars"]): ((label: string) => boolean) => {
    const labels = new Set(pillars.map(({ label }) => label));
    return (label) => labels.has(label);
  };
  const wasThere = isThere(before.pillars);
  const stays = isThere(after.pillars);
  const ids = new Set(after.pillars.map(({ id }) => id));
  const present = after.pillars.flatMap(({ id, label }): PillarChange[] => {
    const old = was.get(id);
    if (old === label || (old === undefined && wasThere(label))) return [];
    return [old === undefined ? { id, label, change: "new" } : { id, label, change: "renamed", was: old }];
  });
  const gone = before.pillars
    .filter(({ id, label }) => !ids.has(id) && !stays(label))
    .map(({ id, label }): PillarChange => ({ id, label, change: "gone" }));
  return [...present, ...gone];
}
