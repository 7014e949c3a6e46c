/** Themes that become one, several, or others: each decision when what it speaks of is there, whatever their order in the file. */
import { at } from "../../../math/at.js";
import type { DecisionPath, SplitEntry, ThemeRef } from "../../../shapes/decisions.js";
import { themeInWords } from "../../../text/decision-words.js";
import { contradiction } from "./conflicts.js";
import { meanOf, type Group, type Groups } from "./groups.js";
import { partId } from "./names.js";
import type { ReplaySources } from "./sources.js";
import { splitGroup } from "./split.js";

interface Merge {
  do: "merge";
  from: string;
  into: string;
  path: DecisionPath;
  words: string;
}

interface Split {
  do: "split";
  theme: string;
  /** Ids of the themes that it makes. */
  makes: readonly string[];
  entry: SplitEntry;
  path: DecisionPath;
  words: string;
}

type Step = Merge | Split;

/**
 * Merges and splits. What goes into a theme goes in before that theme is split or goes into another one; a theme is split before it
 * goes into another one.
 *
 * @throws UserError "config" with the lines of decisions that wait for one another
 */
export function restructure(sources: ReplaySources): void {
  const steps = stepsOf(sources);
  while (steps.size > 0) {
    const next = [...steps].find((step) => isNext(step, steps, sources.groups));
    if (next === undefined) break;
    steps.delete(next);
    take(next, sources);
  }
  const left = [...steps].filter((step) => waitsFor(step, steps).length > 0);
  const [first, second] = left;
  if (first !== undefined && second !== undefined)
    throw contradiction(sources.file, first.path, second.path, "merge and split themes in a circle");
  for (const { path, words } of steps)
    sources.outcomes.unmet(
      path,
      words,
      "a theme that it speaks of is not made: see the decision that was to make it",
    );
}

function stepsOf({ file: { decisions }, names, outcomes }: ReplaySources): Set<Step> {
  const steps: Step[] = [];
  const idOf = (ref: ThemeRef, path: DecisionPath, words: string): string | undefined => {
    const found = names.find(ref);
    if ("value" in found) return found.value;
    outcomes.unmet(path, words, found.reason);
    return undefined;
  };
  decisions.split.forEach((entry, i) => {
    const path = ["split", i];
    const words = `split ${themeInWords(entry)}`;
    const theme = idOf(entry, path, words);
    if (theme === undefined) return;
    const makes = entry.into.flatMap(({ name, stays }) => (stays ? [] : [partId(theme, name)]));
    steps.push({ do: "split", theme, makes, entry, path, words });
  });
  decisions.merge.forEach((entry, i) => {
    entry.themes.forEach((ref, j) => {
      const path = ["merge", i, "themes", j];
      const words = `merge ${themeInWords(ref)} into ${themeInWords(entry.into)}`;
      const from = idOf(ref, path, words);
      const into = idOf(entry.into, path, words);
      if (from !== undefined && into !== undefined) steps.push({ do: "merge", from, into, path, words });
    });
  });
  return new Set(
    steps
      .map((step) => ({ step, key: keyOf(step) }))
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .map(({ step }) => step),
  );
}

/** The same whatever the order of the file. */
function keyOf(step: Step): string {
  return JSON.stringify(step.do === "split" ? ["split", step.theme] : ["merge", step.into, step.from]);
}

/** Steps that have to come before another one. */
function waitsFor(step: Step, steps: Iterable<Step>): Step[] {
  return [...steps].filter((other) => {
    if (other === step) return false;
    if (step.do === "split") {
      const isInto = other.do === "merge" && other.into === step.theme && !step.makes.includes(other.from);
      return isInto || (other.do === "split" && other.makes.includes(step.theme));
    }
    if (other.do === "merge") return other.into === step.from;
    return other.theme === step.from || other.makes.includes(step.from) || other.makes.includes(step.into);
  });
}

function isNext(step: Step, steps: Iterable<Step>, groups: Groups): boolean {
  const isThere = (id: string): boolean => groups.groups.has(id) || groups.gone.has(id);
  const needs = step.do === "split" ? [step.theme] : [step.from, step.into];
  return needs.every(isThere) && waitsFor(step, steps).length === 0;
}

function take(step: Step, sources: ReplaySources): void {
  const { groups, outcomes, names } = sources;
  if (step.do === "merge") {
    const [from, into] = [groups.find(step.from), groups.find(step.into)];
    if (from === undefined || into === undefined)
      outcomes.unmet(step.path, step.words, "one of the themes has no passage any more");
    else {
      if (from !== into) mergeGroups(from, into, groups);
      outcomes.applied(step.path, step.words);
    }
    return;
  }
  const group = groups.groups.get(step.theme);
  if (group === undefined || groups.rowsOf(group).length === 0) {
    const into = groups.find(step.theme);
    const reason = into
      ? `the theme went into “${names.labelOf(into.id)}”`
      : "the theme has no passage any more";
    outcomes.unmet(step.path, step.words, `${reason}: split that one`);
    return;
  }
  const missing = splitGroup(group, step.entry, { ...sources });
  for (const { part, reason } of missing) {
    const place = step.entry.into.indexOf(part);
    outcomes.unmet([...step.path, "into", place], `${step.words}: “${part.name}”`, reason);
  }
  if (missing.length < step.entry.into.length) outcomes.applied(step.path, step.words);
}

/** One theme goes into another; its parts, or it itself, are parts of that from then on, and so is what that was before. */
export function mergeGroups(from: Group, into: Group, groups: Groups): void {
  const [ownRows, added] = [groups.rowsOf(into), groups.rowsOf(from)];
  makeParts(into, ownRows, groups);
  makeParts(from, added, groups);
  const weight = (vector: Float32Array, times: number): Float32Array => vector.map((value) => value * times);
  into.stability =
    (into.stability * ownRows.length + from.stability * added.length) /
    Math.max(1, ownRows.length + added.length);
  into.centroid = meanOf(
    [weight(into.centroid, ownRows.length), weight(from.centroid, added.length)],
    into.centroid.length,
  );
  into.subs = [...into.subs, ...from.subs];
  into.remade = true;
  for (const i of added) groups.of[i] = into;
  groups.groups.delete(from.id);
  groups.gone.set(from.id, into.id);
}

/** A theme without parts becomes one of its own. */
function makeParts(group: Group, rows: readonly number[], groups: Groups): void {
  if (group.subs.length > 0 || rows.length === 0) return;
  const from = group.theme === undefined ? { name: group.name ?? group.id } : { theme: group.theme };
  const whole = { from, centroid: group.centroid };
  group.subs = [whole];
  for (const i of rows) groups.part[i] = at([whole], 0);
}
