import type { Matrix } from "../shapes/embeddings.js";
import { normalizeRows, zeros } from "./matrix.js";
import { createProducts, pack, type Precision } from "./products/products.js";

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

/**
 * The exact nearest neighbours by cosine, the row itself left out. O(n²·dims), each pair once; of equals the lower index
 * comes first.
 *
 * @param points rows of length 1
 * @param count at most rows − 1
 */
export function nearestNeighbors(points: Matrix, count: number): Neighbors {
  return finish(findNeighbors(points, count, "double"));
}

/** The result of work in steps, without a turn for anyone. */
export function finish<Result>(steps: Generator<number, Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/**
 * As `nearestNeighbors`, for whoever lets others have their turn: yields the rows done with since. In fixed point it takes a
 * quarter of the time, and orders neighbours at nearly the same distance as rounding will have it.
 */
export function* findNeighbors(
  points: Matrix,
  count: number,
  precision: Precision,
): Generator<number, Neighbors> {
  const { rows } = points;
  const neighbors = noNeighbors(rows, count);
  const packed = pack(points, precision);
  const products = createProducts(packed, Math.min(rows, BLOCK));
  for (let a = 0; a < rows && count > 0; a += BLOCK) {
    const aEnd = Math.min(rows, a + BLOCK);
    products.setLeft(packed, a, aEnd);
    for (let b = a; b < rows; b += BLOCK) {
      const bEnd = Math.min(rows, b + BLOCK);
      products.setRight(packed, b, bEnd);
      const { values, stride } = products.multiply();
      // No row is a neighbour of its own.
      if (a === b) for (let i = 0; i < aEnd - a; i++) values[i * stride + i] = -Infinity;
      const block = { values, stride, a, aEnd, b, bEnd };
      takeRight(neighbors, block);
      if (a !== b) takeLeft(neighbors, block);
    }
    yield aEnd - a;
  }
  return neighbors;
}

/**
 * For every row its nearest neighbours by cosine among the rows of another matrix, in fixed point; of equals the lower
 * index comes first. Yields the rows done with since.
 *
 * @param points rows of length 1
 * @param others as many dims, rows of length 1
 * @param count at most the rows of `others`, and 1 at least
 */
export function* findAmong(points: Matrix, others: Matrix, count: number): Generator<number, Neighbors> {
  const neighbors = noNeighbors(points.rows, count);
  const seeking = pack(points, "fixed");
  const found = pack(others, "fixed");
  const products = createProducts(seeking, Math.min(Math.max(points.rows, others.rows), BLOCK));
  for (let a = 0; a < points.rows; a += BLOCK) {
    const aEnd = Math.min(points.rows, a + BLOCK);
    products.setLeft(seeking, a, aEnd);
    for (let b = 0; b < others.rows; b += BLOCK) {
      const bEnd = Math.min(others.rows, b + BLOCK);
      products.setRight(found, b, bEnd);
      const { values, stride } = products.multiply();
      takeRight(neighbors, { values, stride, a, aEnd, b, bEnd });
    }
    yield aEnd - a;
  }
  return neighbors;
}

/** The number of rows a search has neighbours for. */
export function rowsOf({ count, indices }: Neighbors): number {
  return count === 0 ? 0 : indices.length / count;
}

/** Room for `count` neighbours a row, with none in it yet. */
export function noNeighbors(rows: number, count: number): Neighbors {
  return {
    count,
    indices: new Int32Array(rows * count).fill(-1),
    similarities: new Float32Array(rows * count).fill(-Infinity),
  };
}

/** The inner products of the rows from `a` to before `aEnd` with those from `b` to before `bEnd`. */
interface Block {
  values: Float32Array;
  stride: number;
  a: number;
  aEnd: number;
  b: number;
  bEnd: number;
}

/** Puts among the neighbours of the rows from `a` those from `b` that are near enough. */
function takeRight(neighbors: Neighbors, { values, stride, a, aEnd, b, bEnd }: Block): void {
  const { count, similarities } = neighbors;
  for (let i = a; i < aEnd; i++) {
    const last = (i + 1) * count - 1;
    const first = (i - a) * stride - b;
    let farthest = similarities[last]!;
    for (let j = b; j < bEnd; j++) {
      if (values[first + j]! < farthest) continue;
      insertNeighbor(neighbors, i, j, values[first + j]!);
      farthest = similarities[last]!;
    }
  }
}

/** Puts among the neighbours of the rows from `b` those from `a` that are near enough; goes through memory in order too. */
function takeLeft(neighbors: Neighbors, { values, stride, a, aEnd, b, bEnd }: Block): void {
  const { count, similarities } = neighbors;
  const farthest = Float32Array.from({ length: bEnd - b }, (_, j) => similarities[(b + j + 1) * count - 1]!);
  for (let i = a; i < aEnd; i++) {
    const first = (i - a) * stride;
    for (let j = 0; j < farthest.length; j++) {
      if (values[first + j]! < farthest[j]!) continue;
      insertNeighbor(neighbors, b + j, i, values[first + j]!);
      farthest[j] = similarities[(b + j + 1) * count - 1]!;
    }
  }
}

/**
 * Puts j, which is not among them, among the neighbours of i if it is near enough, keeping the order; `count` ≥ 1.
 *
 * @returns its place in `indices`, −1 where it is not near enough
 */
export function insertNeighbor(
  { count, indices, similarities }: Neighbors,
  i: number,
  j: number,
  similarity: number,
): number {
  const first = i * count;
  let at = first + count - 1;
  if (!before(similarity, j, similarities[at]!, indices[at]!)) return -1;
  while (at > first && before(similarity, j, similarities[at - 1]!, indices[at - 1]!)) {
    similarities[at] = similarities[at - 1]!;
    indices[at] = indices[at - 1]!;
    at--;
  }
  similarities[at] = similarity;
  indices[at] = j;
  return at;
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
  const { data, rows, dims } = points;
  const out = zeros(rows, dims);
  const used = new Int32Array(Math.min(count, neighbors.count));
  for (let i = 0; i < rows; i++) {
    const number = pickNeighbors(neighbors, i, used, kept);
    for (let n = 0; n < number; n++) used[n] = used[n]! * dims;
    addMean(out.data, data, { from: i * dims, dims, used, number });
  }
  return normalizeRows(out);
}

/** A row by its place, and those that are near to it. */
interface Near {
  from: number;
  dims: number;
  /** Their places, the first `number` of which count. */
  used: Int32Array;
  number: number;
}

/**
 * Writes a row with a part of each near one added, one after the other in single precision. Each sum waits for the one
 * before it, so that the processor is given four numbers of the row at a time.
 */
function addMean(out: Float32Array, data: Float32Array, { from, dims, used, number }: Near): void {
  let d = 0;
  for (; d + 3 < dims; d += 4) {
    let s0 = data[from + d]!;
    let s1 = data[from + d + 1]!;
    let s2 = data[from + d + 2]!;
    let s3 = data[from + d + 3]!;
    for (let n = 0; n < number; n++) {
      const at = used[n]! + d;
      s0 = Math.fround(s0 + data[at]! / number);
      s1 = Math.fround(s1 + data[at + 1]! / number);
      s2 = Math.fround(s2 + data[at + 2]! / number);
      s3 = Math.fround(s3 + data[at + 3]! / number);
    }
    out[from + d] = s0;
    out[from + d + 1] = s1;
    out[from + d + 2] = s2;
    out[from + d + 3] = s3;
  }
  for (; d < dims; d++) {
    let sum = data[from + d]!;
    for (let n = 0; n < number; n++) sum = Math.fround(sum + data[used[n]! + d]! / number);
    out[from + d] = sum;
  }
}

/** Writes the first neighbours of a row that count; returns how many there are. */
function pickNeighbors(
  { count, indices }: Neighbors,
  i: number,
  into: Int32Array,
  kept: Uint8Array | undefined,
): number {
  let number = 0;
  for (let at = i * count; at < (i + 1) * count && number < into.length; at++) {
    const j = indices[at]!;
    if (kept === undefined || kept[j] === 1) into[number++] = j;
  }
  return number;
}

/** Neighbours worth averaging among n points: one for every hundred points, from 3 to 20 (fewer where there are none). */
export function diffusionNeighbors(n: number): number {
  return Math.min(n - 1, 20, Math.max(3, Math.round(n / 100)));
}
