import { createProducts, pack } from "./products/products.js";
import type { Matrix } from "../shapes/embeddings.js";
import { squaredDistance } from "./kmeans.js";
import { dotRows, normalizeRows, row, selectRows, zeros } from "./matrix.js";

/** Centroids nearer than this to one another are the same. */
const SAME = 1e-10;

/** The mean directions of clusters, as starts for k-means: of length 1, empty and repeated ones left out. */
export function meanDirections(points: Matrix, assignment: Int32Array): Matrix {
  const k = assignment.reduce((most, cluster) => Math.max(most, cluster + 1), 0);
  const sums = zeros(k, points.dims);
  assignment.forEach((cluster, i) => {
    const sum = row(sums, cluster);
    const point = row(points, i);
    for (let d = 0; d < sum.length; d++) sum[d] = sum[d]! + point[d]!;
  });
  normalizeRows(sums);
  const used = new Set(assignment);
  const kept: number[] = [];
  for (let c = 0; c < k; c++) {
    if (used.has(c) && kept.every((other) => squaredDistance(sums, c, sums, other) > SAME)) kept.push(c);
  }
  return selectRows(sums, kept);
}

/** A row and its cosine with a point. */
export interface Nearest {
  /** −1 where there was no row to choose from. */
  row: number;
  /** −∞ where there was no row to choose from. */
  similarity: number;
}

/**
 * The row of `centroids` with the highest cosine to a point, the first of equals.
 *
 * @param points rows × dims, of length 1, as are the centroids
 * @param skip a row that is passed over; none by default
 */
export function nearestCentroid(points: Matrix, i: number, centroids: Matrix, skip = -1): Nearest {
  let nearest = -1;
  let similarity = -Infinity;
  for (let c = 0; c < centroids.rows; c++) {
    if (c === skip) continue;
    const cosine = dotRows(points, i, centroids, c);
    if (cosine > similarity) {
      similarity = cosine;
      nearest = c;
    }
  }
  return { row: nearest, similarity };
}

/** As `nearestCentroid`, among some rows of `centroids` alone. */
export function nearestAmong(points: Matrix, i: number, centroids: Matrix, rows: readonly number[]): Nearest {
  let nearest: Nearest = { row: -1, similarity: -Infinity };
  for (const row of rows) {
    const similarity = dotRows(points, i, centroids, row);
    if (similarity > nearest.similarity) nearest = { row, similarity };
  }
  return nearest;
}

/** So many points are compared with so many centroids in one go. */
const BLOCK = 128;

/** The nearest centroid of each point, the first of equals; `centroids` has at least one row. */
export function nearestCentroids(points: Matrix, centroids: Matrix): Int32Array {
  const nearest = new Int32Array(points.rows);
  const most = new Float32Array(points.rows).fill(-Infinity);
  // Cosines come rounded to single precision. What is the greatest of these by itself is so in double precision, too.
  const isEqual = new Uint8Array(points.rows);
  const [left, right] = [pack(points, "double"), pack(centroids, "double")];
  const products = createProducts(left, Math.min(BLOCK, Math.max(points.rows, centroids.rows)));
  for (let a = 0; a < points.rows; a += BLOCK) {
    const end = Math.min(points.rows, a + BLOCK);
    products.setLeft(left, a, end);
    for (let b = 0; b < centroids.rows; b += BLOCK) {
      const bEnd = Math.min(centroids.rows, b + BLOCK);
      products.setRight(right, b, bEnd);
      const { values, stride } = products.multiply();
      for (let i = a; i < end; i++) {
        const first = (i - a) * stride - b;
        for (let c = b; c < bEnd; c++) {
          const cosine = values[first + c]!;
          if (!(cosine >= most[i]!)) continue;
          isEqual[i] = cosine === most[i]! ? 1 : 0;
          most[i] = cosine;
          nearest[i] = c;
        }
      }
    }
  }
  isEqual.forEach((equal, i) => {
    if (equal === 1) nearest[i] = nearestCentroid(points, i, centroids).row;
  });
  return nearest;
}

/**
 * One point per group: the mean of its members by their weights, of length 1.
 *
 * @param groups rows of `points`
 * @param weights one per row of `points`
 */
export function groupMeans(
  points: Matrix,
  groups: readonly (readonly number[])[],
  weights: readonly number[],
): Matrix {
  const means = zeros(groups.length, points.dims);
  groups.forEach((group, g) => {
    const sum = row(means, g);
    for (const i of group) row(points, i).forEach((value, d) => (sum[d] = sum[d]! + weights[i]! * value));
  });
  return normalizeRows(means);
}
