import { groupMeans } from "../../math/centroids.js";
import { dotRows } from "../../math/matrix.js";
import type { Clustering } from "../../shapes/clustering.js";
import type { Passage } from "../../shapes/passage.js";
import type { Matrix } from "../../shapes/embeddings.js";
import { isDistinct } from "../../text/distinct.js";
import { largestFirst } from "./numbering.js";

/** Fewer themes than this need no pillars. */
const FEW_THEMES = 6;
/** Pillars are as many as people speak of. */
const FEWEST = 3;
const MOST = 8;
/** Themes to a pillar, about. */
const THEMES_EACH = 3.5;

/**
 * Groups themes into broad areas: the two groups whose merging adds least to the spread within (Ward 1963, by the cosine
 * of the centroids, weighted by passages) become one, until there are as few as people speak of.
 *
 * @returns the pillar of each theme, the largest pillar first; empty where there are too few themes
 */
export function pillarsOf(clustering: Clustering, passages: readonly Passage[]): Int32Array {
  const { k, assignment, centroids } = clustering;
  if (k < FEW_THEMES) return new Int32Array(0);
  const sizes = new Float64Array(k);
  assignment.forEach((theme, i) => {
    if (theme >= 0 && isDistinct(passages[i]!)) sizes[theme]!++;
  });
  const wanted = Math.min(MOST, Math.max(FEWEST, Math.round(k / THEMES_EACH)));
  const groups = mergeDownTo(wanted, centroids, sizes);
  const pillarOf = new Int32Array(k);
  groups.forEach((group, g) => group.forEach((theme) => (pillarOf[theme] = g)));
  const ofPassages = assignment.map((theme) => (theme < 0 ? -1 : pillarOf[theme]!));
  const order = largestFirst(ofPassages, passages, groups.length);
  return pillarOf.map((group) => order.indexOf(group));
}

interface Group {
  themes: number[];
  size: number;
}

function mergeDownTo(wanted: number, centroids: Matrix, sizes: Float64Array): number[][] {
  const weights = Array.from(sizes, (size) => Math.max(1, size));
  let groups = Array.from(weights.keys(), (theme): Group => ({ themes: [theme], size: weights[theme]! }));
  while (groups.length > wanted) {
    const means = groupMeans(
      centroids,
      groups.map(({ themes }) => themes),
      weights,
    );
    const [one, other] = nearestPair(groups, means);
    const merged = {
      themes: [...groups[one]!.themes, ...groups[other]!.themes].sort((a, b) => a - b),
      size: groups[one]!.size + groups[other]!.size,
    };
    groups = [...groups.filter((_, g) => g !== one && g !== other), merged];
  }
  return groups.map(({ themes }) => themes);
}

function nearestPair(groups: readonly Group[], means: Matrix): [number, number] {
  let best: [number, number] = [0, 1];
  let least = Infinity;
  for (let a = 0; a < groups.length; a++) {
    for (let b = a + 1; b < groups.length; b++) {
      const [m, n] = [groups[a]!.size, groups[b]!.size];
      const cost = ((m * n) / (m + n)) * (1 - dotRows(means, a, means, b));
      if (cost < least) {
        least = cost;
        best = [a, b];
      }
    }
  }
  return best;
}
