import { zeros } from "../../../math/matrix.js";
import type { Matrix } from "../../../shapes/embeddings.js";

/** A tenth of the points in a neighbourhood, within bounds: enough for a small collection not to fall into islands. */
const NEIGHBOR_SHARE = 0.1;
const FEWEST_NEIGHBORS = 15;
const MOST_NEIGHBORS = 30;
/**
 * How fast likeness falls with the distance d on the plane, 1 / (1 + a·d²). Apart enough for every mark to be seen; of two
 * thousand points and more only the shape can be. (a = 1 / h² where likeness is a half at h; UMAP's own minDist 0.8 and
 * spread 1.6 have h = 1.9, its defaults h = 0.8; small collections get more room still.)
 */
const ROOMY = 0.1;
const DENSE = 1.6;
const DENSE_FROM = 2000;

/** With fewer points than this there is nothing to lay out. */
export const FEWEST_LAID_OUT = 5;

/** Points of a neighbourhood, the point itself among them, as UMAP counts. */
export function neighborhoodOf(rows: number): number {
  const share = Math.round(rows * NEIGHBOR_SHARE);
  return Math.min(rows - 1, MOST_NEIGHBORS, Math.max(FEWEST_NEIGHBORS, share));
}

/** The `a` of the curve 1 / (1 + a·d²) by which likeness falls with the distance on the plane. */
export function steepnessFor(rows: number): number {
  return rows < DENSE_FROM ? ROOMY : DENSE;
}

/** Too few points for neighbourhoods: one beside the other. */
export function inARow(rows: number): Matrix {
  const out = zeros(rows, 2);
  for (let i = 0; i < rows; i++) out.data[2 * i] = i;
  return out;
}
