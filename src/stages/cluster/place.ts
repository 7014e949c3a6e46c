import { nearestCentroid } from "../../math/centroids.js";
import { lowFence } from "../../math/outliers.js";
import { CLOSE, FAR_SIGMAS, UNPLACED_FOR } from "../../shapes/clustering.js";
import type { Embeddings, Matrix } from "../../shapes/embeddings.js";
import type { Passage } from "../../shapes/passage.js";
import { eachRepetition } from "../../text/distinct.js";
import type { Placement } from "./numbering.js";
import { valueAt, type Curve } from "./resample.js";

/** At most this share of the passages is left unplaced for being far. */
const MOST_UNPLACED = 0.05;

/** Gives every passage its nearest theme, and takes out those that are far from all. */
export function place(
  embeddings: Embeddings,
  passages: readonly Passage[],
  centroids: Matrix,
  curve: Curve,
): Placement {
  const { rows } = embeddings;
  const placement: Placement = {
    assignment: new Int32Array(rows),
    nearest: new Int32Array(rows),
    second: new Int32Array(rows).fill(-1),
    confidence: new Float32Array(rows),
    reasons: new Array<string>(rows).fill(""),
  };
  const similarity = new Float32Array(rows);
  for (let i = 0; i < rows; i++) similarity[i] = placeOne(embeddings, i, centroids, curve, placement);
  for (const i of embeddings.unknown) unplace(placement, i, UNPLACED_FOR.noKnownWord);
  const left = new Int32Array(centroids.rows);
  for (const label of placement.assignment) if (label >= 0) left[label]!++;
  for (const i of farPassages(similarity, embeddings.unknown)) {
    const theme = placement.assignment[i]!;
    if (left[theme]! <= 1) continue;
    left[theme]!--;
    unplace(placement, i, UNPLACED_FOR.far);
  }
  placeRepetitions(placement, passages);
  return placement;
}

/** A repetition goes where its original went. */
function placeRepetitions(placement: Placement, passages: readonly Passage[]): void {
  eachRepetition(passages, (copy, original) => {
    for (const column of [placement.assignment, placement.nearest, placement.second, placement.confidence]) {
      column[copy] = column[original]!;
    }
    placement.reasons[copy] = placement.reasons[original]!;
  });
}

/** Fills in one passage's nearest and second theme; returns its similarity to the nearest. */
function placeOne(
  embeddings: Embeddings,
  i: number,
  centroids: Matrix,
  curve: Curve,
  placement: Placement,
): number {
  const nearest = nearestCentroid(embeddings, i, centroids);
  const second = nearestCentroid(embeddings, i, centroids, nearest.row);
  placement.nearest[i] = nearest.row;
  placement.assignment[i] = nearest.row;
  const confidence = second.row < 0 ? 1 : valueAt(curve, nearest.similarity - second.similarity);
  placement.confidence[i] = confidence;
  placement.second[i] = confidence > CLOSE ? -1 : second.row;
  return nearest.similarity;
}

function unplace(placement: Placement, i: number, reason: string): void {
  placement.assignment[i] = -1;
  placement.confidence[i] = 0;
  placement.reasons[i] = reason;
}

/** Passages under the fence, the farthest first, at most a twentieth of all. */
function farPassages(similarity: Float32Array, unknown: readonly number[]): number[] {
  const isUnknown = new Set(unknown);
  const known = Array.from(similarity.keys()).filter((i) => !isUnknown.has(i));
  const fence = lowFence(
    known.map((i) => similarity[i]!),
    FAR_SIGMAS,
  );
  return known
    .filter((i) => similarity[i]! < fence)
    .sort((a, b) => similarity[a]! - similarity[b]! || a - b)
    .slice(0, Math.floor(known.length * MOST_UNPLACED));
}
