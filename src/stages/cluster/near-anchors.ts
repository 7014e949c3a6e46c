import { at } from "../../math/at.js";
import { nearestCentroid } from "../../math/centroids.js";
import { dotRows, normalizeRows, row, zeros } from "../../math/matrix.js";
import { lowFence } from "../../math/outliers.js";
import type { Matrix } from "../../shapes/embeddings.js";

/** Robust standard deviations over the median similarity from which a passage stands out as near. */
const NEAR_SIGMAS = 2.5;
/** What is near in this collection: the similarity to the fifth nearest neighbour that three passages in four reach. */
const NEIGHBOR = 5;
const REACHED_BY = 0.75;
/** Passages whose neighbours are looked at; more would tell nothing new. */
const SAMPLE = 600;
/** With fewer passages a theme that was named counts as not found. */
const FEWEST = 2;

/** The points that are near to some anchors. */
export interface Near {
  /** For each row the theme that takes it, −1 = none. */
  assignment: Int32Array;
  /** Anchors drawn to the passages that they took; one row per anchor, L2-normalised. */
  centroids: Matrix;
  /** For each anchor, whether it took two passages or more. */
  found: boolean[];
  /** Similarity from which a passage is near enough to a named theme. */
  near: number;
}

/**
 * Gives each of some points to the nearest anchor, where it is near: as similar as points of this collection are to
 * their neighbours, and unusually similar against all others.
 *
 * @param points rows × dims, L2-normalised
 * @param rows those that may be taken
 * @param anchors one row per named theme, L2-normalised
 */
export function takeNear(points: Matrix, rows: readonly number[], anchors: Matrix): Near {
  if (anchors.rows === 0) {
    return { assignment: new Int32Array(points.rows).fill(-1), centroids: anchors, found: [], near: 1 };
  }
  const near = nearness(points, rows);
  const fences = Array.from({ length: anchors.rows }, (_, a) => {
    return Math.max(
      near,
      -lowFence(
        rows.map((i) => -dotRows(points, i, anchors, a)),
        NEAR_SIGMAS,
      ),
    );
  });
  const assignment = new Int32Array(points.rows).fill(-1);
  for (const i of rows) {
    const nearest = nearestCentroid(points, i, anchors);
    if (nearest.row >= 0 && nearest.similarity >= fences[nearest.row]!) assignment[i] = nearest.row;
  }
  const counts = fences.map((_, a) => rows.filter((i) => assignment[i] === a).length);
  const isReached = counts.map((count) => count >= FEWEST);
  for (const i of rows) if (isReached[assignment[i]!] === false) assignment[i] = -1;
  return { assignment, centroids: drawn(points, rows, assignment, anchors), found: isReached, near };
}

/** The similarity to the fifth nearest neighbour that three quarters of the points reach. */
function nearness(points: Matrix, rows: readonly number[]): number {
  if (rows.length < 2) return 0;
  const step = Math.max(1, Math.floor(rows.length / SAMPLE));
  const reached = rows
    .filter((_, place) => place % step === 0)
    .map((i) => {
      const others = rows.filter((j) => j !== i).map((j) => dotRows(points, i, points, j));
      return others.sort((a, b) => b - a)[Math.min(NEIGHBOR, others.length) - 1]!;
    })
    .sort((a, b) => b - a);
  return at(reached, Math.floor(REACHED_BY * (reached.length - 1)));
}

/** Each anchor and the mean of its points, in equal parts, of length 1. */
function drawn(points: Matrix, rows: readonly number[], assignment: Int32Array, anchors: Matrix): Matrix {
  const sums = zeros(anchors.rows, anchors.dims);
  for (const i of rows) {
    const cluster = assignment[i]!;
    if (cluster < 0) continue;
    const sum = row(sums, cluster);
    row(points, i).forEach((value, d) => (sum[d]! += value));
  }
  normalizeRows(sums);
  for (let a = 0; a < anchors.rows; a++) {
    const sum = row(sums, a);
    row(anchors, a).forEach((value, d) => (sum[d]! += value));
  }
  return normalizeRows(sums);
}
