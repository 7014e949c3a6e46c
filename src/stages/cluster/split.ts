import type { Matrix } from "../../shapes/embeddings.js";
import { meanDirections, nearestCentroids } from "../../math/centroids.js";
import { cosineSilhouette } from "../../math/indices.js";
import { lloyd } from "../../math/kmeans.js";
import { louvain } from "./louvain.js";
import { normalizeRows, selectRows, zeros } from "../../math/matrix.js";
import type { Random } from "../../shapes/random.js";
import { matchClusters, subsample } from "./resample.js";
import { subgraph, type Graph } from "./shared-neighbors.js";

/** From broad to fine; within one cluster nothing says beforehand which suits. */
const RESOLUTIONS = [0.3, 0.5, 0.8, 1.2, 1.8];
const MOST_PARTS = 6;
/** Points from which a cluster may be divided, and the least that a part must have, also as a share. */
const DIVISIBLE = 20;
const LEAST_POINTS = 6;
const LEAST_SHARE = 0.06;
const LEAST_OWNERS = 2;
/**
 * What the data must say for a division: parts that stand apart (points without structure in 40 to 96 dimensions come to
 * a silhouette of 0.03 to 0.08), and that are found again without a fifth of the points.
 */
const LEAST_SILHOUETTE = 0.15;
const LEAST_STABILITY = 0.7;
const RESAMPLES = 6;
const KEPT = 0.8;
const ITERATIONS = 30;

/**
 * Divides one cluster into the parts that the data supports: communities of its own graph at several resolutions,
 * moved to their centroids, the division with the best silhouette × stability. Every part has at least six points of
 * two owners.
 *
 * @param points the cluster's points, of length 1
 * @param graph their graph of shared neighbours
 * @param owners the post of each point
 * @returns one row per part, of length 1; no row where the data doesn't divide it
 */
export function splitCluster(
  points: Matrix,
  graph: Graph,
  owners: readonly string[],
  random: Random,
): Matrix {
  let best = { score: 0, centroids: zeros(0, points.dims) };
  if (points.rows < DIVISIBLE) return best.centroids;
  for (const resolution of RESOLUTIONS) {
    const communities = louvain(graph, resolution, random.fork(`resolution ${resolution}`));
    const centroids = sufficientParts(points, meanDirections(points, communities), owners);
    if (centroids.rows < 2 || centroids.rows > MOST_PARTS) continue;
    const assignment = nearestCentroids(points, centroids);
    const silhouette = cosineSilhouette(points, assignment, centroids.rows);
    if (silhouette < LEAST_SILHOUETTE || silhouette <= best.score) continue;
    const stability = stabilityOf(points, graph, assignment, centroids.rows, resolution, random);
    if (stability >= LEAST_STABILITY && silhouette * stability > best.score) {
      best = { score: silhouette * stability, centroids };
    }
  }
  return best.centroids;
}

/** Moves the centroids to their points, giving up those with too few points or owners, until all have enough. */
function sufficientParts(points: Matrix, start: Matrix, owners: readonly string[]): Matrix {
  if (start.rows < 2) return start;
  const { assignment, centroids } = lloyd(points, start, ITERATIONS);
  normalizeRows(centroids);
  const nearest = nearestCentroids(points, centroids);
  const least = Math.max(LEAST_POINTS, LEAST_SHARE * points.rows);
  const sufficient = Array.from({ length: centroids.rows }, (_, c) => c).filter((c) => {
    const core = Array.from(nearest.keys()).filter((i) => nearest[i] === c && assignment[i] === c);
    return core.length >= least && new Set(core.map((i) => owners[i])).size >= LEAST_OWNERS;
  });
  if (sufficient.length === centroids.rows) return centroids;
  return sufficientParts(points, selectRows(centroids, sufficient), owners);
}

/** Mean over random parts of the points of the mean Jaccard index of the parts that are found again. */
function stabilityOf(
  points: Matrix,
  graph: Graph,
  assignment: Int32Array,
  k: number,
  resolution: number,
  random: Random,
): number {
  let sum = 0;
  for (let run = 0; run < RESAMPLES; run++) {
    const draw = random.fork(`part ${run}`);
    const kept = subsample(points.rows, KEPT, draw);
    const part = selectRows(points, kept);
    const communities = louvain(subgraph(graph, kept), resolution, draw);
    const centroids = normalizeRows(lloyd(part, meanDirections(part, communities), ITERATIONS).centroids);
    const { jaccard } = matchClusters(assignment, k, nearestCentroids(points, centroids));
    sum += jaccard.reduce((a, b) => a + b, 0) / k;
  }
  return sum / RESAMPLES;
}
