import { nearestCentroid } from "../../math/centroids.js";
import { dotRows, selectRows, stacked } from "../../math/matrix.js";
import type { Clustering } from "../../shapes/clustering.js";
import type { Matrix } from "../../shapes/embeddings.js";
import { renumber, type Placement } from "./numbering.js";
import type { Taken } from "./take-named.js";

/** Difference of two cosines that makes a placement clear. */
const CLEAR_MARGIN = 0.1;
/** A theme or sub-theme gives no passage away where so few are left. */
const FEWEST = 2;

/** What is known of every passage while themes are joined: named ones first, then the free ones. */
interface Columns extends Placement {
  /** Sub-theme of each passage, −1 = none. */
  sub: Int32Array;
}

/**
 * One clustering of named and free themes, the largest first. A freely clustered point moves to a named theme that is
 * near and nearer than its own. A named theme is as stable as its phrases: it takes its points one by one, whatever
 * others there are, so its stability is 1, and the confidence of a point grows with its similarity to the theme.
 *
 * @param points rows × dims, L2-normalised
 * @param taken what the named themes took; its rest is what was clustered freely
 * @param free the themes of the rest, its rows those of `taken.rest`, in that order
 */
export function joinNamed(points: Matrix, taken: Taken, free: Clustering): Clustering {
  const { names, originals, rest } = taken;
  if (names.length === 0) return free;
  const used = names.flatMap((_, t) => (taken.found[t] === true ? [t] : []));
  const centroids = stacked([selectRows(taken.centroids, used), free.centroids], points.dims);
  const columns = spread(points.rows, taken.assignment, used, rest, free);
  moveNearer(points, rest, originals, columns, centroids, used.length, taken.near);
  settleNamed(points, columns, centroids, used.length, taken.near);
  followOriginals(columns, originals);
  const sizes = sizesOf(columns.assignment, originals, centroids.rows);
  const order = Array.from(sizes.keys()).sort((one, other) => sizes[other]! - sizes[one]! || one - other);
  const allNames = [...used.map((t) => names[t]), ...Array.from(free.stability, () => undefined)];
  const stability = [...used.map(() => 1), ...free.stability];
  const subParents = free.subthemes.parents.map((t) => t + used.length);
  return {
    ...renumber(columns, order),
    centroids: selectRows(centroids, order),
    k: centroids.rows,
    stability: Float32Array.from(order, (t) => stability[t]!),
    names: order.map((t) => allNames[t]),
    subthemes: subthemesIn(order, columns.sub, subParents, free.subthemes.centroids),
    evidence: free.evidence,
    choice: free.choice,
  };
}

/** A repetition is where its original is. */
function followOriginals(columns: Columns, originals: Int32Array): void {
  originals.forEach((original, i) => {
    for (const column of [
      columns.assignment,
      columns.nearest,
      columns.second,
      columns.confidence,
      columns.sub,
    ]) {
      column[i] = column[original]!;
    }
    columns.reasons[i] = columns.reasons[original]!;
  });
}

/** Named themes get the first numbers, free ones the next. */
function spread(
  rows: number,
  taken: Int32Array,
  used: readonly number[],
  rest: readonly number[],
  free: Clustering,
): Columns {
  const numbers = new Map(used.map((t, number) => [t, number]));
  const columns: Columns = {
    assignment: taken.map((t) => numbers.get(t) ?? -1),
    nearest: new Int32Array(rows).fill(-1),
    second: new Int32Array(rows).fill(-1),
    confidence: new Float32Array(rows),
    reasons: new Array<string>(rows).fill(""),
    sub: new Int32Array(rows).fill(-1),
  };
  const shift = (t: number): number => (t < 0 ? -1 : t + used.length);
  rest.forEach((i, position) => {
    columns.assignment[i] = shift(free.assignment[position]!);
    columns.nearest[i] = shift(free.nearest[position]!);
    columns.second[i] = shift(free.second[position]!);
    columns.confidence[i] = free.confidence[position]!;
    columns.reasons[i] = free.reasons[position]!;
    columns.sub[i] = free.subthemes.assignment[position]!;
  });
  return columns;
}

function moveNearer(
  points: Matrix,
  rest: readonly number[],
  originals: Int32Array,
  columns: Columns,
  centroids: Matrix,
  named: number,
  near: number,
): void {
  const namedCentroids = selectRows(
    centroids,
    Array.from({ length: named }, (_, c) => c),
  );
  const left = countsOf(columns.assignment, originals);
  const leftInSub = countsOf(columns.sub, originals);
  for (const i of rest) {
    const nearest = nearestCentroid(points, i, namedCentroids);
    const before = columns.nearest[i]!;
    const isNearer = before < 0 || nearest.similarity > dotRows(points, i, centroids, before);
    if (nearest.row < 0 || nearest.similarity < near || !isNearer || originals[i] !== i) continue;
    const homes = [
      { counts: left, at: columns.assignment[i]! },
      { counts: leftInSub, at: columns.sub[i]! },
    ].filter(({ at }) => at >= 0);
    if (homes.some(({ counts, at }) => countOf(counts, at) <= FEWEST)) continue;
    for (const { counts, at } of homes) counts.set(at, countOf(counts, at) - 1);
    columns.assignment[i] = nearest.row;
    columns.sub[i] = -1;
    columns.reasons[i] = "";
  }
}

/** Nearest and second theme and confidence of the points in named themes. */
function settleNamed(points: Matrix, columns: Columns, centroids: Matrix, named: number, near: number): void {
  for (let i = 0; i < points.rows; i++) {
    const theme = columns.assignment[i]!;
    if (theme < 0 || theme >= named) continue;
    const similarity = dotRows(points, i, centroids, theme);
    const second = nearestCentroid(points, i, centroids, theme);
    columns.nearest[i] = theme;
    columns.second[i] = second.similarity > similarity - CLEAR_MARGIN ? second.row : -1;
    columns.confidence[i] = (1 + Math.tanh((similarity - near) / CLEAR_MARGIN)) / 2;
  }
}

/** How many are counted under a number; none where it was never met. */
function countOf(counts: ReadonlyMap<number, number>, number: number): number {
  return counts.get(number) ?? 0;
}

/** How many rows bear each number, repetitions left out. */
function countsOf(numbers: Int32Array, originals: Int32Array): Map<number, number> {
  const counts = new Map<number, number>();
  numbers.forEach((number, i) => {
    if (originals[i] === i) counts.set(number, countOf(counts, number) + 1);
  });
  return counts;
}

function sizesOf(assignment: Int32Array, originals: Int32Array, k: number): number[] {
  const counts = countsOf(assignment, originals);
  return Array.from({ length: k }, (_, t) => countOf(counts, t));
}

/** The sub-themes in the order of their themes. */
function subthemesIn(
  order: readonly number[],
  assignment: Int32Array,
  parents: Int32Array,
  centroids: Matrix,
): Clustering["subthemes"] {
  const kept = order.flatMap((t, number) =>
    Array.from(parents.keys()).flatMap((s) => (parents[s] === t ? [{ s, number }] : [])),
  );
  const numbers = new Map(kept.map(({ s }, number) => [s, number]));
  return {
    assignment: assignment.map((s) => numbers.get(s) ?? -1),
    parents: Int32Array.from(kept, ({ number }) => number),
    centroids: selectRows(
      centroids,
      kept.map(({ s }) => s),
    ),
  };
}
