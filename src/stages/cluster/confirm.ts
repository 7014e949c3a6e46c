import { nearestCentroid, nearestCentroids } from "../../math/centroids.js";
import { dotRows, normalizeRows, selectRows } from "../../math/matrix.js";
import type { KmeansResult } from "../../shapes/clusterer.js";
import type { Context } from "../../shapes/context.js";
import type { Matrix } from "../../shapes/embeddings.js";
import type { Random } from "../../shapes/random.js";
import type { Restart } from "./candidates.js";
import { takeTurn } from "../../io/turn.js";
import { engineFor } from "./engines/registry.js";
import { MAX_ITERATIONS, TRIAL_ITERATIONS } from "./iterations.js";
import { calibrate, KEPT, matchClusters, subsample, type Curve } from "./resample.js";
import { pointsWithin, type Space } from "./space.js";
import type { Spaces } from "./spaces.js";

/** The themes chosen are looked for again on so many parts: fewer where there are tens of thousands of passages. */
const RESAMPLES = { least: 5, most: 20, points: 80_000 };
/** A theme of which less than this is found again, on average, is none. */
const DISSOLVED = 1 / 3;
/** With fewer posts than this a theme may stand in a single one. */
const FEW_POSTS = 8;

/**
 * Moves the themes to their passages. A theme recurs: those that stand in a single post are given up, and their
 * passages go to what is nearest, unless the collection has hardly any posts.
 */
export function keepRecurring(space: Space, start: KmeansResult): KmeansResult {
  const { points, owners } = space;
  const result = engineFor(points).cluster(points, start.centroids, MAX_ITERATIONS);
  if (new Set(owners).size < FEW_POSTS) return result;
  const posts = Array.from({ length: result.centroids.rows }, () => new Set<string>());
  result.assignment.forEach((cluster, i) => posts[cluster]!.add(owners[i]!));
  const recurring = Array.from(posts.keys()).filter((c) => posts[c]!.size >= 2);
  if (recurring.length === result.centroids.rows || recurring.length < 2) return result;
  return keepRecurring(space, { ...result, centroids: selectRows(result.centroids, recurring) });
}

/** The centroids that have points, scaled to length 1. */
export function nonEmptyCentroids({ assignment, centroids }: KmeansResult): Matrix {
  const used = new Set(assignment);
  return normalizeRows(
    selectRows(
      centroids,
      Array.from({ length: centroids.rows }, (_, c) => c).filter((c) => used.has(c)),
    ),
  );
}

/** Themes that were found again. */
export interface Confirmed {
  /** Of length 1. */
  centroids: Matrix;
  /** Of each theme, 0…1. */
  stability: Float64Array;
  /** From how much nearer the first theme is than the second, to the chance that the passage stays with it. */
  curve: Curve;
}

/**
 * Looks at how much of each theme is found again on random parts of the stretches, and which passages stay. Unless the
 * number was given, a theme that mostly isn't is none: its passages go to what is nearest.
 */
export function confirm(
  spaces: Spaces,
  start: Matrix,
  parts: readonly Int32Array[],
  mayDissolve: boolean,
): Confirmed {
  const { points } = spaces.fine;
  const k = start.rows;
  if (k === 1) return { centroids: start, stability: new Float64Array(1).fill(1), curve: calibrate([], []) };
  const assignment = nearestCentroids(points, start);
  const stability = new Float64Array(k);
  const stays = new Float64Array(points.rows);
  for (const others of parts) {
    const match = matchClusters(assignment, k, others);
    match.jaccard.forEach((value, c) => (stability[c]! += value / parts.length));
    match.stays.forEach((value, i) => (stays[i]! += value / parts.length));
  }
  const weakest = stability.indexOf(Math.min(...stability));
  if (mayDissolve && k > 2 && stability[weakest]! < DISSOLVED) {
    const others = Array.from(stability.keys()).filter((c) => c !== weakest);
    const stretches = spaces.coarse.points;
    const moved = engineFor(stretches).cluster(stretches, selectRows(start, others), MAX_ITERATIONS);
    return confirm(spaces, nonEmptyCentroids(moved), parts, mayDissolve);
  }
  const margins = Float64Array.from(assignment, (cluster, i) => marginOf(points, i, start, cluster));
  return { centroids: start, stability, curve: calibrate(margins, stays) };
}

/**
 * The theme of every passage as the themes are found on random parts of the stretches, by the method of the whole; also
 * what draws passages together is only what is in that part.
 */
export async function findAgain(
  { coarse, fine, partOf }: Spaces,
  restart: Restart,
  random: Random,
  context: Context,
): Promise<Int32Array[]> {
  const { rows } = coarse.points;
  const { least, most, points: worth } = RESAMPLES;
  const parts = Math.min(most, Math.max(least, Math.round(worth / rows)));
  const themesOfParts: Int32Array[] = [];
  for (let part = 0; part < parts; part++) {
    context.signal.throwIfAborted();
    const draw = random.fork(`part ${part}`);
    const kept = subsample(rows, KEPT, draw);
    if (kept.length === 0) continue;
    const isKept = new Uint8Array(rows);
    kept.forEach((i) => (isKept[i] = 1));
    const points = selectRows(pointsWithin(coarse, isKept), kept);
    const moved = engineFor(points).cluster(points, restart(kept, points, draw), TRIAL_ITERATIONS);
    const passages = pointsWithin(
      fine,
      Uint8Array.from(partOf, (stretch) => isKept[stretch]!),
    );
    themesOfParts.push(nearestCentroids(passages, nonEmptyCentroids(moved)));
    await takeTurn(context.signal);
  }
  return themesOfParts;
}

/** How much nearer a point is to its centroid than to the next, in cosine. */
function marginOf(points: Matrix, i: number, centroids: Matrix, nearest: number): number {
  const next = nearestCentroid(points, i, centroids, nearest).similarity;
  return Math.max(0, dotRows(points, i, centroids, nearest) - next);
}
