/** Divides a theme by its sub-themes, or by passages and phrases that show what belongs apart. */
import { meanOf, nearest, type Group, type Groups, type SubGroup } from "./groups.js";
import { partId, type PostNames } from "./names.js";
import type { SplitEntry, SplitPart } from "../../../shapes/decisions.js";

export interface SplitSources {
  groups: Groups;
  posts: PostNames;
  /** What a part of a theme is called. */
  labelOf: (sub: SubGroup) => string;
  /** Phrases with their places among the passages. */
  phrases: ReadonlyMap<string, Float32Array>;
}

/** A part that could not be made, and why. */
export interface MissingPart {
  part: SplitPart;
  reason: string;
}

/** A part with what shows what belongs to it. */
interface Plan {
  part: SplitPart;
  /** The sub-theme that it is. */
  sub?: SubGroup;
  /** Passages of the theme that are in it whatever they are like. */
  examples: number[];
  anchor?: Float32Array;
}

/**
 * A part that is a sub-theme takes its passages. Of the others each takes what is nearer to its examples than to those of another part
 * and to the rest of the theme, which stays what it was.
 *
 * @returns the parts that could not be made
 */
export function splitGroup(group: Group, entry: SplitEntry, from: SplitSources): MissingPart[] {
  const rows = from.groups.rowsOf(group);
  const plans = entry.into.map((part) => planOf(part, group, new Set(rows), from));
  const possible = plans.filter((plan): plan is Plan => !("reason" in plan));
  const goes = goesWhere(rows, possible, from.groups);
  const missing = plans.filter((plan): plan is MissingPart => "reason" in plan);
  for (const plan of possible) {
    const own = rows.filter((i) => goes.get(i) === plan);
    if (own.length === 0) missing.push({ part: plan.part, reason: "nothing in the theme is like it" });
    else if (plan.part.stays !== true) moveApart(own, plan, group, from.groups);
  }
  const stays = possible.find(({ part }) => part.stays);
  if (stays !== undefined) group.name = stays.part.name;
  if (possible.length > 0) settle(group, from.groups);
  return missing;
}

function planOf(
  part: SplitPart,
  group: Group,
  own: ReadonlySet<number>,
  { groups, posts, labelOf, phrases }: SplitSources,
): Plan | MissingPart {
  const wanted = part.subtheme?.toLowerCase();
  const sub = group.subs.find((each) => labelOf(each).toLowerCase() === wanted);
  const found = (part.passages ?? []).map((ref) => posts.passage(ref));
  const examples = found.flatMap((one) => ("value" in one && own.has(one.value) ? [one.value] : []));
  const shown = (part.phrases ?? []).flatMap((phrase) => phrases.get(phrase) ?? []);
  if (sub !== undefined) return { part, sub, examples };
  const vectors = [...examples.map((i) => groups.vector(i)), ...shown];
  if (vectors.length > 0) return { part, examples, anchor: meanOf(vectors, group.centroid.length) };
  if (part.stays === true && part.subtheme === undefined) return { part, examples };
  const reason =
    part.subtheme === undefined
      ? "none of its passages is in the theme any more: give it others, or phrases"
      : `the theme has no sub-theme “${part.subtheme}” any more: give the part passages or phrases`;
  return { part, reason };
}

/** The part of each row; none for those that stay. */
function goesWhere(rows: readonly number[], plans: readonly Plan[], groups: Groups): Map<number, Plan> {
  const goes = new Map<number, Plan>();
  const bySub = new Map(plans.flatMap((plan) => (plan.sub ? [[plan.sub, plan] as const] : [])));
  for (const i of rows) {
    const sub = groups.part[i];
    const plan = sub && bySub.get(sub);
    if (plan !== undefined) goes.set(i, plan);
  }
  for (const plan of plans) for (const i of plan.examples) goes.set(i, plan);
  const left = rows.filter((i) => !goes.has(i));
  const anchored = plans.flatMap((plan) => (plan.anchor ? [{ plan, centroid: plan.anchor }] : []));
  if (anchored.length === 0 || left.length === 0) return goes;
  const rest = {
    plan: plans.find(({ part, sub, anchor }) => part.stays && !sub && !anchor),
    centroid: groups.mean(left),
  };
  const isStayShown = anchored.some(({ plan }) => plan.part.stays);
  for (const i of left) {
    const { plan } = nearest(isStayShown ? anchored : [...anchored, rest], groups.vector(i)) ?? rest;
    if (plan !== undefined) goes.set(i, plan);
  }
  return goes;
}

function moveApart(rows: readonly number[], { part, sub }: Plan, from: Group, groups: Groups): void {
  const made = groups.add({
    id: partId(from.id, part.name),
    name: part.name,
    centroid: sub?.centroid ?? groups.mean(rows),
    stability: from.stability,
    subs: [],
    remade: true,
  });
  for (const i of rows) groups.put(i, made);
}

/** What is left of a theme: its middle is another one, and parts that lost their passages are none. */
function settle(group: Group, groups: Groups): void {
  const rows = groups.rowsOf(group);
  group.remade = true;
  group.subs = group.subs.filter((sub) => rows.some((i) => groups.part[i] === sub));
  if (group.subs.length < 2) {
    group.subs = [];
    for (const i of rows) groups.part[i] = undefined;
  }
  if (rows.length > 0) group.centroid = groups.mean(rows);
}
