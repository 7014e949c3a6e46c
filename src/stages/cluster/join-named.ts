import { nearestRow, type Taken } from "./take-named.js";
import { dotRows, selectRows, zeros } from "../../math/matrix.js";
import type { Clustering } from "../../shapes/clustering.js";
import type { Matrix } from "../../shapes/embeddings.js";

/** Named themes with the passages that they took. */
export interface NamedPart {
  taken: Taken;
  names: readonly string[];
}

/** The free themes of the other passages. */
export interface FreePart {
  /** Row of each passage that was clustered freely. */
  rest: readonly number[];
  /** Its rows are those of `rest`, in that order. */
  clustering: Clustering;
}

/** Difference of two cosines that makes a placement clear. */
const CLEAR_MARGIN = 0.1;
/** A theme or sub-theme gives no passage away where so few are left. */
const FEWEST = 2;

/** What is known of every passage while themes are joined: named ones first, then the free ones. */
interface Columns {
  labels: Int32Array;
  nearest: Int32Array;
  second: Int32Array;
  confidence: Float32Array;
  reasons: string[];
  sub: Int32Array;
}

/**
 * One clustering of named and free themes, the largest first. A freely clustered point moves to a named theme that is
 * near and nearer than its own. A named theme is as stable as its phrases: it takes its points one by one, whatever
 * others there are, so its stability is 1, and the confidence of a point grows with its similarity to the theme.
 *
 * @param points rows × dims, L2-normalised
 * @param originals for each row the row that it repeats, else itself
 */
export function joinNamed(
  points: Matrix,
  originals: Int32Array,
  { taken, names }: NamedPart,
  { rest, clustering }: FreePart,
): Clustering {
  const used = names.flatMap((_, t) => (taken.found[t] === true ? [t] : []));
  const centroids = stacked(selectRows(taken.centroids, used), clustering.centroids);
  const columns = spread(points.rows, taken.labels, used, { rest, clustering });
  const subParents = Int32Array.from(clustering.subthemes.parents, (t) => t + used.length);
  moveNearer(points, rest, originals, columns, centroids, used.length, taken.near);
  settleNamed(points, columns, centroids, used.length, taken.near);
  originals.forEach((original, i) => {
    for (const column of [columns.labels, columns.nearest, columns.second, columns.confidence, columns.sub]) {
      column[i] = column[original] ?? -1;
    }
    columns.reasons[i] = columns.reasons[original] ?? "";
  });
  const sizes = sizesOf(columns.labels, originals, centroids.rows);
  const order = Array.from(sizes.keys()).sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0) || a - b);
  const allNames = [...used.map((t) => names[t]), ...Array.from(clustering.stability, () => undefined)];
  const stability = [...used.map(() => 1), ...clustering.stability];
  return {
    ...renumber(columns, order),
    centroids: selectRows(centroids, order),
    k: centroids.rows,
    stability: Float32Array.from(order, (t) => stability[t] ?? 0),
    names: order.map((t) => allNames[t]),
    subthemes: subthemesIn(order, columns.sub, subParents, clustering.subthemes.centroids),
    evidence: clustering.evidence,
    choice: clustering.choice,
  };
}

function stacked(above: Matrix, below: Matrix): Matrix {
  const out = zeros(above.rows + below.rows, above.dims);
  out.data.set(above.data);
  out.data.set(below.data, above.data.length);
  return out;
}

