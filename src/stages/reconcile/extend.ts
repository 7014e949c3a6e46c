import { at } from "../../math/at.js";
import { nearestAmong, nearestCentroid } from "../../math/centroids.js";
import { findAmong, finish } from "../../math/knn.js";
import { lowFence } from "../../math/outliers.js";
import { dotRows, isZero, row, selectRows } from "../../math/matrix.js";
import { CLOSE, FAR_SIGMAS, UNPLACED_FOR, type Clustering } from "../../shapes/clustering.js";
import type { Embeddings, Matrix } from "../../shapes/embeddings.js";
import type { Fit } from "../../shapes/fit.js";
import type { MapPoints } from "../../shapes/map-points.js";
import type { Passage } from "../../shapes/passage.js";
import { eachRepetition } from "../../text/distinct.js";

/** A new passage lies on the map among so many of its nearest. */
const NEIGHBOURS = 5;
/** One that has nothing in common with it pulls a little, too, so that there is a mean. */
const LEAST_WEIGHT = 1e-6;
/**
 * So many new passages, and such a share of all, tell whether they fit: never a post or two. They do where they are on average at
 * least so near to their themes, as a share of how near the others are, which were there when the themes were found.
 */
const ENOUGH = 20;
const ENOUGH_SHARE = 0.03;
const AS_WELL = 0.75;

/** The last fit with what is new in its place. */
export interface Extended {
  clustering: Clustering;
  map: MapPoints;
}

/**
 * Gives every passage of now its place in the last fit: one that was there keeps it to the bit, a new one goes to its nearest
 * theme and sub-theme and lies on the map where its nearest passages lie.
 *
 * @param rows of each passage in the fit, −1 for a new one
 * @param embeddings of the passages of now, in the space of the fit
 * @returns undefined where the new passages fit much less well than the others did: then it is time for another fit
 */
export function extend(
  fit: Fit,
  passages: readonly Passage[],
  rows: Int32Array,
  embeddings: Embeddings,
): Extended | undefined {
  const known = new KnownPlaces(fit);
  const fresh = freshRows(rows, embeddings);
  const { centroids } = fit.clustering;
  if (fresh.length >= Math.max(ENOUGH, ENOUGH_SHARE * rows.length)) {
    const near = mean(fresh.map((i) => nearestCentroid(embeddings, i, centroids).similarity));
    if (near < AS_WELL * known.similarity) return undefined;
  }
  return placed(known, passages, rows, embeddings, (points) => onMap(points, fit));
}

/**
 * As `extend`, whether or not the passages fit.
 *
 * @param onMap where points lie among those of the fit
 */
export function placed(
  known: KnownPlaces,
  passages: readonly Passage[],
  rows: Int32Array,
  embeddings: Embeddings,
  onMap: (points: Matrix) => MapPoints,
): Extended {
  const { fit } = known;
  const clustering = placedBy(known, fit, rows, embeddings);
  const map = {
    x: Float32Array.from(rows, (r) => (r < 0 ? 0.5 : at(fit.map.x, r))),
    y: Float32Array.from(rows, (r) => (r < 0 ? 0.5 : at(fit.map.y, r))),
  };
  const fresh = freshRows(rows, embeddings);
  const points = onMap(selectRows(embeddings, fresh));
  fresh.forEach((i, n) => {
    map.x[i] = at(points.x, n);
    map.y[i] = at(points.y, n);
  });
  followOriginals(passages, rows, clustering, [map.x, map.y]);
  return { clustering, map };
}

/** The places that `extend` would give to passages, however well they fit; nothing is put on the map. */
export function placesIn(
  fit: Fit,
  passages: readonly Passage[],
  rows: Int32Array,
  embeddings: Embeddings,
): Clustering {
  const clustering = placedBy(new KnownPlaces(fit), fit, rows, embeddings);
  followOriginals(passages, rows, clustering);
  return clustering;
}

function placedBy(known: KnownPlaces, fit: Fit, rows: Int32Array, embeddings: Embeddings): Clustering {
  const clustering = kept(fit.clustering, rows);
  for (let i = 0; i < rows.length; i++) {
    if (at(rows, i) < 0) known.place(embeddings, i, clustering);
  }
  return clustering;
}

/** The passages that a fit doesn't know and that hold something that the model knows. */
function freshRows(rows: Int32Array, embeddings: Embeddings): number[] {
  return Array.from(rows.keys()).filter((i) => at(rows, i) < 0 && !isZero(row(embeddings, i)));
}

