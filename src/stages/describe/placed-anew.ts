import { at } from "../../math/at.js";
import { nearestAmong, nearestCentroid } from "../../math/centroids.js";
import { dotRows } from "../../math/matrix.js";
import type { Clustering } from "../../shapes/clustering.js";
import type { Embeddings } from "../../shapes/embeddings.js";

/** A theme takes a passage that is as near to it as all but this share of its own. */
const FARTHEST = 0.02;
/** As likely to go as to stay. */
const CONFIDENCE = 0.5;

/**
 * Places passages that lost their theme in the nearest one, where they are no farther from it than its own; a divided theme
 * has them in its nearest part. On the labelled sets three of four find a place (docs/quality.md).
 *
 * @param homeless passages without a theme
 * @returns their theme and part, by passage; those that fit nowhere are left out
 */
export function placedAnew(
  homeless: readonly number[],
  { assignment, centroids, subthemes }: Pick<Clustering, "assignment" | "centroids" | "subthemes">,
  embeddings: Embeddings,
): Map<number, { theme: number; sub: number; second: number; confidence: number }> {
  const farthest = farthestOf({ assignment, centroids }, embeddings);
  const placed = new Map<number, { theme: number; sub: number; second: number; confidence: number }>();
  const partsOf = Array.from({ length: centroids.rows }, (_, theme) =>
    Array.from(subthemes.parents.keys()).filter((sub) => at(subthemes.parents, sub) === theme),
  );
  for (const i of homeless) {
    const { row: theme, similarity } = nearestCentroid(embeddings, i, centroids);
    if (theme < 0 || similarity < at(farthest, theme)) continue;
    placed.set(i, {
      theme,
      sub: nearestAmong(embeddings, i, subthemes.centroids, at(partsOf, theme)).row,
      second: nearestCentroid(embeddings, i, centroids, theme).row,
      confidence: CONFIDENCE,
    });
  }
  return placed;
}

/** For each theme the cosine from which on a passage is no farther from it than its own are. */
function farthestOf(
  { assignment, centroids }: Pick<Clustering, "assignment" | "centroids">,
  embeddings: Embeddings,
): number[] {
  const own = Array.from({ length: centroids.rows }, (): number[] => []);
  assignment.forEach((theme, i) => {
    if (theme >= 0) at(own, theme).push(dotRows(embeddings, i, centroids, theme));
  });
  return own.map((cosines) => {
    const sorted = cosines.sort((a, b) => a - b);
    return sorted[Math.floor(FARTHEST * sorted.length)] ?? Infinity;
  });
}
