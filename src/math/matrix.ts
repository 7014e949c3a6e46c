import type { Matrix } from "../shapes/embeddings.js";

/** An all-zero matrix. */
export function zeros(rows: number, dims: number): Matrix {
  return { data: new Float32Array(rows * dims), rows, dims };
}

/** A view (no copy) of one row. */
export function row(m: Matrix, i: number): Float32Array {
  return m.data.subarray(i * m.dims, (i + 1) * m.dims);
}

/** A new matrix of the rows named, in that order. */
export function selectRows(m: Matrix, indices: ArrayLike<number>): Matrix {
  const out = zeros(indices.length, m.dims);
  for (let i = 0; i < indices.length; i++) out.data.set(row(m, indices[i]!), i * m.dims);
  return out;
}

/** Inner product of two vectors of the same length, summed in index order in double precision. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Inner product of row i of `a` and row j of `b`, without making views; four running sums, added in a fixed order. */
export function dotRows(a: Matrix, i: number, b: Matrix, j: number): number {
  const { dims } = a;
  const x = a.data;
  const y = b.data;
  const p = i * dims;
  const q = j * dims;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let d = 0;
  for (; d + 3 < dims; d += 4) {
    s0 += x[p + d]! * y[q + d]!;
    s1 += x[p + d + 1]! * y[q + d + 1]!;
    s2 += x[p + d + 2]! * y[q + d + 2]!;
    s3 += x[p + d + 3]! * y[q + d + 3]!;
  }
  for (; d < dims; d++) s0 += x[p + d]! * y[q + d]!;
  return s0 + s1 + (s2 + s3);
}

/** Scales a vector to length 1 in place; a zero vector stays zero. Returns its former length. */
export function normalize(v: Float32Array): number {
  const length = Math.sqrt(dot(v, v));
  if (length > 0) for (let i = 0; i < v.length; i++) v[i] = v[i]! / length;
  return length;
}

/** Scales every row to length 1 in place. */
export function normalizeRows(m: Matrix): Matrix {
  for (let i = 0; i < m.rows; i++) normalize(row(m, i));
  return m;
}

/** Adds `factor` times a vector to `sum`, which is of the same length, in place. */
export function addTimes(sum: Float32Array, v: Float32Array, factor: number): void {
  for (let d = 0; d < sum.length; d++) sum[d]! += v[d]! * factor;
}

/** True where every number is zero. */
export function isZero(v: Float32Array): boolean {
  return v.every((x) => x === 0);
}

/** Rows × dims → an array of plain arrays, for packages that want them. */
export function toArrays(m: Matrix): number[][] {
  return Array.from({ length: m.rows }, (_, i) => Array.from(row(m, i)));
}

/** The reverse of `toArrays`; every inner array has `dims` numbers. */
export function fromArrays(arrays: readonly (readonly number[])[], dims: number): Matrix {
  const out = zeros(arrays.length, dims);
  arrays.forEach((values, i) => out.data.set(values, i * dims));
  return out;
}

/** The rows of several matrices of equal dims, one below the other. */
export function stacked(parts: readonly Matrix[], dims: number): Matrix {
  const out = zeros(
    parts.reduce((sum, { rows }) => sum + rows, 0),
    dims,
  );
  let at = 0;
  for (const part of parts) {
    out.data.set(part.data, at);
    at += part.data.length;
  }
  return out;
}
