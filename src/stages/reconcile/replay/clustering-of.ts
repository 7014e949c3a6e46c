/** From groups back to a clustering, with what `describe` has to know of each. */
import { at } from "../../../math/at.js";
import { CLOSE, type Clustering } from "../../../shapes/clustering.js";
import { matrixOf, type Group, type Groups, type SubGroup, type SubSource } from "./groups.js";
import type { ReplayInput } from "./sources.js";

/** A theme after the decisions. */
export interface DecidedGroup {
  id: string;
  /** That of the fit's theme; behind all of those for one that a decision made. */
  number: number;
  /** The theme of the fit that it is; absent for one that a decision made. */
  theme?: number;
  /** Given by the decision that made it. */
  name?: string;
  /** Another theme than that of the fit, to be described anew with its words. */
  remade: boolean;
  /** Where its parts come from, in their order. */
  parts: SubSource[];
}

export interface Decided {
  clustering: Clustering;
  /** One per cluster. */
  groups: DecidedGroup[];
}

const KEPT_OUT = "you keep it out of its theme";

/** Themes of the fit keep their order and their numbers; those that decisions made stand behind them, by their ids. */
export function clusteringOf(
  { clustering, themes, embeddings }: ReplayInput,
  groups: Groups,
  held: ReadonlySet<number>,
): Decided {
  const sizes = new Map<Group, number>();
  for (const group of groups.of) if (group !== undefined) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const left = [...groups.groups.values()].filter((group) => sizes.has(group)).sort(inOrder);
  const numbers = new Map(left.map((group, number) => [group, number]));
  const numberOf = (group: Group | undefined): number => (group && numbers.get(group)) ?? -1;
  const numberById = (theme: number): number =>
    theme < 0 ? -1 : numberOf(groups.find(at(themes, theme).id));
  const assignment = Int32Array.from(groups.of, numberOf);
  const isMoved = assignment.map((now, i) => (now === numberById(at(clustering.assignment, i)) ? 0 : 1));
  const nearest = clustering.nearest.map((theme, i) =>
    at(assignment, i) >= 0 ? at(assignment, i) : numberById(theme),
  );
  const second = clustering.second.map((theme, i) => {
    const number = numberById(theme);
    const isSettled = held.has(i) || number === at(assignment, i) || at(clustering.confidence, i) > CLOSE;
    return isSettled ? -1 : number;
  });
  const last = themes.reduce((most, { number }) => Math.max(most, number), 0);
  let added = 0;
  const decided = left.map((group): DecidedGroup => {
    const { id, theme, name, remade } = group;
    const number = theme === undefined ? last + ++added : at(themes, theme).number;
    return {
      ...{ id, number, remade, parts: partsOf(group, groups).map(({ from }) => from) },
      ...(theme !== undefined && { theme }),
      ...(name !== undefined && { name }),
    };
  });
  return {
    groups: decided,
    clustering: {
      ...clustering,
      ...{ assignment, nearest, second },
      confidence: clustering.confidence.map((value, i) =>
        confidenceOf(value, at(assignment, i), held.has(i), at(isMoved, i) === 1),
      ),
      reasons: clustering.reasons.map((reason, i) =>
        at(assignment, i) >= 0 ? "" : reason === "" ? KEPT_OUT : reason,
      ),
      centroids: matrixOf(
        left.map(({ centroid }) => centroid),
        embeddings.dims,
      ),
      k: left.length,
      stability: Float32Array.from(left, ({ stability }) => stability),
      subthemes: subthemesOf(left, groups, embeddings.dims),
      names: left.map(
        ({ theme, name }) => name ?? (theme === undefined ? undefined : clustering.names?.[theme]),
      ),
    },
  };
}

/** What an editor put somewhere stays there; what moved with others keeps what is known of it. */
function confidenceOf(value: number, theme: number, isHeld: boolean, isMoved: boolean): number {
  if (theme < 0) return 0;
  if (isHeld || (isMoved && value === 0)) return 1;
  return value;
}

function inOrder(a: Group, b: Group): number {
  const [one, other] = [a.theme ?? Infinity, b.theme ?? Infinity];
  if (one !== other) return one - other;
  return a.id < b.id ? -1 : 1;
}

/** The parts of a theme that hold something; the largest first where they are others than those of the fit. */
function partsOf(group: Group, groups: Groups): SubGroup[] {
  const counts = new Map(group.subs.map((sub) => [sub, 0]));
  groups.of.forEach((own, i) => {
    const part = groups.part[i];
    const count = part && counts.get(part);
    if (own === group && part !== undefined && count !== undefined) counts.set(part, count + 1);
  });
  const held = group.subs.filter((sub) => counts.get(sub) !== 0);
  if (held.length < 2) return [];
  if (!group.remade) return held;
  return held.toSorted(
    (a, b) =>
      (counts.get(b) ?? NaN) - (counts.get(a) ?? NaN) || group.subs.indexOf(a) - group.subs.indexOf(b),
  );
}

function subthemesOf(left: readonly Group[], groups: Groups, dims: number): Clustering["subthemes"] {
  const all = left.flatMap((group, number) => partsOf(group, groups).map((sub) => ({ sub, number })));
  const rows = new Map(all.map(({ sub }, s) => [sub, s]));
  const partOf = (group: Group | undefined, i: number): number => {
    if (group === undefined) return -1;
    const known = groups.part[i];
    const own = known && rows.get(known);
    if (own !== undefined) return own;
    const near = groups.nearestPart(i, { ...group, subs: group.subs.filter((sub) => rows.has(sub)) });
    return (near && rows.get(near)) ?? -1;
  };
  return {
    assignment: Int32Array.from(groups.of, partOf),
    parents: Int32Array.from(all, ({ number }) => number),
    centroids: matrixOf(
      all.map(({ sub }) => sub.centroid),
      dims,
    ),
  };
}
