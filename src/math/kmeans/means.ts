import type { Matrix } from "../../shapes/embeddings.js";
import type { Changes } from "./assign.js";

/** All sums are made anew where more than this part of the points has gone to another centroid. */
const MANY = 0.4;
/** A little more than what an addition in double precision may lose, as a part of the sum. */
const LOSS = 1.001 * 2 ** -53;

/**
 * Moves each centroid to the mean of its points; one without points keeps its place. The sums are kept from call to call and changed
 * by the points that come and go. The means have the bits nevertheless that they would have if each sum were made anew in the order of
 * the points: how far a sum may be from that one is reckoned with it, and where it could change a mean in single precision, the sum
 * is made anew.
 *
 * @param centroids written at each call
 * @param assignment read at each call
 * @param largest of all numbers of the points, without signs
 */
export function createMeans(
  points: Matrix,
  centroids: Matrix,
  assignment: Int32Array,
  largest: number,
): (changes: Changes) => void {
  const { rows, dims } = points;
  const k = centroids.rows;
  const sums = new Float64Array(k * dims);
  const counts = new Uint32Array(k);
  /** For every addition the number of points in the sum: times the largest number and what one may lose, what the sum is wrong by. */
  const losses = new Float64Array(k);
  const isTouched = new Uint8Array(k);

  function sumAll(): void {
    sums.fill(0);
    counts.fill(0);
    for (let i = 0; i < rows; i++) {
      const c = assignment[i]!;
      counts[c] = counts[c]! + 1;
      addRow(sums, c * dims, points, i);
    }
    for (let c = 0; c < k; c++) {
      losses[c] = counts[c]! ** 2 / 2;
      for (let at = c * dims; at < (c + 1) * dims && counts[c]! > 0; at++) {
        centroids.data[at] = sums[at]! / counts[c]!;
      }
    }
  }

  function change({ count, rows: changed, from }: Changes): void {
    isTouched.fill(0);
    for (let at = 0; at < count; at++) {
      const i = changed[at]!;
      const [source, target] = [from[at]!, assignment[i]!];
      takeRow(sums, source * dims, points, i);
      addRow(sums, target * dims, points, i);
      losses[source] = losses[source]! + counts[source]!;
      counts[source] = counts[source]! - 1;
      counts[target] = counts[target]! + 1;
      losses[target] = losses[target]! + counts[target];
      isTouched[source] = 1;
      isTouched[target] = 1;
    }
    for (let c = 0; c < k; c++) if (isTouched[c] === 1 && counts[c]! > 0) setMean(c);
  }

  function setMean(c: number): void {
    const count = counts[c]!;
    const wrong = (losses[c]! + count ** 2 / 2 + 2 * count) * LOSS * largest;
    const unsure: number[] = [];
    for (let at = c * dims; at < (c + 1) * dims; at++) {
      const mean = Math.fround((sums[at]! - wrong) / count);
      if (mean !== Math.fround((sums[at]! + wrong) / count)) unsure.push(at);
      centroids.data[at] = mean;
    }
    if (unsure.length > 0) setInOrder(c, unsure);
  }

  /** Makes sums of a cluster anew, those at some places. */
  function setInOrder(c: number, places: readonly number[]): void {
    for (const at of places) sums[at] = 0;
    for (let i = 0; i < rows; i++) {
      if (assignment[i] !== c) continue;
      for (const at of places) sums[at] = sums[at]! + points.data[(i - c) * dims + at]!;
    }
    for (const at of places) centroids.data[at] = sums[at]! / counts[c]!;
  }

  return (changes) => {
    if (changes.count > MANY * rows) sumAll();
    else change(changes);
  };
}

/** Adds a row to the sum at a place. */
function addRow(sums: Float64Array, place: number, { data, dims }: Matrix, i: number): void {
  const from = i * dims;
  let d = 0;
  for (; d + 3 < dims; d += 4) {
    const at = place + d;
    sums[at] = sums[at]! + data[from + d]!;
    sums[at + 1] = sums[at + 1]! + data[from + d + 1]!;
    sums[at + 2] = sums[at + 2]! + data[from + d + 2]!;
    sums[at + 3] = sums[at + 3]! + data[from + d + 3]!;
  }
  for (; d < dims; d++) sums[place + d] = sums[place + d]! + data[from + d]!;
}

/** Takes a row from the sum at a place. */
function takeRow(sums: Float64Array, place: number, { data, dims }: Matrix, i: number): void {
  const from = i * dims;
  for (let d = 0; d < dims; d++) sums[place + d] = sums[place + d]! - data[from + d]!;
}
