/** Divides a theme by its sub-themes, or by passages and phrases that show what belongs apart. */
import { dot } from "../../../math/matrix.js";
import { meanOf, type Group, type Groups, type SubGroup } from "./groups.js";
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
  /** It grows from these. */
  shown: number[];
}

/** Phrases stand for the passages that are nearest to them: this share of the theme, and so many at least. */
const NEAREST_SHARE = 0.1;
const NEAREST = 2;
/** A passage joins a part that has so many of its nearest in the theme. */
const NEIGHBOURS = 3;
const ALIKE = 2;

function seedsOf(size: number): number {
  return Math.max(NEAREST, Math.ceil(NEAREST_SHARE * size));
}

/**
 * A part that is a sub-theme takes its passages. One that is shown by examples takes these, and grows as long as there is a passage of
 * whose three nearest in the theme two are in it. What is in no part stays in the theme.
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
  if (sub !== undefined) return { part, sub, examples, shown: [] };
  const vectors = (part.phrases ?? []).flatMap((phrase) => phrases.get(phrase) ?? []);
  const near =
    vectors.length === 0
      ? []
      : nearestRows(meanOf(vectors, group.centroid.length), [...own], seedsOf(own.size), groups);
  const shown = [...new Set([...examples, ...near])];
  if (shown.length > 0) return { part, examples, shown };
  if (part.stays === true && part.subtheme === undefined) return { part, examples, shown: [] };
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
  for (const plan of plans) for (const i of plan.shown) if (!goes.has(i)) goes.set(i, plan);
  grow(rows, goes, groups);
  return goes;
}

/** Round by round, so that the order of the passages makes no difference. */
function grow(rows: readonly number[], goes: Map<number, Plan>, groups: Groups): void {
  const left = new Set(rows.filter((i) => !goes.has(i)));
  const neighbours = new Map(
    [...left].map((i) => [i, nearestRows(groups.vector(i), rows, NEIGHBOURS, groups, i)]),
  );
  for (;;) {
    const joining = [...left].flatMap((i) => {
      const around = (neighbours.get(i) ?? []).flatMap((other) => goes.get(other) ?? []);
      const plan = around.find((one) => around.filter((other) => other === one).length >= ALIKE);
      return plan?.shown.length ? [[i, plan] as const] : [];
    });
    if (joining.length === 0) return;
    for (const [i, plan] of joining) {
      goes.set(i, plan);
      left.delete(i);
    }
  }
}

/** The rows nearest to a vector, one of them left out. */
function nearestRows(
  vector: Float32Array,
  rows: readonly number[],
  count: number,
  groups: Groups,
  but = -1,
): number[] {
  return rows
    .filter((i) => i !== but)
    .map((i) => ({ i, cosine: dot(groups.vector(i), vector) }))
    .sort((a, b) => b.cosine - a.cosine || a.i - b.i)
    .slice(0, count)
    .map(({ i }) => i);
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
