import { at } from "../../math/at.js";
import { nearestCentroid } from "../../math/centroids.js";
import { selectRows } from "../../math/matrix.js";
import { placedAnew } from "./placed-anew.js";
import { UNPLACED_FOR, type Clustering, type SubClustering } from "../../shapes/clustering.js";
import type { Embeddings } from "../../shapes/embeddings.js";
import type { Naming } from "../../shapes/fit.js";

/** A group whose best name fits less well than this, and which comes back less well on parts of the posts, is a drawer. */
const LOOSE_FIT = 0.5;
const UNSTEADY = 0.5;
/** Below this no name fits at all: the best one is of a part, and says nothing of the rest. */
const NO_FIT = 1 / 3;
/** At most this share of the groups is taken for drawers: where more are, it is what the posts are like. */
const MOST_DRAWERS = 0.2;

/**
 * The groups that are drawers: k-means puts every passage somewhere, and what is left over ends in groups that no name fits
 * and that fall apart when posts are taken away. Where the number of themes was asked for there are none, and a theme that the
 * editor named is none.
 *
 * @param named what each group would be called
 * @param ofOnePost the groups that are one post's, which are no themes either
 * @returns their numbers, the worst fit first, and then those of one post
 */
export function drawersOf(
  named: readonly Naming[],
  { k, stability, names, evidence }: Clustering,
  ofOnePost: readonly number[] = [],
): number[] {
  if (evidence.length === 0) return [];
  const drawers = Array.from({ length: k }, (_, theme) => ({ theme, fit: at(named, theme).fit }))
    .filter(({ theme }) => names?.[theme] === undefined)
    .filter(({ theme, fit }) => fit < NO_FIT || (fit < LOOSE_FIT && at(stability, theme) < UNSTEADY))
    .sort((a, b) => a.fit - b.fit || a.theme - b.theme)
    .slice(0, Math.floor(MOST_DRAWERS * k))
    .map(({ theme }) => theme);
  return [...new Set([...drawers, ...ofOnePost])];
}

/**
 * The clustering without some of its groups. Their passages are in the nearest of the others where they fit it, else in no
 * theme. The others keep their order.
 *
 * @param ofOnePost those of the dropped that are no drawers, but one post's
 */
export function withoutGroups(
  clustering: Clustering,
  dropped: readonly number[],
  embeddings: Embeddings,
  ofOnePost: readonly number[] = [],
): Clustering {
  if (dropped.length === 0) return clustering;
  const kept = Array.from({ length: clustering.k }, (_, theme) => theme).filter((t) => !dropped.includes(t));
  const numbers = Int32Array.from({ length: clustering.k }, (_, theme) => kept.indexOf(theme));
  const numbered = (themes: Int32Array): Int32Array => themes.map((t) => (t < 0 ? -1 : at(numbers, t)));
  const centroids = selectRows(clustering.centroids, kept);
  const nearest = numbered(clustering.nearest);
  const confidence = clustering.confidence.slice();
  const reasons = [...clustering.reasons];
  const assignment = numbered(clustering.assignment);
  const homeless: number[] = [];
  clustering.assignment.forEach((theme, i) => {
    if (nearest[i] === -1) nearest[i] = nearestCentroid(embeddings, i, centroids).row;
    if (theme < 0 || assignment[i] !== -1) return;
    homeless.push(i);
    confidence[i] = 0;
    reasons[i] = ofOnePost.includes(theme) ? UNPLACED_FOR.onePost : UNPLACED_FOR.drawer;
  });
  const second = numbered(clustering.second);
  const subthemes = withoutParents(clustering.subthemes, numbers);
  for (const [i, place] of placedAnew(homeless, { assignment, centroids, subthemes }, embeddings)) {
    assignment[i] = place.theme;
    nearest[i] = place.theme;
    second[i] = place.second;
    subthemes.assignment[i] = place.sub;
    confidence[i] = place.confidence;
    reasons[i] = "";
  }
  return {
    ...clustering,
    ...{ assignment, nearest, second, confidence, reasons, centroids, subthemes },
    k: kept.length,
    stability: Float32Array.from(kept, (theme) => at(clustering.stability, theme)),
    ...(clustering.names && { names: kept.map((theme) => clustering.names?.[theme]) }),
    choice: `${clustering.choice} ${saying(dropped.length, ofOnePost.length > 0)}`,
  };
}

function saying(count: number, ofOnePost: boolean): string {
  const too = ofOnePost ? ", or of one post alone," : "";
  const where = "passages are in the nearest theme that they fit, else in Other.";
  return count === 1
    ? `One group without a subject of its own${too} is no theme: its ${where}`
    : `${count} groups without a subject of their own${too} are no themes: their ${where}`;
}

/** @param numbers the new number of each theme, −1 for those that are gone */
function withoutParents(
  { assignment, parents, centroids }: SubClustering,
  numbers: Int32Array,
): SubClustering {
  const kept = Array.from(parents.keys()).filter((sub) => at(numbers, at(parents, sub)) >= 0);
  const anew = Int32Array.from(parents, (_, sub) => kept.indexOf(sub));
  return {
    assignment: assignment.map((sub) => (sub < 0 ? -1 : at(anew, sub))),
    parents: Int32Array.from(kept, (sub) => at(numbers, at(parents, sub))),
    centroids: selectRows(centroids, kept),
  };
}
