import type { Matrix } from "../shapes/embeddings.js";
import { squaredDistance } from "./kmeans/distances.js";
import { row, zeros } from "./matrix.js";
import type { Random } from "../shapes/random.js";

export { squaredDistance } from "./kmeans/distances.js";
export { lloyd } from "./kmeans/lloyd.js";

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
