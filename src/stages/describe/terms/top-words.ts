import { at } from "../../../math/at.js";
import { classTfidf } from "./ctfidf.js";
import { singular } from "../../../text/word-forms.js";
import { isFunctionWord, type Language } from "../../../text/languages.js";
import { isStopWord } from "../../../text/stop-words.js";
import { wordsOf } from "../../../text/words.js";
import type { Passage } from "../../../shapes/passage.js";
import type { Term } from "../../../shapes/theme.js";
import type { Members } from "../members.js";

const WORDS = 25;
/** Latin words of fewer letters are mostly abbreviations and debris. */
const LEAST_LETTERS = 3;

interface ThemeWord {
  /** Distinct passages of the theme that hold it. */
  passages: number;
  posts: Set<string>;
  /** How often each inflection was met. */
  forms: Map<string, number>;
}

/**
 * The 25 single words that are most typical of each theme, by which topic models are compared: c-TF-IDF, with the
 * passages that hold a word in the place of its uses, × √ the share of all passages with the word that are in this theme.
 * Inflections count as one word. A word of a single post is left out where enough words have more.
 *
 * @param stopped true for a lower-case word that must not be taken
 * @returns strongest first, weights divided by the theme's largest, 0…1
 */
export function topWords(
  passages: readonly Passage[],
  members: readonly Members[],
  stopped: (word: string) => boolean,
  languages: readonly Language[],
): Term[][] {
  const themes = members.map(({ distinct }) => countWords(distinct, passages, stopped, languages));
  const everywhere = new Map<string, number>();
  for (const theme of themes) {
    for (const [key, word] of theme) everywhere.set(key, (everywhere.get(key) ?? 0) + word.passages);
  }
  const weights = classTfidf(
    themes.map((theme) => new Map([...theme].map(([key, word]) => [key, word.passages]))),
  );
  return themes.map((theme, t) => {
    const scored = [...theme].map(([key, word]) => {
      const exclusivity = word.passages / (everywhere.get(key) ?? word.passages);
      return { key, word, weight: (at(weights, t).get(key) ?? 0) * Math.sqrt(exclusivity) };
    });
    const several = scored.filter(({ word }) => word.posts.size >= 2);
    const best = (several.length >= WORDS ? several : scored)
      .sort((a, b) => b.weight - a.weight || (a.key < b.key ? -1 : 1))
      .slice(0, WORDS);
    return best.map(({ word, weight }) => ({
      text: commonest(word),
      weight: weight / (best[0]?.weight ?? 1),
    }));
  });
}

function countWords(
  rows: readonly number[],
  passages: readonly Passage[],
  stopped: (word: string) => boolean,
  languages: readonly Language[],
): Map<string, ThemeWord> {
  const words = new Map<string, ThemeWord>();
  for (const i of rows) {
    const passage = passages[i];
    if (!passage) continue;
    const seen = new Set<string>();
    for (const form of wordsOf(passage.text)) {
      const key = singular(form);
      if (isFunctionWord(form, at(languages, i))) continue;
      if (!isTelling(key) || isStopWord(form) || isStopWord(key) || stopped(form) || stopped(key)) continue;
      const word: ThemeWord = words.get(key) ?? { passages: 0, posts: new Set(), forms: new Map() };
      words.set(key, word);
      word.forms.set(form, (word.forms.get(form) ?? 0) + 1);
      word.posts.add(passage.postId);
      if (!seen.has(key)) word.passages++;
      seen.add(key);
    }
  }
  return words;
}

function isTelling(word: string): boolean {
  return /\p{L}/u.test(word) && (word.length >= LEAST_LETTERS || !/\p{Script=Latin}/u.test(word));
}

/** The commonest inflection; of equally common ones the first in code-unit order. */
function commonest({ forms }: ThemeWord): string {
  return at(
    [...forms].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)),
    0,
  )[0];
}
