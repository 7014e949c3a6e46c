import type { Matrix } from "../shapes/embeddings.js";
import { squaredDistance } from "./kmeans.js";
import { dotRows, zeros } from "./matrix.js";

/**
 * Mean silhouette on cosine distance (Rousseeuw 1987), exact in O(n·k·dims): for rows of length 1 the mean cosine
 * distance from x to a cluster C is 1 − x·ΣC / |C|, so that no pair of points is ever compared. Points alone in
 * their cluster count 0, as in the paper.
 *
 * @param points L2-normalised rows
 * @returns −1…1, higher is better; 0 for fewer than two clusters
 */
export function cosineSilhouette(points: Matrix, assignment: Int32Array, k: number): number {
  const { sums, counts } = clusterSums(points, assignment, k);
  if (counts.filter((count) => count > 0).length < 2 || points.rows === 0) return 0;
  let total = 0;
  for (let i = 0; i < points.rows; i++) {
    const cluster = assignment[i]!;
    if (counts[cluster]! < 2) continue;
    let nearestOther = Infinity;
    for (let c = 0; c < k; c++) {
      if (c === cluster || counts[c] === 0) continue;
      nearestOther = Math.min(nearestOther, 1 - dotRows(points, i, sums, c) / counts[c]!);
    }
    const self = dotRows(points, i, points, i);
    const within = 1 - (dotRows(points, i, sums, cluster) - self) / (counts[cluster]! - 1);
    const larger = Math.max(within, nearestOther);
    if (larger > 0) total += (nearestOther - within) / larger;
  }
  return total / points.rows;
}

/** The sum of the rows of each cluster, and their number. */
function clusterSums(
  points: Matrix,
  assignment: Int32Array,
  k: number,
): { sums: Matrix; counts: Uint32Array } {
  const sums = zeros(k, points.dims);
  const counts = new Uint32Array(k);
  for (let i = 0; i < points.rows; i++) {
    const c = assignment[i]!;
    counts[c] = counts[c]! + 1;
    for (let d = 0; d < points.dims; d++) {
      sums.data[c * points.dims + d] = sums.data[c * points.dims + d]! + points.data[i * points.dims + d]!;
    }
  }
  return { sums, counts };
}

/**
 * Davies–Bouldin index (1979): the mean over clusters of the worst (scatter_i + scatter_j) / distance_ij, scatter
 * being the mean distance of a cluster's points to its centroid.
 *
 * @returns 0…∞, lower is better
 */
export function daviesBouldin(points: Matrix, assignment: Int32Array, centroids: Matrix): number {
  const k = centroids.rows;
  const scatter = new Float64Array(k);
  const counts = new Uint32Array(k);
  for (let i = 0; i < points.rows; i++) {
    const c = assignment[i]!;
    scatter[c] = scatter[c]! + Math.sqrt(squaredDistance(points, i, centroids, c));
    counts[c] = counts[c]! + 1;
  }
  for (let c = 0; c < k; c++) scatter[c] = counts[c]! > 0 ? scatter[c]! / counts[c]! : 0;
  let total = 0;
  for (let i = 0; i < k; i++) {
    let worst = 0;
    for (let j = 0; j < k; j++) {
      const apart = Math.sqrt(squaredDistance(centroids, i, centroids, j));
      if (i !== j && apart > 0) worst = Math.max(worst, (scatter[i]! + scatter[j]!) / apart);
    }
    total += worst;
  }
  return k > 0 ? total / k : 0;
}

/**
 * Caliński–Harabasz index (1974): between-cluster over within-cluster dispersion, each by its degrees of freedom.
 *
 * @returns 0…∞, higher is better; 0 where it is not defined (k < 2, k ≥ n, or nothing left within)
 */
export function calinskiHarabasz(points: Matrix, assignment: Int32Array, centroids: Matrix): number {
  const { rows, dims } = points;
  const k = centroids.rows;
  if (k < 2 || rows <= k) return 0;
  const mean = zeros(1, dims);
  for (let i = 0; i < rows; i++) {
    for (let d = 0; d < dims; d++) mean.data[d] = mean.data[d]! + points.data[i * dims + d]! / rows;
  }
  let within = 0;
  let total = 0;
  for (let i = 0; i < rows; i++) {
    within += squaredDistance(points, i, centroids, assignment[i]!);
    total += squaredDistance(points, i, mean, 0);
  }
  return within > 0 ? (total - within) / (k - 1) / (within / (rows - k)) : 0;
}
