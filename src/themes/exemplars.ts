import { dotRows } from "../core/matrix.js";
import { maximalMarginalRelevance } from "../core/mmr.js";
import type { Embeddings, Matrix, Passage } from "../types.js";

/** Exemplars per theme, and the most central passages among which they are sought. */
const EXEMPLARS = 5;
const POOL = 40;
const LAMBDA = 0.5;
/** Words from which a passage is long enough to be quoted; shorter ones count less in proportion. */
const QUOTABLE_WORDS = 40;
/** How alike two passages of one post are taken to be, so that quotations come from several posts. */
const SAME_POST = 0.9;

/**
 * Passages that represent a theme and differ from one another: near the centroid, long enough to quote, spread over
 * posts, by maximal marginal relevance.
 *
 * @param members indices of the theme's distinct passages
 * @param theme row of the theme's centroid
 * @returns indices, best first
 */
export function exemplarsOf(
  members: readonly number[],
  passages: readonly Passage[],
  embeddings: Embeddings,
  centroids: Matrix,
  theme: number,
): number[] {
  const relevance = (i: number): number => {
    const words = Math.min(1, (passages[i]?.words ?? 0) / QUOTABLE_WORDS);
    return dotRows(embeddings, i, centroids, theme) * words;
  };
  const pool = members
    .map((i) => ({ i, relevance: relevance(i) }))
    .sort((a, b) => b.relevance - a.relevance || a.i - b.i)
    .slice(0, POOL);
  const similarity = (a: number, b: number): number => {
    const p = pool[a]?.i ?? 0;
    const q = pool[b]?.i ?? 0;
    const cosine = dotRows(embeddings, p, embeddings, q);
    return passages[p]?.postId === passages[q]?.postId ? Math.max(SAME_POST, cosine) : cosine;
  };
  const picked = maximalMarginalRelevance(
    pool.map((entry) => entry.relevance),
    similarity,
    EXEMPLARS,
    LAMBDA,
  );
  return picked.flatMap((p) => pool[p]?.i ?? []);
}
