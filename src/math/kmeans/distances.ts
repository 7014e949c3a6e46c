import type { Matrix } from "../../shapes/embeddings.js";

/** |a_i − b_j|² of two rows of any length, summed in index order in double precision. */
export function squaredDistance(a: Matrix, i: number, b: Matrix, j: number): number {
  let sum = 0;
  const p = i * a.dims;
  const q = j * b.dims;
  for (let d = 0; d < a.dims; d++) {
    const difference = a.data[p + d]! - b.data[q + d]!;
    sum += difference * difference;
  }
  return sum;
}

/** Inner product of two rows, summed in index order in double precision: the sum by which k-means decides. */
export function productInOrder(a: Matrix, i: number, b: Matrix, j: number): number {
  let sum = 0;
  const p = i * a.dims;
  const q = j * b.dims;
  for (let d = 0; d < a.dims; d++) sum += a.data[p + d]! * b.data[q + d]!;
  return sum;
}
