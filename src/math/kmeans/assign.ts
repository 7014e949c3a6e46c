import type { Matrix } from "../../shapes/embeddings.js";
import { dotRows } from "../matrix.js";
import { productInOrder, squaredDistance } from "./distances.js";
import { ONE, type Kernel } from "./kernel.js";

/** Points that went to another centroid, and the one that each was with before; −1 at first. Valid until the next call. */
export interface Changes {
  count: number;
  rows: Int32Array;
  from: Int32Array;
}

/** Gives every point its nearest centroid as these stand now, the first of equals. */
export type Assign = () => Changes;

/** More than what single precision loses in the few sums that a bound goes through, for each 1 of their size. */
const ROUNDING = 2 ** -20;
/** More than any distance, in squares of the longest row. */
const FARTHEST = 4;

/**
 * Finds the nearest centroid of every point again and again while the centroids move. The distance of a point x and a centroid c is
 * taken as v = |c|² − 2·x·c. Three things spare work, and none changes a label:
 *
 * - Of every v a lower bound is kept, and an upper one of that of the point's own centroid. When c moves by m to c′, v changes by
 *   |c′|² − |c|², and by at most 2·|x|·|m| besides (Elkan 2003 does so with distances). A point whose upper bound is below all other
 *   lower ones stays where it is; mostly the least of these, which falls as the fastest of all does, tells it (Hamerly 2010).
 * - For the others all v are computed in fixed point; how far from the truth these can be is known.
 * - Where that doesn't tell which is least, they are computed in double precision, summed in the order of the plain algorithm.
 *
 * What all movements come to is kept once for each centroid and taken off when a bound is set, so that no bound has to be moved.
 *
 * @param centroids read at each call
 * @param assignment read and written
 */
export function createAssign(
  kernel: Kernel,
  points: Matrix,
  centroids: Matrix,
  assignment: Int32Array,
): Assign {
  const { labels } = kernel;
  const squares = new Float64Array(centroids.rows);
  const movement = createMovement(kernel, centroids, squares);
  const changes: Changes = {
    count: 0,
    rows: new Int32Array(points.rows),
    from: new Int32Array(points.rows),
  };
  let isFirst = true;
  return () => {
    const { slack, fastest } = movement.go();
    const error = errorOf(points.dims, Math.sqrt(Math.max(...squares)) / kernel.longest) + slack;
    movement.shift(error);
    kernel.setCentroids(centroids);
    const wrong = { error, slack, fastest };
    const unsure = isFirst ? kernel.measureAll(wrong) : kernel.follow(wrong);
    isFirst = false;
    for (const i of unsure) decide(kernel, points, centroids, squares, i, error);
    changes.count = 0;
    for (let i = 0; i < points.rows; i++) {
      if (assignment[i] === labels[i]) continue;
      changes.rows[changes.count] = i;
      changes.from[changes.count++] = assignment[i]!;
      assignment[i] = labels[i]!;
    }
    return changes;
  };
}

/** Keeps in the kernel's tables how far the bounds have moved with the centroids since the beginning. */
function createMovement({ tables, longest }: Kernel, centroids: Matrix, squares: Float64Array) {
  const { rows: k } = centroids;
  const unit = longest * longest;
  const last: Matrix = { ...centroids, data: centroids.data.slice() };
  const up = new Float64Array(k);
  const down = new Float64Array(k);
  let fastest = 0;
  let isFirst = true;
  return {
    /** Follows the centroids; `slack` is what sums of bounds and movements may be wrong by. */
    go(): { slack: number; fastest: number } {
      let most = Infinity;
      for (let c = 0; c < k; c++) {
        const square = dotRows(centroids, c, centroids, c);
        if (!isFirst) {
          const way = (2 * Math.sqrt(squaredDistance(centroids, c, last, c))) / longest;
          const change = (square - squares[c]!) / unit;
          up[c] = up[c]! + change + way;
          down[c] = down[c]! + change - way;
          most = Math.min(most, change - way);
        }
        squares[c] = square;
        tables.squares[c] = square / unit;
      }
      if (!isFirst) fastest += most;
      isFirst = false;
      last.data.set(centroids.data);
      tables.ups.set(up);
      tables.downs.set(down);
      const size = FARTHEST + Math.max(-fastest, ...up.map(Math.abs), ...down.map(Math.abs));
      return { slack: size * ROUNDING, fastest };
    },
    /** Lower bounds that are set from now on are right for distances that are right to `error`. */
    shift(error: number): void {
      for (let c = 0; c < k; c++) tables.shifts[c] = down[c]! + error;
    },
  };
}

/**
 * What a distance in fixed point may be wrong by, in squares of the longest row: each number by a little more than half a step, and so
 * a row by a length that is known, and a product by what Cauchy & Schwarz say.
 *
 * @param length of the longest centroid, in units of the longest row
 */
function errorOf(dims: number, length: number): number {
  const wrong = (Math.sqrt(dims) * 0.505) / ONE;
  return 2 * wrong * (length + 1 + wrong);
}

/** Finds the first of the nearest centroids of a point among those that may be it, as the plain algorithm does. */
function decide(
  { k, tables, lower, upper, labels, longest }: Kernel,
  points: Matrix,
  centroids: Matrix,
  squares: Float64Array,
  i: number,
  error: number,
): void {
  const first = i * k;
  const nearest = labels[i]!;
  const own = upper[i]! + tables.ups[nearest]!;
  // The kernel took the nearest for the label and set no lower bound for it.
  lower[first + nearest] = own - error - tables.shifts[nearest]!;
  let label = -1;
  let least = Infinity;
  for (let c = 0; c < squares.length; c++) {
    if (lower[first + c]! + tables.downs[c]! > own + error) continue;
    const distance = squares[c]! - 2 * productInOrder(points, i, centroids, c);
    if (distance < least) {
      least = distance;
      label = c;
    }
  }
  labels[i] = label;
  lower[first + label] = Infinity;
  upper[i] = least / (longest * longest) + error - tables.ups[label]!;
}
