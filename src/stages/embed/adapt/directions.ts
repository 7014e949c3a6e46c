import type { Matrix } from "../../../shapes/embeddings.js";
import type { Random } from "../../../shapes/random.js";
import type { SparseMatrix } from "./sparse.js";
import { truncatedSvd, type Turn } from "./svd.js";

/**
 * The directions in which the rows of a matrix spread most: its first right singular vectors, found as the eigenvectors
 * of XᵀX. Multiplying by them keeps inner products as well as any projection to so few dimensions can (Eckart–Young).
 *
 * @returns dims × rank, row after row; rank is lower where the matrix has fewer directions
 */
export async function leadingDirections(
  points: Matrix,
  rank: number,
  random: Random,
  turn?: Turn,
): Promise<{ right: Float64Array; rank: number }> {
  return truncatedSvd(gramMatrix(points), rank, random, turn);
}

/**
 * XᵀX as rows that are full: the singular vectors of it are those of X. Four rows of X are added in one go, in their
 * order, so that each sum is read and written once for four.
 */
function gramMatrix({ data, rows, dims }: Matrix): SparseMatrix {
  const sums = new Float64Array(dims * dims);
  let i = 0;
  for (; i + 3 < rows; i += 4) addFourSquares(sums, data, i * dims, dims);
  for (; i < rows; i++) {
    for (let p = 0; p < dims; p++) {
      const value = data[i * dims + p]!;
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

/** Adds to the upper half of `sums` the products of the numbers of a row with one another, for four rows from `r0` on. */
function addFourSquares(sums: Float64Array, data: Float32Array, r0: number, dims: number): void {
  const r1 = r0 + dims;
  const r2 = r1 + dims;
  const r3 = r2 + dims;
  for (let p = 0; p < dims; p++) {
    const [v0, v1, v2, v3] = [data[r0 + p]!, data[r1 + p]!, data[r2 + p]!, data[r3 + p]!];
    const to = p * dims;
    for (let q = p; q < dims; q++) {
      const sum = sums[to + q]! + v0 * data[r0 + q]! + v1 * data[r1 + q]!;
      sums[to + q] = sum + v2 * data[r2 + q]! + v3 * data[r3 + q]!;
    }
  }
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
