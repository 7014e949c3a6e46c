/** In how many posts words stand. */
import { isFunctionWord, type Language } from "../text/languages.js";

export interface Holders {
  /** All posts. */
  posts: number;
  /** Posts that have a word that was asked for. */
  count: (word: string) => number;
}

/**
 * @param known the words of each passage by its id
 * @param asked words that are asked for
 */
export function holdersOf(
  passages: readonly { id: string; postId: string }[],
  known: ReadonlyMap<string, readonly string[]>,
  asked: ReadonlySet<string>,
): Holders {
  const holders = new Map(Array.from(asked, (word) => [word, { count: 0, last: "" }]));
  const posts = new Set<string>();
  for (const { id, postId } of passages) {
    posts.add(postId);
    for (const word of known.get(id) ?? []) {
      const own = holders.get(word);
      // The passages of a post stand together.
      if (own === undefined || own.last === postId) continue;
      own.count++;
      own.last = postId;
    }
  }
  return { posts: posts.size, count: (word) => holders.get(word)?.count ?? 0 };
}

/** Of the words of a text that carry no grammar, each once, the part that is strange, 0…1. */
export function strangeShare(
  words: readonly string[],
  language: Language,
  isStrange: (word: string) => boolean,
): number {
  const telling = [...new Set(words)].filter((word) => word.length > 2 && !isFunctionWord(word, language));
  return telling.length === 0 ? 0 : telling.filter(isStrange).length / telling.length;
}
