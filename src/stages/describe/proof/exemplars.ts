import { at } from "../../../math/at.js";
import { dotRows } from "../../../math/matrix.js";
import { maximalMarginalRelevance } from "./mmr.js";
import { wordsOf } from "../../../text/words.js";
import { contains } from "../terms/terms.js";
import type { Embeddings, Matrix } from "../../../shapes/embeddings.js";
import type { Passage } from "../../../shapes/passage.js";
import type { Term } from "../../../shapes/theme.js";

/** Exemplars per theme, and the most central passages among which they are sought. */
const EXEMPLARS = 5;
const POOL = 40;
const LAMBDA = 0.5;
/** Words from which a passage is long enough to be quoted; shorter ones count less in proportion. */
const QUOTABLE_WORDS = 40;
/** Two passages of one post count as saying the same, so that quotations come from several posts. */
const SAME_POST = 1;
/** Leading terms from which a passage proves the theme in its own words; one with none counts so much less. */
const TELLING_TERMS = 3;
const WITHOUT_TERMS = 0.7;

/**
 * Passages that represent a theme and differ from one another: near the centroid, with the theme's terms in
 * them, long enough to quote, spread over posts, by maximal marginal relevance.
 *
 * @param members indices of the theme's distinct passages
 * @param theme row of the theme's centroid
 * @returns indices, best first
 */
export function exemplarsOf(
  members: readonly number[],
  terms: readonly Term[],
  passages: readonly Passage[],
  embeddings: Embeddings,
  centroids: Matrix,
  theme: number,
): number[] {
  const keys = terms.map(({ text }) => wordsOf(text).join(" "));
  const relevance = (i: number): number => {
    const words = Math.min(1, at(passages, i).words / QUOTABLE_WORDS);
    const text = wordsOf(at(passages, i).text).join(" ");
    const held = keys.filter((key) => contains(text, key)).length;
    const telling = WITHOUT_TERMS + (1 - WITHOUT_TERMS) * Math.min(1, held / TELLING_TERMS);
    return dotRows(embeddings, i, centroids, theme) * words * telling;
  };
  const pool = members
    .map((i) => ({ i, relevance: relevance(i) }))
    .sort((a, b) => b.relevance - a.relevance || a.i - b.i)
    .slice(0, POOL);
  const similarity = (a: number, b: number): number => {
    const p = at(pool, a).i;
    const q = at(pool, b).i;
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
