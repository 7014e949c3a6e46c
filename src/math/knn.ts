import type { Matrix } from "../shapes/embeddings.js";
import { normalizeRows, row, zeros } from "./matrix.js";
import { createProducts } from "./products/products.js";

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
  const steps = findNeighbors(points, count);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** As `nearestNeighbors`, for whoever lets others have their turn: yields the rows done with since. */
export function* findNeighbors(points: Matrix, count: number): Generator<number, Neighbors> {
  const { rows } = points;
  const neighbors = noNeighbors(rows, count);
  const products = createProducts(points.dims, Math.min(rows, BLOCK));
  for (let a = 0; a < rows && count > 0; a += BLOCK) {
    const aEnd = Math.min(rows, a + BLOCK);
    products.setLeft(points, a, aEnd);
    for (let b = a; b < rows; b += BLOCK) {
      const bEnd = Math.min(rows, b + BLOCK);
      products.setRight(points, b, bEnd);
      const { values, stride } = products.multiply();
      for (let i = a; i < aEnd; i++) {
        for (let j = a === b ? i + 1 : b; j < bEnd; j++) {
          const similarity = values[(i - a) * stride + j - b]!;
          insertNeighbor(neighbors, i, j, similarity);
          insertNeighbor(neighbors, j, i, similarity);
        }
      }
    }
    yield aEnd - a;
  }
  return neighbors;
}

/** Room for `count` neighbours a row, with none in it yet. */
export function noNeighbors(rows: number, count: number): Neighbors {
  return {
    count,
    indices: new Int32Array(rows * count).fill(-1),
    similarities: new Float32Array(rows * count).fill(-Infinity),
  };
}

/** Puts j, which is not among them, among the neighbours of i if it is near enough, keeping the order; `count` ≥ 1. */
export function insertNeighbor(
  { count, indices, similarities }: Neighbors,
  i: number,
  j: number,
  similarity: number,
): void {
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
