import type { Matrix } from "../../../shapes/embeddings.js";
import type { Random } from "../../../shapes/random.js";
import type { SparseMatrix } from "./sparse.js";
import { truncatedSvd } from "./svd.js";

/**
 * The directions in which the rows of a matrix spread most: its first right singular vectors, found as the eigenvectors
 * of XᵀX. Multiplying by them keeps inner products as well as any projection to so few dimensions can (Eckart–Young).
 *
 * @returns dims × rank, row after row; rank is lower where the matrix has fewer directions
 */
export function leadingDirections(
  points: Matrix,
  rank: number,
  random: Random,
): { right: Float64Array; rank: number } {
  return truncatedSvd(gramMatrix(points), rank, random);
}

/** XᵀX as rows that are full: the singular vectors of it are those of X. */
function gramMatrix({ data, rows, dims }: Matrix): SparseMatrix {
  const sums = new Float64Array(dims * dims);
  for (let i = 0; i < rows; i++) {
    for (let p = 0; p < dims; p++) {
      const value = data[i * dims + p]!;
      if (value === 0) continue;
      for (let q = p; q < dims; q++) sums[p * dims + q] = sums[p * dims + q]! + value * data[i * dims + q]!;
    }
  }
  for (let p = 0; p < dims; p++) for (let q = 0; q < p; q++) sums[p * dims + q] = sums[q * dims + p]!;
  return {
    rows: dims,
    cols: dims,
    starts: Uint32Array.from({ length: dims + 1 }, (_, i) => i * dims),
    indices: Uint32Array.from({ length: dims * dims }, (_, i) => i % dims),
    values: Float32Array.from(sums),
  };
}

/** One row times a dims × rank matrix. */
export function timesDirections(vector: Float32Array, right: Float64Array, rank: number): Float32Array {
  const out = new Float64Array(rank);
  for (let d = 0; d < vector.length; d++) {
    const value = vector[d]!;
    if (value === 0) continue;
    for (let r = 0; r < rank; r++) out[r] = out[r]! + value * right[d * rank + r]!;
  }
  return Float32Array.from(out);
}
