import type { Matrix } from "../shapes/embeddings.js";
import { squaredDistance } from "./kmeans.js";
import { dotRows, normalizeRows, row, selectRows, zeros } from "./matrix.js";

/** Centroids nearer than this to one another are the same. */
const SAME = 1e-10;

/** The mean directions of clusters, as starts for k-means: of length 1, empty and repeated ones left out. */
export function meanDirections(points: Matrix, labels: Int32Array): Matrix {
  const k = labels.reduce((most, label) => Math.max(most, label + 1), 0);
  const sums = zeros(k, points.dims);
  labels.forEach((label, i) => {
    const sum = row(sums, label);
    const point = row(points, i);
    for (let d = 0; d < sum.length; d++) sum[d] = sum[d]! + point[d]!;
  });
  normalizeRows(sums);
  const used = new Set(labels);
  const kept: number[] = [];
  for (let c = 0; c < k; c++) {
    if (used.has(c) && kept.every((other) => squaredDistance(sums, c, sums, other) > SAME)) kept.push(c);
  }
  return selectRows(sums, kept);
}

/** The centroid with the highest cosine for each point, the first of equals. */
export function nearestCentroids(points: Matrix, centroids: Matrix): Int32Array {
  const labels = new Int32Array(points.rows);
  for (let i = 0; i < points.rows; i++) {
    let best = -Infinity;
    for (let c = 0; c < centroids.rows; c++) {
      const similarity = dotRows(points, i, centroids, c);
      if (similarity > best) {
        best = similarity;
        labels[i] = c;
      }
    }
  }
  return labels;
}
