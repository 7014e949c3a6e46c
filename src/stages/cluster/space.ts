import type { Matrix } from "../../shapes/embeddings.js";
import { diffuse, diffusionNeighbors, nearestNeighbors, type Neighbors } from "../../math/knn.js";
import { communityNeighbors, sharedNeighborGraph, type Graph } from "./shared-neighbors.js";

/** With fewer points than this there is nothing to divide. */
export const DIVISIBLE = 10;

/** Points as themes are found in them. */
export interface Space {
  /** As they were found. */
  found: Matrix;
  neighbors: Neighbors;
  /** Of length 1, drawn together: each with the mean of its nearest neighbours added. */
  points: Matrix;
  /** Of their shared neighbours; without edges where they are too few. */
  graph: Graph;
  /** The post of each. */
  owners: readonly string[];
}

/** @param found one row per point, of length 1 */
export function spaceOf(found: Matrix, owners: readonly string[]): Space {
  const n = found.rows;
  const communal = communityNeighbors(n);
  const drawn = diffusionNeighbors(n);
  const neighbors = nearestNeighbors(found, n < DIVISIBLE ? 0 : Math.max(communal, drawn));
  return {
    found,
    neighbors,
    points: n < DIVISIBLE ? found : diffuse(found, neighbors, drawn),
    graph: sharedNeighborGraph(neighbors, communal),
    owners,
  };
}

/**
 * All points as they would be drawn together if only some of them were there.
 *
 * @param kept 1 for each of these
 */
export function pointsWithin({ found, neighbors }: Space, kept: Uint8Array): Matrix {
  if (found.rows < DIVISIBLE) return found;
  const there = kept.reduce((sum, one) => sum + one, 0);
  return diffuse(found, neighbors, diffusionNeighbors(there), kept);
}
