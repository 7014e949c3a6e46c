import type { Matrix } from "./embeddings.js";

export interface KmeansResult {
  /** Index of the centroid of each point. */
  assignment: Int32Array;
  /** k × dims means (not normalised). */
  centroids: Matrix;
  /** Sum of squared distances of the points to their centroids. */
  inertia: number;
}

/**
 * The contract of a clusterer: k-means from given start centroids to its fixed point. Every engine reaches the same
 * one from the same start, so that the choice of engine is a matter of speed alone; the conformance suite checks it.
 */
export interface Clusterer {
  readonly name: string;
  /**
   * @param points finite numbers only, n × dims
   * @param start k × dims, distinct rows, k ≤ n
   * @param maxIterations at least 1
   */
  cluster(points: Matrix, start: Matrix, maxIterations: number): KmeansResult;
}
