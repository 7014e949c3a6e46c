import { at } from "../math/at.js";
import type { Matrix } from "../shapes/embeddings.js";
import { fuse } from "./fuse.js";
import { inPosts } from "./in-post.js";
import { nearestGroups } from "./nearest.js";
import type { ExploredPassage } from "./read-run.js";
import { wordSearch } from "./words.js";

/** What answers a query, best first: passages by position, of those that say the same the first alone. */
export interface Rankings {
  words: number[];
  meaning: number[];
  /** Both, by reciprocal rank fusion. */
  fused: number[];
}

/**
 * @param groups for each passage the position of the one that it repeats, or its own
 * @returns the rankings for a query and its vector
 */
export function rankingsOf(
  passages: readonly Pick<ExploredPassage, "postId" | "words" | "text">[],
  groups: readonly number[],
  vectors: Matrix,
): (query: string, vector: Float32Array) => Rankings {
  const findByWords = wordSearch(passages.map(({ text }) => text));
  const answering = inPosts(vectors, passages);
  return (query, vector) => {
    const words = [...new Set(findByWords(query).map((position) => at(groups, position)))];
    const meaning = nearestGroups(answering, groups, vector, { limit: Infinity });
    const byMeaning = meaning.map(({ passage }) => passage);
    return { words, meaning: byMeaning, fused: fuse([words, byMeaning]) };
  };
}
