import { selectRows } from "../../../math/matrix.js";
import type { Matrix } from "../../../shapes/embeddings.js";
import type { Random } from "../../../shapes/random.js";

/** Rows by which the axes are found; they need not be exact. */
const SAMPLE = 2000;
const PASSES = 10;
/** How far from the middle the farthest point starts, and how far points are moved so that no two coincide. */
const REACH = 10;
const JITTER = 1e-3;

/**
 * Where points start on the plane: on their two principal axes, found by subspace iteration (Golub & Van Loan, Matrix
 * Computations, §8.2.4) over evenly picked rows.
 *
 * @returns rows × 2, −10…10 but for a hair
 */
export function principalPlane(points: Matrix, random: Random): Float64Array {
  const step = Math.max(1, points.rows / SAMPLE);
  const picked = Int32Array.from({ length: Math.ceil(points.rows / step) }, (_, i) => Math.floor(i * step));
  const sample = selectRows(points, picked);
  const mean = meanOf(sample);
  const axes = [0, 1].map(() => Float64Array.from({ length: points.dims }, () => random.normal()));
  orthonormalize(axes);
  for (let pass = 0; pass < PASSES; pass++) {
    const along = axes.map((axis) => project(sample, mean, axis));
    axes.forEach((axis, a) => axis.set(combine(sample, mean, along[a]!)));
    orthonormalize(axes);
  }
  const plane = new Float64Array(2 * points.rows);
  axes.forEach((axis, a) => project(points, mean, axis).forEach((value, i) => (plane[2 * i + a] = value)));
  const farthest = plane.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scale = farthest > 0 ? REACH / farthest : 0;
  return plane.map((value) => scale * value + JITTER * random.normal());
}

function meanOf({ data, rows, dims }: Matrix): Float64Array {
  const mean = new Float64Array(dims);
  for (let i = 0; i < rows; i++) for (let d = 0; d < dims; d++) mean[d]! += data[i * dims + d]! / rows;
  return mean;
}

/** How far along an axis every row lies from the mean. */
function project({ data, rows, dims }: Matrix, mean: Float64Array, axis: Float64Array): Float64Array {
  const middle = inner(mean, axis);
  const out = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let d = 0; d < dims; d++) sum += data[i * dims + d]! * axis[d]!;
    out[i] = sum - middle;
  }
  return out;
}

/** The sum of the rows' differences from the mean, each times its weight. */
function combine({ data, rows, dims }: Matrix, mean: Float64Array, weights: Float64Array): Float64Array {
  const out = new Float64Array(dims);
  for (let i = 0; i < rows; i++) {
    for (let d = 0; d < dims; d++) out[d]! += weights[i]! * (data[i * dims + d]! - mean[d]!);
  }
  return out;
}

/** Makes each axis of length 1 and at right angles to those before it; one that depends on them becomes zero. */
function orthonormalize(axes: readonly Float64Array[]): void {
  axes.forEach((axis, a) => {
    const before = Math.sqrt(inner(axis, axis));
    for (const earlier of axes.slice(0, a)) {
      const along = inner(axis, earlier);
      for (let d = 0; d < axis.length; d++) axis[d]! -= along * earlier[d]!;
    }
    const length = Math.sqrt(inner(axis, axis));
    const scale = length > ROUNDING * before ? 1 / length : 0;
    for (let d = 0; d < axis.length; d++) axis[d]! *= scale;
  });
}

/** A length that is no more than what rounding leaves of another. */
const ROUNDING = 1e-10;

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += a[d]! * b[d]!;
  return sum;
}
