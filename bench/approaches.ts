/** Ways of finding themes that were compared with the one in `src/stages/cluster/cluster.ts`; see docs/quality.md. */
import { meanDirections, nearestCentroids } from "../src/math/centroids.js";
import { calinskiHarabasz, cosineSilhouette, daviesBouldin } from "../src/math/indices.js";
import type { KmeansResult } from "../src/shapes/clusterer.js";
import { kmeansPlusPlus, lloyd, squaredDistance } from "../src/math/kmeans.js";
import { diffuse, diffusionNeighbors, nearestNeighbors } from "../src/math/knn.js";
import { louvain } from "../src/stages/cluster/louvain.js";
import { createRandom } from "../src/math/random.js";
import { communityNeighbors, sharedNeighborGraph } from "../src/stages/cluster/shared-neighbors.js";
import type { Matrix } from "../src/shapes/embeddings.js";

const SEED = 42;
const NUMBERS = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 17, 20, 24, 29, 35, 42];
const MICRO_CLUSTERS = 200;
/** What communities were cut at before the resolution was chosen from the data. */
const RESOLUTION = 0.5;

/** @returns the cluster of each point */
export type Approach = (points: Matrix) => Int32Array;

export const approaches: Record<string, Approach> = {
  "k-means, silhouette": (points) => best(runs(points), (run) => silhouette(points, run)).assignment,
  "k-means, three indices": (points) => byIndices(points, runs(points)).assignment,
  "Ward on micro-clusters": (points) => best(ward(points), (run) => silhouette(points, run)).assignment,
  "Louvain, resolution 0.5": (points) => communities(points, RESOLUTION),
};

/** As the clustering stage draws them together. */
export function drawTogether(points: Matrix): Matrix {
  const count = diffusionNeighbors(points.rows);
  return diffuse(points, nearestNeighbors(points, count), count);
}

function communities(points: Matrix, resolution: number): Int32Array {
  const count = communityNeighbors(points.rows);
  const graph = sharedNeighborGraph(nearestNeighbors(points, count), count);
  return louvain(graph, resolution, createRandom(SEED));
}

function runs(points: Matrix): KmeansResult[] {
  const drawn = drawTogether(points);
  return NUMBERS.filter((k) => k * 5 <= points.rows).map((k) =>
    lloyd(drawn, kmeansPlusPlus(drawn, k, createRandom(SEED).fork(`k=${k}`)), 30),
  );
}

function silhouette(points: Matrix, { assignment, centroids }: KmeansResult): number {
  return cosineSilhouette(points, assignment, centroids.rows);
}

/** Mean of three indices, each scaled to 0…1, and a bell around 0.7·√n, held to 24, that counts as two. */
function byIndices(points: Matrix, candidates: readonly KmeansResult[]): KmeansResult {
  const indices = [
    candidates.map((run) => silhouette(points, run)),
    candidates.map((run) => -daviesBouldin(points, run.assignment, run.centroids)),
    candidates.map((run) => calinskiHarabasz(points, run.assignment, run.centroids)),
  ].map(scaled);
  const centre = Math.min(24, Math.max(3, 0.7 * Math.sqrt(points.rows)));
  const scores = candidates.map(({ centroids }, i) => {
    const bell = Math.exp(-0.5 * (Math.log(centroids.rows / centre) / 1.1) ** 2);
    return indices.reduce((sum, values) => sum + (values[i] ?? 0), 2 * bell);
  });
  return best(candidates, (run) => scores[candidates.indexOf(run)] ?? 0);
}

function scaled(values: readonly number[]): number[] {
  const low = Math.min(...values);
  const range = Math.max(...values) - low;
  return values.map((value) => (range > 0 ? (value - low) / range : 0.5));
}

/** Merges micro-clusters two by two, always those whose merging adds least to the squared distances within. */
function ward(points: Matrix): KmeansResult[] {
  const drawn = drawTogether(points);
  const micro = Math.min(MICRO_CLUSTERS, Math.floor(points.rows / 5));
  const start = lloyd(drawn, kmeansPlusPlus(drawn, micro, createRandom(SEED)), 20);
  const assignment = Int32Array.from(start.assignment);
  const out: KmeansResult[] = [];
  for (let k = start.centroids.rows; k > 2; k--) {
    mergeNearest(drawn, assignment);
    if (!NUMBERS.includes(k - 1)) continue;
    const centroids = meanDirections(drawn, numbered(assignment));
    out.push({ assignment: nearestCentroids(drawn, centroids), centroids, inertia: 0 });
  }
  return out;
}

function mergeNearest(points: Matrix, assignment: Int32Array): void {
  const compact = numbered(assignment);
  assignment.set(compact);
  const { means, counts } = meansOf(points, assignment);
  let nearest = { a: 0, b: 1, cost: Infinity };
  for (let a = 0; a < means.rows; a++) {
    for (let b = a + 1; b < means.rows; b++) {
      const [m, n] = [counts[a] ?? 0, counts[b] ?? 0];
      const cost = ((m * n) / (m + n)) * squaredDistance(means, a, means, b);
      if (cost < nearest.cost) nearest = { a, b, cost };
    }
  }
  assignment.forEach((cluster, i) => (assignment[i] = cluster === nearest.b ? nearest.a : cluster));
}

function meansOf(points: Matrix, assignment: Int32Array): { means: Matrix; counts: number[] } {
  const k = Math.max(...assignment) + 1;
  const means: Matrix = { data: new Float32Array(k * points.dims), rows: k, dims: points.dims };
  const counts = new Array<number>(k).fill(0);
  assignment.forEach((cluster, i) => {
    counts[cluster] = (counts[cluster] ?? 0) + 1;
    for (let d = 0; d < points.dims; d++) {
      const at = cluster * points.dims + d;
      means.data[at] = (means.data[at] ?? 0) + (points.data[i * points.dims + d] ?? 0);
    }
  });
  means.data.forEach((value, at) => (means.data[at] = value / (counts[Math.floor(at / points.dims)] ?? 1)));
  return { means, counts };
}

function numbered(assignment: Int32Array): Int32Array {
  const order = [...new Set(assignment)].sort((a, b) => a - b);
  const numbers = new Map(order.map((cluster, number) => [cluster, number]));
  return assignment.map((cluster) => numbers.get(cluster) ?? 0);
}

function best<Item>(items: readonly Item[], score: (item: Item) => number): Item {
  const scores = items.map(score);
  const found = items[scores.indexOf(Math.max(...scores))];
  if (found === undefined) throw new Error("Expected at least one clustering, got none.");
  return found;
}
