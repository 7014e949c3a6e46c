import { takeTurn } from "../../../io/turn.js";
import { symmetricEigen } from "./eigen.js";
import type { Random } from "../../../shapes/random.js";
import { timesDense, transposed, type SparseMatrix } from "./sparse.js";

export interface TruncatedSvd {
  /** Number of singular values found: at most the `rank` asked for and the rank of the matrix. */
  rank: number;
  /** Falling. */
  singular: Float64Array;
  /** cols × rank, row after row: the right singular vectors, one column each. */
  right: Float64Array;
}

/** Called between long stretches of work; may throw to end it. */
export type Turn = () => Promise<void>;

/** Columns beyond the rank asked for, and passes over the matrix; the usual choice for text (Halko et al., §4.5). */
const OVERSAMPLING = 10;
export const POWER_PASSES = 4;

/**
 * The first singular values and right singular vectors of a sparse matrix, by randomised subspace iteration
 * (Halko, Martinsson & Tropp 2011, "Finding structure with randomness", algorithms 4.4 and 5.1).
 *
 * Works on the smaller side of things: a random cols × (rank + 10) start, four passes of AᵀA with
 * orthonormalisation, then the exact eigenvectors of the small matrix (AQ)ᵀ(AQ).
 */
export async function truncatedSvd(
  a: SparseMatrix,
  rank: number,
  random: Random,
  betweenPasses: Turn = takeTurn,
): Promise<TruncatedSvd> {
  const width = Math.min(rank + OVERSAMPLING, a.rows, a.cols);
  if (width === 0) return { rank: 0, singular: new Float64Array(0), right: new Float64Array(0) };
  let q: Float64Array = new Float64Array(a.cols * width);
  for (let i = 0; i < q.length; i++) q[i] = random.normal();
  const across = transposed(a);
  for (let pass = 0; pass < POWER_PASSES; pass++) {
    orthonormalize(q, a.cols, width);
    q = timesDense(across, timesDense(a, q, width), width);
    await betweenPasses();
  }
  orthonormalize(q, a.cols, width);
  const projected = timesDense(a, q, width);
  const { values, vectors } = symmetricEigen(gram(projected, a.rows, width), width);
  return rotateBasis(q, a.cols, width, values, vectors, Math.min(rank, width));
}

/** Columns that are freed of an earlier one together, so that each of its numbers is read once for all of them. */
const TOGETHER = 4;

/**
 * Makes the columns orthonormal in place (modified Gram–Schmidt, twice, which is enough in double precision:
 * Giraud et al. 2005). A column that depends on earlier ones becomes zero.
 *
 * The first round goes over a few columns together: it needs of earlier columns only that they are finished. Each number
 * comes out as if every column were taken by itself.
 */
function orthonormalize(q: Float64Array, rows: number, width: number): void {
  const columns = Array.from({ length: width }, (_, c) => {
    const column = new Float64Array(rows);
    for (let i = 0; i < rows; i++) column[i] = q[i * width + c]!;
    return column;
  });
  for (let first = 0; first < width; first += TOGETHER) {
    const group = columns.slice(first, first + TOGETHER);
    const before = group.map(norm);
    const isFull = group.length === TOGETHER;
    if (isFull) subtractFromFour(group, columns, first);
    group.forEach((column, c) => {
      subtractProjections(column, columns, isFull ? first : 0, first + c);
      subtractProjections(column, columns, 0, first + c);
      const length = norm(column);
      const scale = length > 1e-10 * before[c]! && length > 0 ? 1 / length : 0;
      for (let i = 0; i < rows; i++) column[i] = column[i]! * scale;
    });
  }
  columns.forEach((column, c) => {
    for (let i = 0; i < rows; i++) q[i * width + c] = column[i]!;
  });
}

const norm = (v: Float64Array): number => Math.sqrt(product(v, v));

/** Subtracts from `v` its projection on each of `units[from, to)`, one after the other. */
function subtractProjections(
  v: Float64Array,
  units: readonly Float64Array[],
  from: number,
  to: number,
): void {
  if (from >= to) return;
  let along = product(v, units[from]!);
  for (let p = from; p < to - 1; p++) {
    const unit = units[p]!;
    const next = units[p + 1]!;
    let alongNext = 0;
    for (let i = 0; i < v.length; i++) {
      const value = v[i]! - along * unit[i]!;
      v[i] = value;
      alongNext += value * next[i]!;
    }
    along = alongNext;
  }
  const last = units[to - 1]!;
  for (let i = 0; i < v.length; i++) v[i] = v[i]! - along * last[i]!;
}

function product(v: Float64Array, w: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < v.length; i++) sum += v[i]! * w[i]!;
  return sum;
}

/** As `subtractProjections` of four columns, on the first `to` units: each number of a unit is read once for all four. */
function subtractFromFour(
  columns: readonly Float64Array[],
  units: readonly Float64Array[],
  to: number,
): void {
  if (to === 0) return;
  const v0 = columns[0]!;
  const v1 = columns[1]!;
  const v2 = columns[2]!;
  const v3 = columns[3]!;
  let [s0, s1, s2, s3] = [v0, v1, v2, v3].map((v) => product(v, units[0]!)) as [
    number,
    number,
    number,
    number,
  ];
  for (let p = 0; p < to; p++) {
    const unit = units[p]!;
    // Behind the last unit nothing reads the products.
    const next = units[Math.min(p + 1, to - 1)]!;
    let [t0, t1, t2, t3] = [0, 0, 0, 0];
    for (let i = 0; i < unit.length; i++) {
      const value = unit[i]!;
      const behind = next[i]!;
      const w0 = v0[i]! - s0 * value;
      const w1 = v1[i]! - s1 * value;
      const w2 = v2[i]! - s2 * value;
      const w3 = v3[i]! - s3 * value;
      v0[i] = w0;
      v1[i] = w1;
      v2[i] = w2;
      v3[i] = w3;
      t0 += w0 * behind;
      t1 += w1 * behind;
      t2 += w2 * behind;
      t3 += w3 * behind;
    }
    [s0, s1, s2, s3] = [t0, t1, t2, t3];
  }
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
  const right = timesTransposed(q, cols, vectors, kept, width);
  return { rank: kept, singular: Float64Array.from(values.subarray(0, kept), Math.sqrt), right };
}

/** Q × Vᵀ for rows of `width` numbers: of `rows` rows of `q` with the first `count` of `v`, four of these at a time. */
function timesTransposed(
  q: Float64Array,
  rows: number,
  v: Float64Array,
  count: number,
  width: number,
): Float64Array {
  const out = new Float64Array(rows * count);
  for (let i = 0; i < rows; i++) {
    const from = i * width;
    let r = 0;
    for (; r + 3 < count; r += 4) {
      let [s0, s1, s2, s3] = [0, 0, 0, 0];
      for (let c = 0; c < width; c++) {
        const value = q[from + c]!;
        s0 += value * v[r * width + c]!;
        s1 += value * v[(r + 1) * width + c]!;
        s2 += value * v[(r + 2) * width + c]!;
        s3 += value * v[(r + 3) * width + c]!;
      }
      out.set([s0, s1, s2, s3], i * count + r);
    }
    for (; r < count; r++) {
      let sum = 0;
      for (let c = 0; c < width; c++) sum += q[from + c]! * v[r * width + c]!;
      out[i * count + r] = sum;
    }
  }
  return out;
}
