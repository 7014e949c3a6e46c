import type { KmeansResult } from "../shapes/clusterer.js";
import type { Matrix } from "../shapes/embeddings.js";
import { dotRows, row, zeros } from "./matrix.js";
import type { Random } from "../shapes/random.js";

/**
 * Start centroids by greedy k-means++ (Arthur & Vassilvitskii 2007, with 2 + ⌊ln k⌋ trials a step as in their own
 * code): each next one is drawn with a chance proportional to its squared distance from those before it.
 *
 * @returns k × dims, copies of points; fewer than k rows where there are fewer distinct points
 */
export function kmeansPlusPlus(points: Matrix, k: number, random: Random): Matrix {
  const chosen = [random.int(points.rows)];
  const distance = new Float64Array(points.rows);
  for (let i = 0; i < points.rows; i++) distance[i] = squaredDistance(points, i, points, chosen[0]!);
  const trials = 2 + Math.floor(Math.log(k));
  while (chosen.length < k) {
    const total = distance.reduce((sum, d) => sum + d, 0);
    if (total <= 1e-12) break;
    let best = { index: -1, potential: Infinity, distance };
    for (let t = 0; t < trials; t++) {
      const index = drawProportional(distance, total * random.next());
      const updated = new Float64Array(points.rows);
      let potential = 0;
      for (let i = 0; i < points.rows; i++) {
        updated[i] = Math.min(distance[i]!, squaredDistance(points, i, points, index));
        potential += updated[i]!;
      }
      if (potential < best.potential) best = { index, potential, distance: updated };
    }
    chosen.push(best.index);
    distance.set(best.distance);
  }
  const out = zeros(chosen.length, points.dims);
  chosen.forEach((index, c) => out.data.set(row(points, index), c * points.dims));
  return out;
}

/** The index at which the running sum of weights passes `target`. */
function drawProportional(weights: Float64Array, target: number): number {
  let sum = 0;
  let last = 0;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i]! <= 0) continue;
    sum += weights[i]!;
    last = i;
    if (sum > target) return i;
  }
  return last;
}

/** |a_i − b_j|² of two rows of any length. */
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

/**
 * Lloyd's algorithm from given start centroids, until no label changes or `maxIterations` is reached. The distance is
 * taken as |c|² − 2·x·c, which orders centroids as the true one does. A centroid that loses all its points keeps its
 * place.
 */
export function lloyd(points: Matrix, start: Matrix, maxIterations: number): KmeansResult {
  const centroids: Matrix = { ...start, data: Float32Array.from(start.data) };
  const assignment = new Int32Array(points.rows).fill(-1);
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    if (!assign(points, centroids, assignment)) break;
    moveCentroids(points, assignment, centroids);
  }
  let inertia = 0;
  for (let i = 0; i < points.rows; i++) inertia += squaredDistance(points, i, centroids, assignment[i]!);
  return { assignment, centroids, inertia };
}

/** Gives every point its nearest centroid (the first of equals); tells whether a label changed. */
function assign(points: Matrix, centroids: Matrix, assignment: Int32Array): boolean {
  const { rows: k } = centroids;
  const squares = new Float64Array(k);
  for (let c = 0; c < k; c++) squares[c] = dotRows(centroids, c, centroids, c);
  const products = new Float64Array(k);
  let changed = false;
  for (let i = 0; i < points.rows; i++) {
    productsWithAll(points, i, centroids, products);
    let best = 0;
    let bestDistance = Infinity;
    for (let c = 0; c < k; c++) {
      const distance = squares[c]! - 2 * products[c]!;
      if (distance < bestDistance) {
        bestDistance = distance;
        best = c;
      }
    }
    if (assignment[i] !== best) changed = true;
    assignment[i] = best;
  }
  return changed;
}

/** Inner products of point i with every centroid, four centroids at a time, so that each number is read once for four. */
function productsWithAll(points: Matrix, i: number, centroids: Matrix, into: Float64Array): void {
  const { data: x, dims } = points;
  const { data: y, rows: k } = centroids;
  const p = i * dims;
  let c = 0;
  for (; c + 3 < k; c += 4) {
    const q0 = c * dims;
    const q1 = q0 + dims;
    const q2 = q1 + dims;
    const q3 = q2 + dims;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let d = 0; d < dims; d++) {
      const value = x[p + d]!;
      s0 += value * y[q0 + d]!;
      s1 += value * y[q1 + d]!;
      s2 += value * y[q2 + d]!;
      s3 += value * y[q3 + d]!;
    }
    into[c] = s0;
    into[c + 1] = s1;
    into[c + 2] = s2;
    into[c + 3] = s3;
  }
  for (; c < k; c++) {
    let sum = 0;
    for (let d = 0; d < dims; d++) sum += x[p + d]! * y[c * dims + d]!;
    into[c] = sum;
  }
}

/** Moves each centroid to the mean of its points. */
function moveCentroids(points: Matrix, assignment: Int32Array, centroids: Matrix): void {
  const sums = new Float64Array(centroids.rows * centroids.dims);
  const counts = new Uint32Array(centroids.rows);
  const { dims } = points;
  for (let i = 0; i < points.rows; i++) {
    const c = assignment[i]!;
    counts[c] = counts[c]! + 1;
    for (let d = 0; d < dims; d++) sums[c * dims + d] = sums[c * dims + d]! + points.data[i * dims + d]!;
  }
  for (let c = 0; c < centroids.rows; c++) {
    if (counts[c] === 0) continue;
    for (let d = 0; d < dims; d++) centroids.data[c * dims + d] = sums[c * dims + d]! / counts[c]!;
  }
}
