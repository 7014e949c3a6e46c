import { symmetricEigen } from "./eigen.js";
import type { Random } from "../../../shapes/random.js";
import { timesDense, transposeTimesDense, type SparseMatrix } from "./sparse.js";

export interface TruncatedSvd {
  /** Number of singular values found: at most the `rank` asked for and the rank of the matrix. */
  rank: number;
  /** Falling. */
  singular: Float64Array;
  /** cols × rank, row after row: the right singular vectors, one column each. */
  right: Float64Array;
}

/** Columns beyond the rank asked for, and passes over the matrix; the usual choice for text (Halko et al., §4.5). */
const OVERSAMPLING = 10;
const POWER_PASSES = 4;

/**
 * The first singular values and right singular vectors of a sparse matrix, by randomised subspace iteration
 * (Halko, Martinsson & Tropp 2011, "Finding structure with randomness", algorithms 4.4 and 5.1).
 *
 * Works on the smaller side of things: a random cols × (rank + 10) start, four passes of AᵀA with
 * orthonormalisation, then the exact eigenvectors of the small matrix (AQ)ᵀ(AQ).
 */
export function truncatedSvd(a: SparseMatrix, rank: number, random: Random): TruncatedSvd {
  const width = Math.min(rank + OVERSAMPLING, a.rows, a.cols);
  if (width === 0) return { rank: 0, singular: new Float64Array(0), right: new Float64Array(0) };
  let q: Float64Array = new Float64Array(a.cols * width);
  for (let i = 0; i < q.length; i++) q[i] = random.normal();
  for (let pass = 0; pass < POWER_PASSES; pass++) {
    orthonormalize(q, a.cols, width);
    q = transposeTimesDense(a, timesDense(a, q, width), width);
  }
  orthonormalize(q, a.cols, width);
  const projected = timesDense(a, q, width);
  const { values, vectors } = symmetricEigen(gram(projected, a.rows, width), width);
  return rotateBasis(q, a.cols, width, values, vectors, Math.min(rank, width));
}

/**
 * Makes the columns orthonormal in place (modified Gram–Schmidt, twice, which is enough in double precision:
 * Giraud et al. 2005). A column that depends on earlier ones becomes zero.
 */
function orthonormalize(q: Float64Array, rows: number, width: number): void {
  const columns = Array.from({ length: width }, (_, c) => {
    const column = new Float64Array(rows);
    for (let i = 0; i < rows; i++) column[i] = q[i * width + c]!;
    return column;
  });
  columns.forEach((column, c) => {
    const before = norm(column);
    for (let round = 0; round < 2; round++) {
      for (let p = 0; p < c; p++) subtractProjection(column, columns[p]!);
    }
    const length = norm(column);
    const scale = length > 1e-10 * before && length > 0 ? 1 / length : 0;
    for (let i = 0; i < rows; i++) column[i] = column[i]! * scale;
  });
  columns.forEach((column, c) => {
    for (let i = 0; i < rows; i++) q[i * width + c] = column[i]!;
  });
}

function norm(v: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < v.length; i++) sum += v[i]! * v[i]!;
  return Math.sqrt(sum);
}

function subtractProjection(v: Float64Array, unit: Float64Array): void {
  let along = 0;
  for (let i = 0; i < v.length; i++) along += v[i]! * unit[i]!;
  for (let i = 0; i < v.length; i++) v[i] = v[i]! - along * unit[i]!;
}

/** BᵀB of a rows × width matrix. */
function gram(b: Float64Array, rows: number, width: number): Float64Array {
  const out = new Float64Array(width * width);
  for (let i = 0; i < rows; i++) {
    for (let p = 0; p < width; p++) {
      const value = b[i * width + p]!;
      for (let c = 0; c < width; c++) out[p * width + c] = out[p * width + c]! + value * b[i * width + c]!;
    }
  }
  return out;
}

/** Turns the basis `q` into the singular vectors, and drops directions of no weight. */
function rotateBasis(
  q: Float64Array,
  cols: number,
  width: number,
  values: Float64Array,
  vectors: Float64Array,
  rank: number,
): TruncatedSvd {
  let kept = 0;
  while (kept < rank && values[kept]! > 1e-12 * values[0]!) kept++;
  const right = new Float64Array(cols * kept);
  for (let i = 0; i < cols; i++) {
    for (let r = 0; r < kept; r++) {
      let sum = 0;
      for (let c = 0; c < width; c++) sum += q[i * width + c]! * vectors[r * width + c]!;
      right[i * kept + r] = sum;
    }
  }
  return { rank: kept, singular: Float64Array.from(values.subarray(0, kept), Math.sqrt), right };
}
