import type { Matrix } from "../shapes/embeddings.js";
import { normalizeRows, row, zeros } from "./matrix.js";

/** The nearest neighbours of every row: `count` a row, nearest first. */
export interface Neighbors {
  count: number;
  /** rows × count indices. */
  indices: Int32Array;
  /** rows × count cosines, falling along a row. */
  similarities: Float32Array;
}

/** Rows compared in one go, so that both blocks stay in the processor's cache. */
const BLOCK = 128;
/** Dimensions between two looks at whether a pair can still be near; a multiple of four. */
const STRIDE = 32;
/** What rounding may add to a product of two rows of length 1, and more. */
const SLACK = 1e-6;

/** Points with what is left of each row's length behind every stride: rows × strides. */
interface Measured {
  points: Matrix;
  strides: number;
  rests: Float64Array;
}

/**
 * The exact nearest neighbours by cosine, the row itself left out. O(n²·dims), each pair once; of equals the lower index
 * comes first. A pair is given up where the dimensions that are left cannot make it near (|x·y| ≤ |x||y| for them), which
 * is soon where the first dimensions hold the most.
 *
 * @param points rows of length 1
 * @param count at most rows − 1
 */
export function nearestNeighbors(points: Matrix, count: number): Neighbors {
  const { rows } = points;
  const neighbors: Neighbors = {
    count,
    indices: new Int32Array(rows * count).fill(-1),
    similarities: new Float32Array(rows * count).fill(-Infinity),
  };
  if (count === 0) return neighbors;
  const measured = measure(points);
  for (let a = 0; a < rows; a += BLOCK) {
    for (let b = a; b < rows; b += BLOCK) {
      compareBlocks(measured, a, Math.min(rows, a + BLOCK), b, Math.min(rows, b + BLOCK), neighbors);
    }
  }
  return neighbors;
}

function measure(points: Matrix): Measured {
  const { data, rows, dims } = points;
  const strides = Math.ceil(dims / STRIDE);
  const rests = new Float64Array(rows * strides);
  for (let i = 0; i < rows; i++) {
    let squares = 0;
    for (let d = dims - 1; d >= STRIDE; d--) {
      squares += data[i * dims + d]! ** 2;
      if (d % STRIDE === 0) rests[i * strides + d / STRIDE - 1] = Math.sqrt(squares);
    }
  }
  return { points, strides, rests };
}

function compareBlocks(
  measured: Measured,
  a: number,
  aEnd: number,
  b: number,
  bEnd: number,
  into: Neighbors,
): void {
  const { count, similarities } = into;
  for (let i = a; i < aEnd; i++) {
    for (let j = a === b ? i + 1 : b; j < bEnd; j++) {
      const last = Math.min(similarities[i * count + count - 1]!, similarities[j * count + count - 1]!);
      const similarity = Math.fround(productAbove(measured, i, j, last - SLACK));
      if (similarity < last) continue;
      insert(into, i, j, similarity);
      insert(into, j, i, similarity);
    }
  }
}

/** The inner product of two rows, summed as `dotRows` does; −∞ as soon as it is sure to be less than `least`. */
function productAbove({ points, strides, rests }: Measured, i: number, j: number, least: number): number {
  const { data: x, dims } = points;
  const p = i * dims;
  const q = j * dims;
  const whole = dims - (dims % 4);
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let d = 0;
  for (let stride = 0; stride < strides; stride++) {
    for (const end = Math.min(whole, d + STRIDE); d < end; d += 4) {
      s0 += x[p + d]! * x[q + d]!;
      s1 += x[p + d + 1]! * x[q + d + 1]!;
      s2 += x[p + d + 2]! * x[q + d + 2]!;
      s3 += x[p + d + 3]! * x[q + d + 3]!;
    }
    const rest = rests[i * strides + stride]! * rests[j * strides + stride]!;
    if (stride + 1 < strides && s0 + s1 + (s2 + s3) + rest < least) return -Infinity;
  }
  for (; d < dims; d++) s0 += x[p + d]! * x[q + d]!;
  return s0 + s1 + (s2 + s3);
}

/** Puts j among the neighbours of i if it is near enough, keeping the order. */
function insert({ count, indices, similarities }: Neighbors, i: number, j: number, similarity: number): void {
  const first = i * count;
  let at = first + count - 1;
  if (!before(similarity, j, similarities[at]!, indices[at]!)) return;
  while (at > first && before(similarity, j, similarities[at - 1]!, indices[at - 1]!)) {
    similarities[at] = similarities[at - 1]!;
    indices[at] = indices[at - 1]!;
    at--;
  }
  similarities[at] = similarity;
  indices[at] = j;
}

function before(similarity: number, j: number, other: number, otherIndex: number): boolean {
  return similarity > other || (similarity === other && j < otherIndex);
}

/**
 * Adds to every row the mean of its first `count` neighbours and scales it to length 1: one step of diffusion on the
 * neighbour graph, which draws a cluster together and leaves its borders where they are.
 *
 * @param kept 1 for each row that counts as a neighbour; all where absent
 */
export function diffuse(points: Matrix, neighbors: Neighbors, count: number, kept?: Uint8Array): Matrix {
  const out = zeros(points.rows, points.dims);
  for (let i = 0; i < points.rows; i++) {
    const nearest = neighbors.indices.subarray(i * neighbors.count, (i + 1) * neighbors.count);
    const used = (kept ? nearest.filter((j) => kept[j] === 1) : nearest).subarray(0, count);
    const target = row(out, i);
    target.set(row(points, i));
    for (const j of used) {
      const other = row(points, j);
      for (let d = 0; d < target.length; d++) target[d] = target[d]! + other[d]! / used.length;
    }
  }
  return normalizeRows(out);
}

/** Neighbours worth averaging among n points: one for every hundred points, from 3 to 20 (fewer where there are none). */
export function diffusionNeighbors(n: number): number {
  return Math.min(n - 1, 20, Math.max(3, Math.round(n / 100)));
}
