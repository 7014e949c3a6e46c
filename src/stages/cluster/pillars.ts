import { groupMeans } from "../../math/centroids.js";
import { cosineSilhouette } from "../../math/indices.js";
import { dotRows, selectRows } from "../../math/matrix.js";
import type { Clustering } from "../../shapes/clustering.js";
import type { Passage } from "../../shapes/passage.js";
import type { Matrix } from "../../shapes/embeddings.js";
import { isDistinct } from "../../text/distinct.js";
import { largestFirst } from "./numbering.js";

/** Fewer themes than this need no pillars. */
const FEW_THEMES = 8;
/** Pillars are as many as people speak of. */
const FEWEST = 3;
const MOST = 8;
/** Width, in e-folds, of the preference for about √themes of them. */
const PRIOR_WIDTH = 0.35;

/**
 * Groups themes into broad areas: the two groups whose merging adds least to the spread within (Ward 1963, by the cosine
 * of the centroids, weighted by passages) become one, again and again. Of the numbers that people speak of, the one
 * whose groups stand apart best (silhouette × a bell around √themes) is taken.
 *
 * @returns the pillar of each theme, the largest pillar first; empty where there are too few themes
 */
export function pillarsOf(
  embeddings: Matrix,
  clustering: Clustering,
  passages: readonly Passage[],
): Int32Array {
  const { k, assignment, centroids } = clustering;
  if (k < FEW_THEMES) return new Int32Array(0);
  const placed = [...assignment.keys()].filter((i) => assignment[i]! >= 0 && isDistinct(passages[i]!));
  const points = selectRows(embeddings, placed);
  const sizes = new Float64Array(k).fill(1);
  for (const i of placed) sizes[assignment[i]!]!++;
  let best: { score: number; pillarOf: Int32Array } = { score: -Infinity, pillarOf: new Int32Array(0) };
  for (const groups of mergings(centroids, sizes)) {
    if (groups.length > MOST || groups.length < FEWEST) continue;
    const pillarOf = numbersOf(groups, k);
    const own = Int32Array.from(placed, (i) => pillarOf[assignment[i]!]!);
    const distance = Math.log(groups.length / Math.sqrt(k)) / PRIOR_WIDTH;
    const apart = (1 + cosineSilhouette(points, own, groups.length)) / 2;
    const score = apart * Math.exp(-0.5 * distance * distance);
    if (score > best.score) best = { score, pillarOf };
  }
  return bySize(best.pillarOf, assignment, passages);
}

function bySize(pillarOf: Int32Array, assignment: Int32Array, passages: readonly Passage[]): Int32Array {
  const count = pillarOf.reduce((most, pillar) => Math.max(most, pillar + 1), 0);
  const ofPassages = assignment.map((theme) => (theme < 0 ? -1 : pillarOf[theme]!));
  const order = largestFirst(ofPassages, passages, count);
  return pillarOf.map((group) => order.indexOf(group));
}

function numbersOf(groups: readonly (readonly number[])[], k: number): Int32Array {
  const numbers = new Int32Array(k);
  groups.forEach((group, g) => group.forEach((theme) => (numbers[theme] = g)));
  return numbers;
}

interface Group {
  themes: number[];
  size: number;
}

/** The groups after each merging, from one per theme down to two. */
function* mergings(centroids: Matrix, sizes: Float64Array): Generator<number[][]> {
  let groups = Array.from(sizes, (size, theme): Group => ({ themes: [theme], size }));
  while (groups.length >= 2) {
    const parts = groups.map(({ themes }) => themes);
    yield parts;
    const [one, other] = nearestPair(groups, groupMeans(centroids, parts, Array.from(sizes)));
    const merged = {
      themes: [...parts[one]!, ...parts[other]!].sort((a, b) => a - b),
      size: groups[one]!.size + groups[other]!.size,
    };
    groups = [...groups.filter((_, g) => g !== one && g !== other), merged];
  }
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
