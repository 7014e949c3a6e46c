import { at } from "../../../math/at.js";
import { dotRows } from "../../../math/matrix.js";
import { maximalMarginalRelevance } from "./mmr.js";
import { quotability } from "../../../text/standing.js";
import { familiesOf, singular } from "../../../text/word-forms.js";
import { wordsOf } from "../../../text/words.js";
import { cueKey } from "../subjects/vocabulary.js";
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
/** One without a word of the label counts so much less, and one that belongs as much to another theme. */
const WITHOUT_LABEL = 0.6;
/** So many of the first terms say what the label says. */
const LEADING_TERMS = 4;
const LEADING_HELD = 2;
const SHARED = 0.7;
/** What can't be quoted by itself is an exemplar where there is nothing else. */
const UNQUOTABLE = 0.05;
const CLEAR_MARGIN = 0.05;
/** A recurring section is written to its form: goals, grades, thanks. */
const IN_FORMAT = 0.8;

/**
 * Passages that represent a theme and differ from one another: near the centroid, with the theme's terms in
 * them, long enough to quote, spread over posts, by maximal marginal relevance.
 *
 * @param members indices of the theme's distinct passages
 * @param label what the theme is called
 * @param formats headings of recurring sections, by their keys
 * @param theme row of the theme's centroid
 * @returns indices, best first
 */
export function exemplarsOf(
  members: readonly number[],
  { label, terms, formats }: { label: string; terms: readonly Term[]; formats: ReadonlySet<string> },
  passages: readonly Passage[],
  embeddings: Embeddings,
  centroids: Matrix,
  theme: number,
): number[] {
  const named = familySet(label);
  const keys = terms.map(({ text }) => wordsOf(text).join(" "));
  const nearestOther = (i: number): number => {
    let most = -1;
    for (let c = 0; c < centroids.rows; c++) {
      if (c !== theme) most = Math.max(most, dotRows(embeddings, i, centroids, c));
    }
    return most;
  };
  const relevance = (i: number, similarity: number): number => {
    const words = Math.min(1, at(passages, i).words / QUOTABLE_WORDS);
    const text = wordsOf(at(passages, i).text).join(" ");
    const held = keys.filter((key) => contains(text, key)).length;
    const telling = WITHOUT_TERMS + (1 - WITHOUT_TERMS) * Math.min(1, held / TELLING_TERMS);
    const own = familySet(text);
    const leading = keys.slice(0, LEADING_TERMS).filter((key) => contains(text, key)).length;
    const isOnIt = leading >= LEADING_HELD || [...named].some((family) => own.has(family));
    const labelled = isOnIt ? 1 : WITHOUT_LABEL;
    const clear = similarity - nearestOther(i) >= CLEAR_MARGIN ? 1 : SHARED;
    return (
      similarity *
      words *
      telling *
      labelled *
      clear *
      (at(passages, i).headingPath.some((heading) => formats.has(cueKey(heading))) ? IN_FORMAT : 1) *
      Math.max(UNQUOTABLE, quotability(at(passages, i).text))
    );
  };
  const pool = mostRelevant(members, (i) => dotRows(embeddings, i, centroids, theme), relevance);
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

interface Relevant {
  i: number;
  relevance: number;
}

/**
 * The most relevant ones, the best first. No passage is more relevant than it is near to the centroid, so that those that are
 * farther away than all that are in the pool need no reading.
 *
 * @param relevance at most the similarity that it is given
 */
function mostRelevant(
  members: readonly number[],
  similarityOf: (i: number) => number,
  relevance: (i: number, similarity: number) => number,
): Relevant[] {
  const nearest = members
    .map((i) => ({ i, similarity: similarityOf(i) }))
    .sort((a, b) => b.similarity - a.similarity || a.i - b.i);
  const pool: Relevant[] = [];
  for (const { i, similarity } of nearest) {
    const last = pool[POOL - 1];
    if (last !== undefined && last.relevance > 0 && similarity < last.relevance) break;
    pool.push({ i, relevance: relevance(i, similarity) });
    pool.sort((a, b) => b.relevance - a.relevance || a.i - b.i);
    pool.length = Math.min(POOL, pool.length);
  }
  return pool;
}

function familySet(text: string): Set<string> {
  return new Set(familiesOf(wordsOf(text).map(singular).join(" ")));
}
