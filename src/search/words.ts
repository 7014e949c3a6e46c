import MiniSearch from "minisearch";
import { isStopWord } from "../text/stop-words.js";
import { stemOf } from "../text/word-forms.js";
import { wordsOf } from "../text/words.js";

/** @returns the positions of the texts that share a word with the query, best first */
export type FindByWords = (query: string) => number[];

/**
 * Search by word: BM25+ over stems, function words left out. A question is seldom answered in all of its words, so one
 * of them is enough; rare ones count for more.
 */
export function wordSearch(texts: readonly string[]): FindByWords {
  const index = new MiniSearch<{ id: number; text: string }>({
    fields: ["text"],
    tokenize: wordsOf,
    processTerm: (word) => (isStopWord(word) ? null : stemOf(word)),
  });
  index.addAll(texts.map((text, id) => ({ id, text })));
  return (query) =>
    index
      .search(query)
      .map(({ id, score }: { id: number; score: number }) => ({ id, score }))
      .sort((a, b) => b.score - a.score || a.id - b.id)
      .map(({ id }) => id);
}