/** The fit's columns for the passages of now; where one is new, as for one without a theme. */
function kept(last: Clustering, rows: Int32Array): Clustering {
  const column = (of: Int32Array): Int32Array => rows.map((r) => (r < 0 ? -1 : at(of, r)));
  return {
    ...last,
    assignment: column(last.assignment),
    nearest: column(last.nearest),
    second: column(last.second),
    confidence: Float32Array.from(rows, (r) => (r < 0 ? 0 : at(last.confidence, r))),
    reasons: Array.from(rows, (r) => (r < 0 ? "" : at(last.reasons, r))),
    subthemes: { ...last.subthemes, assignment: column(last.subthemes.assignment) },
  };
}

/** A new repetition is where its original is. */
function followOriginals(
  passages: readonly Passage[],
  rows: Int32Array,
  clustering: Clustering,
  more: readonly Float32Array[] = [],
): void {
  const { assignment, nearest, second, confidence, subthemes, reasons } = clustering;
  eachRepetition(passages, (copy, original) => {
    if (at(rows, copy) >= 0) return;
    for (const column of [assignment, nearest, second, confidence, subthemes.assignment, ...more]) {
      column[copy] = at(column, original);
    }
    reasons[copy] = at(reasons, original);
  });
}

/** The passages of a fit as places for new ones. */
export class KnownPlaces {
  /** Rows of the fit that are in a theme, by how much nearer it is than the next. */
  readonly #byMargin: readonly { margin: number; confidence: number }[];
  /** What is farther from its theme than the farthest passage that is in one, and far from what is usual, is in none. */
  readonly #fence: number;
  /** Mean cosine of the fit's passages to their themes. */
  readonly similarity: number;

  constructor(readonly fit: Fit) {
    const { assignment, confidence, centroids } = fit.clustering;
    const placed = Array.from(assignment.keys()).filter((i) => at(assignment, i) >= 0);
    const similarities = placed.map((i) => dotRows(fit.embeddings, i, centroids, at(assignment, i)));
    this.similarity = mean(similarities);
    this.#fence = similarities.reduce(
      (least, one) => Math.min(least, one),
      lowFence(similarities, FAR_SIGMAS),
    );
    this.#byMargin = placed
      .map((i, n) => {
        const theme = at(assignment, i);
        const second = nearestCentroid(fit.embeddings, i, centroids, theme);
        const margin = second.row < 0 ? Infinity : at(similarities, n) - second.similarity;
        return { margin, confidence: at(confidence, i) };
      })
      .sort((a, b) => a.margin - b.margin || a.confidence - b.confidence);
  }

  /** Fills in the columns of one new passage. */
  place(embeddings: Embeddings, i: number, into: Clustering): void {
    const { centroids, subthemes } = this.fit.clustering;
    if (isZero(row(embeddings, i))) {
      into.reasons[i] = UNPLACED_FOR.noKnownWord;
      return;
    }
    const nearest = nearestCentroid(embeddings, i, centroids);
    into.nearest[i] = nearest.row;
    if (nearest.similarity < this.#fence || nearest.row < 0) {
      into.reasons[i] = UNPLACED_FOR.far;
      return;
    }
    const second = nearestCentroid(embeddings, i, centroids, nearest.row);
    const confidence = second.row < 0 ? 1 : this.#confidenceAt(nearest.similarity - second.similarity);
    into.assignment[i] = nearest.row;
    into.confidence[i] = confidence;
    into.second[i] = confidence > CLOSE ? -1 : second.row;
    const own = Array.from(subthemes.parents.keys()).filter((s) => at(subthemes.parents, s) === nearest.row);
    into.subthemes.assignment[i] = nearestAmong(embeddings, i, subthemes.centroids, own).row;
  }

  /** That of the passage of the fit whose margin is nearest from below. */
  #confidenceAt(margin: number): number {
    let [low, high] = [0, this.#byMargin.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (at(this.#byMargin, middle).margin <= margin) low = middle;
      else high = middle - 1;
    }
    return at(this.#byMargin, low).confidence;
  }
}

/** New points lie on the map at the mean of their nearest of the fit, by their cosines. */
function onMap(points: Matrix, fit: Fit): MapPoints {
  const count = Math.min(NEIGHBOURS, fit.embeddings.rows);
  const nearest = finish(findAmong(points, fit.embeddings, count));
  const map = { x: new Float32Array(points.rows), y: new Float32Array(points.rows) };
  for (let n = 0; n < points.rows; n++) {
    let [x, y, sum] = [0, 0, 0];
    for (let e = n * count; e < (n + 1) * count; e++) {
      const weight = Math.max(LEAST_WEIGHT, at(nearest.similarities, e));
      const neighbour = at(nearest.indices, e);
      x += weight * at(fit.map.x, neighbour);
      y += weight * at(fit.map.y, neighbour);
      sum += weight;
    }
    map.x[n] = x / sum;
    map.y[n] = y / sum;
  }
  return map;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