/** Named themes get the first numbers, free ones the next. */
function spread(rows: number, taken: Int32Array, used: readonly number[], free: FreePart): Columns {
  const numbers = new Map(used.map((t, number) => [t, number]));
  const columns: Columns = {
    labels: Int32Array.from(taken, (t) => numbers.get(t) ?? -1),
    nearest: new Int32Array(rows).fill(-1),
    second: new Int32Array(rows).fill(-1),
    confidence: new Float32Array(rows),
    reasons: new Array<string>(rows).fill(""),
    sub: new Int32Array(rows).fill(-1),
  };
  const { clustering, rest } = free;
  const shift = (t = -1): number => (t < 0 ? -1 : t + used.length);
  rest.forEach((i, position) => {
    columns.labels[i] = shift(clustering.labels[position]);
    columns.nearest[i] = shift(clustering.nearest[position]);
    columns.second[i] = shift(clustering.second[position]);
    columns.confidence[i] = clustering.confidence[position] ?? 0;
    columns.reasons[i] = clustering.reasons[position] ?? "";
    columns.sub[i] = clustering.subthemes.labels[position] ?? -1;
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
  const own = selectRows(
    centroids,
    Array.from({ length: named }, (_, c) => c),
  );
  const left = countsOf(columns.labels, originals);
  const leftInSub = countsOf(columns.sub, originals);
  for (const i of rest) {
    const { best, similarity } = nearestRow(points, i, own);
    const before = columns.nearest[i] ?? -1;
    const nearer = before < 0 || similarity > dotRows(points, i, centroids, before);
    if (best < 0 || similarity < near || !nearer || originals[i] !== i) continue;
    const homes = [
      { counts: left, at: columns.labels[i] ?? -1 },
      { counts: leftInSub, at: columns.sub[i] ?? -1 },
    ].filter(({ at }) => at >= 0);
    if (homes.some(({ counts, at }) => (counts.get(at) ?? 0) <= FEWEST)) continue;
    for (const { counts, at } of homes) counts.set(at, (counts.get(at) ?? 0) - 1);
    columns.labels[i] = best;
    columns.sub[i] = -1;
    columns.reasons[i] = "";
  }
}

/** Nearest and second theme and confidence of the points in named themes. */
function settleNamed(points: Matrix, columns: Columns, centroids: Matrix, named: number, near: number): void {
  for (let i = 0; i < points.rows; i++) {
    const label = columns.labels[i] ?? -1;
    if (label < 0 || label >= named) continue;
    const others = Array.from({ length: centroids.rows }, (_, c) => c).filter((c) => c !== label);
    const similarity = dotRows(points, i, centroids, label);
    const { best, similarity: second } = nearestRow(points, i, selectRows(centroids, others));
    columns.nearest[i] = label;
    columns.second[i] = best >= 0 && second > similarity - CLEAR_MARGIN ? (others[best] ?? -1) : -1;
    columns.confidence[i] = (1 + Math.tanh((similarity - near) / CLEAR_MARGIN)) / 2;
  }
}

/** How many rows bear each number, repetitions left out. */
function countsOf(numbers: Int32Array, originals: Int32Array): Map<number, number> {
  const counts = new Map<number, number>();
  numbers.forEach((number, i) => {
    if (originals[i] === i) counts.set(number, (counts.get(number) ?? 0) + 1);
  });
  return counts;
}

function sizesOf(labels: Int32Array, originals: Int32Array, k: number): number[] {
  const counts = countsOf(labels, originals);
  return Array.from({ length: k }, (_, t) => counts.get(t) ?? 0);
}

type Placement = Pick<Clustering, "labels" | "nearest" | "second" | "confidence" | "reasons">;

function renumber(
  { labels, nearest, second, confidence, reasons }: Columns,
  order: readonly number[],
): Placement {
  const numbers = new Map(order.map((t, number) => [t, number]));
  const renumbered = (old: Int32Array): Int32Array => old.map((t) => numbers.get(t) ?? -1);
  return {
    labels: renumbered(labels),
    nearest: renumbered(nearest),
    second: renumbered(second),
    confidence,
    reasons,
  };
}

/** The sub-themes in the order of their themes. */
function subthemesIn(
  order: readonly number[],
  labels: Int32Array,
  parents: Int32Array,
  centroids: Matrix,
): Clustering["subthemes"] {
  const kept = order.flatMap((t, number) =>
    Array.from(parents.keys()).flatMap((s) => (parents[s] === t ? [{ s, number }] : [])),
  );
  const numbers = new Map(kept.map(({ s }, number) => [s, number]));
  return {
    labels: labels.map((s) => numbers.get(s) ?? -1),
    parents: Int32Array.from(kept, ({ number }) => number),
    centroids: selectRows(
      centroids,
      kept.map(({ s }) => s),
    ),
  };
}
