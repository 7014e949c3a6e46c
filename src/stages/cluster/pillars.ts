import { groupMeans } from "../../math/centroids.js";
import { cosineSilhouette } from "../../math/indices.js";
import { addTimes, dotRows, isZero, normalizeRows, row, selectRows, zeros } from "../../math/matrix.js";
import type { Clustering } from "../../shapes/clustering.js";
import type { Passage } from "../../shapes/passage.js";
import type { Matrix } from "../../shapes/embeddings.js";
import { isDistinct } from "../../text/distinct.js";
import { largestFirst } from "./numbering.js";

/** Fewer themes than this need no pillars. */
const FEW_THEMES = 14;
/** Pillars are as many as people speak of. */
const FEWEST = 3;
const MOST = 8;
/** What groups that don't stand apart at all are worth, so that the bell decides among such. */
const BLURRED = 0.15;
/** Width, in e-folds, of the preference for about 1.4 · ln(themes) of them: 4 for 20 themes, 5 for 40. */
const PER_LOG = 1.4;
const PRIOR_WIDTH = 0.35;

/**
 * Groups themes into broad areas: the two groups whose merging adds least to the spread within (Ward 1963, by the cosine
 * of the centroids, weighted by passages) become one, again and again. Of the numbers that people speak of, the one
 * whose groups stand apart best (silhouette × a bell around 1.4 · ln(themes)) is taken. Which themes are near one another is told by
 * the embedder alone: what a collection teaches sets its themes apart, and is silent on what they have in common.
 *
 * @param base the passages as the embedder gives them, before anything was learned from the collection
 * @returns the pillar of each theme, the largest pillar first; empty where there are too few themes
 */
export function pillarsOf(
  embeddings: Matrix,
  clustering: Clustering,
  passages: readonly Passage[],
  base: Matrix,
): Int32Array {
  const { k, assignment } = clustering;
  if (k < FEW_THEMES) return new Int32Array(0);
  const placed = [...assignment.keys()].filter((i) => assignment[i]! >= 0 && isDistinct(passages[i]!));
  const points = selectRows(embeddings, placed);
  const sizes = new Float64Array(k).fill(1);
  for (const i of placed) sizes[assignment[i]!]!++;
  let best: { score: number; pillarOf: Int32Array } = { score: -Infinity, pillarOf: new Int32Array(0) };
  for (const groups of mergings(meaningsOf(base, clustering), sizes)) {
    if (groups.length > MOST || groups.length < FEWEST) continue;
    const pillarOf = numbersOf(groups, k);
    const own = Int32Array.from(placed, (i) => pillarOf[assignment[i]!]!);
    const distance = Math.log(groups.length / (PER_LOG * Math.log(k))) / PRIOR_WIDTH;
    const apart = BLURRED + Math.max(0, cosineSilhouette(points, own, groups.length));
    const score = apart * Math.exp(-0.5 * distance * distance);
    if (score > best.score) best = { score, pillarOf };
  }
  return bySize(best.pillarOf, assignment, passages);
}

/** So much of what all passages share is taken off each theme. */
const COMMON = 0.9;

/** What each theme means: the mean of its passages less most of the mean of all; the centroids where the embedder knows too little. */
function meaningsOf(base: Matrix, { k, assignment, centroids }: Clustering): Matrix {
  const sums = zeros(k, base.dims);
  const common = new Float64Array(base.dims);
  const counts = new Float64Array(k);
  assignment.forEach((theme, i) => {
    if (theme < 0) return;
    counts[theme]!++;
    addTimes(row(sums, theme), row(base, i), 1);
  });
  const all = counts.reduce((sum, count) => sum + count, 0);
  for (let theme = 0; theme < k; theme++) {
    row(sums, theme).forEach((value, d) => (common[d]! += value / all));
  }
  for (let theme = 0; theme < k; theme++) {
    const mean = row(sums, theme);
    if (isZero(mean)) return centroids;
    mean.forEach((value, d) => (mean[d] = value / counts[theme]! - COMMON * common[d]!));
  }
  return normalizeRows(sums);
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
