import { isFunctionWord, isLink, type Language } from "../../../text/languages.js";
import type { Phrase } from "./phrases.js";

/** Content words of a phrase at most, and words between two of them. */
const LONGEST = 3;
const LONGEST_LINK = 2;
const FEWEST_LETTERS = 3;
/** Scripts in which a word may be of two characters. */
const DENSE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+$/u;

interface Word {
  text: string;
  lower: string;
  telling: boolean;
  /** False behind anything but a single space. */
  joined: boolean;
  /** True at the beginning of a sentence. */
  opening: boolean;
}

const segmenters = new Map<Language, Intl.Segmenter>();

/**
 * The words and phrases of a text in a language for which there is no tagger: content words, and up to three of them with
 * the language's short words between them, never at an end.
 *
 * @param stopped true for a lower-case word that must never be part of a phrase
 */
export function plainPhrasesOf(
  text: string,
  language: Language,
  stopped: (word: string) => boolean,
): Phrase[] {
  const words = wordsIn(text, language, stopped);
  const phrases: Phrase[] = [];
  words.forEach((first, start) => {
    if (!first.telling) return;
    let content = 0;
    let links = 0;
    for (let end = start; end < words.length && content < LONGEST; end++) {
      const word = words[end];
      if (word === undefined || (end > start && !word.joined)) break;
      if (word.telling) {
        content++;
        links = 0;
        phrases.push(phraseOf(words.slice(start, end + 1), content));
      } else if (isLink(word.lower, language) && links < LONGEST_LINK) links++;
      else break;
    }
  });
  return phrases;
}

function wordsIn(text: string, language: Language, stopped: (word: string) => boolean): Word[] {
  const segmenter = segmenters.get(language) ?? new Intl.Segmenter(language, { granularity: "word" });
  segmenters.set(language, segmenter);
  const words: Word[] = [];
  let between = "";
  for (const { segment, isWordLike } of segmenter.segment(text)) {
    if (isWordLike !== true) {
      between += segment;
      continue;
    }
    const lower = segment.toLowerCase();
    words.push({
      text: segment,
      lower,
      telling: isTelling(segment) && !isFunctionWord(lower, language) && !stopped(lower),
      joined:
        between === " " || between === "'" || between === "’" || (between === "" && DENSE.test(segment)),
      opening: words.length === 0 || /[.!?:…¿¡。！？\n]/u.test(between),
    });
    between = "";
  }
  return words;
}

function isTelling(word: string): boolean {
  if (DENSE.test(word)) return word.length >= 2 && !/^[\p{Script=Hiragana}]+$/u.test(word);
  return /\p{L}/u.test(word) && word.length >= FEWEST_LETTERS;
}

function phraseOf(words: readonly Word[], content: number): Phrase {
  const dense = words.every(({ text }) => DENSE.test(text));
  const text = words.map((word) => word.text).join(dense ? "" : " ");
  return {
    ...{ text, key: words.map(({ lower }) => lower).join(" "), length: content },
    ...{ name: false, opening: words[0]?.opening === true, head: true, plural: false, determiner: "other" },
  };
}
