/** Phrases of a text that name what another post is about: the words to put a link on. */
import { singular, stemOf } from "../text/word-forms.js";
import { ENGLISH, isFunctionWord, isLink, type Language } from "../text/languages.js";
import { sentencesOf } from "../text/sentences.js";
import { wordsOf } from "../text/words.js";
import type { Holders } from "./holders.js";

/** What of a post tells what it is about. */
export interface Subject {
  title: string;
  tags: readonly string[];
  /** What it says. */
  text: string;
}

/** Words to put a link on. */
export interface Anchor {
  /** As the draft has them. */
  text: string;
  /** The sentence in which they stand. */
  sentence: string;
}

/** A word of the title says more of the subject than one of the tags, and that more than one that the post uses much. */
const TITLE = 3;
const TAG = 1.5;
/** A post that has a word so often uses it much. */
const OFTEN = 5;
/** Less is no word for the subject; a phrase that holds one is no name of it. */
const LEAST_OF_WORD = 0.3;
/** Less is no name of a subject: half of the archive has such words. A single word must say more. */
const LEAST = 1;
const LEAST_ALONE = 1.5;
/** Of a name's words so many are words of the title or of a tag, and not only of one stem with them. */
const LEAST_NAMED = 0.5;
const MOST_WORDS = 5;
const SHORTEST = 3;
/** What may stand inside a name, in English; other languages have words of their own for it. */
const INSIDE = new Set(["of", "for", "and", "in"]);

interface Word {
  start: number;
  end: number;
  /** As they are compared. */
  words: string[];
  isFunction: boolean;
  isInside: boolean;
}

/**
 * @param texts passages of the draft
 * @param nearness of each passage to the subject, 0…1: a phrase of a passage that is about it is the better anchor
 * @param weightOf how much words say of the subject, 0 for those that say nothing
 * @param isNamedBy whether a word is one of the title or of a tag
 * @param isFree whether an anchor may be taken
 */
export function anchorIn(
  texts: readonly string[],
  {
    nearness,
    language,
    weightOf,
    isNamedBy,
    isFree,
  }: {
    nearness: (passage: number) => number;
    language: Language;
    weightOf: (words: readonly string[]) => number;
    isNamedBy: (word: string) => boolean;
    isFree: (anchor: Anchor) => boolean;
  },
): Anchor | undefined {
  let best: { anchor: Anchor; score: number } | undefined;
  texts.forEach((text, passage) => {
    for (const { start, end } of sentencesOf(text)) {
      const sentence = text.slice(start, end);
      for (const { from, to, weight, words } of phrasesOf(sentence, language, weightOf)) {
        const score = weight * (0.5 + nearness(passage));
        const anchor = { text: sentence.slice(from, to), sentence };
        const isName =
          weight >= (words.length === 1 ? LEAST_ALONE : LEAST) &&
          words.filter(isNamedBy).length >= LEAST_NAMED * words.length &&
          // A name's last word is what it is a name of.
          words.slice(-1).some(isNamedBy);
        if (isName && score > (best?.score ?? 0) && isFree(anchor)) best = { anchor, score };
      }
    }
  });
  return best?.anchor;
}

function phrasesOf(
  sentence: string,
  language: Language,
  weightOf: (words: readonly string[]) => number,
): { from: number; to: number; weight: number; words: string[] }[] {
  const words = wordsIn(sentence, language);
  return words.flatMap((first, i) => {
    if (first.isFunction) return [];
    const found = [];
    for (let j = i; j < Math.min(words.length, i + MOST_WORDS); j++) {
      const [last, before] = [words[j], words[j - 1]];
      if (last === undefined) break;
      if (j > i && before !== undefined && !/^[ \u00a0]$/.test(sentence.slice(before.end, last.start))) break;
      if (last.isFunction) {
        if (last.isInside) continue;
        break;
      }
      if (weightOf(last.words) < LEAST_OF_WORD) break;
      const own = words.slice(i, j + 1).filter(({ isFunction }) => !isFunction);
      found.push({
        from: first.start,
        to: last.end,
        weight: weightOf(own.flatMap((word) => word.words)),
        words: own.flatMap((word) => word.words),
      });
    }
    return found;
  });
}

function wordsIn(sentence: string, language: Language): Word[] {
  return Array.from(
    sentence.matchAll(/[\p{L}\p{M}\p{N}]+(?:['’.-][\p{L}\p{M}\p{N}]+)*/gu),
    ({ 0: word, index }) => {
      const words = wordsOf(word);
      const isFunction = word.length < SHORTEST || words.every((each) => isFunctionWord(each, language));
      const isInside = language === ENGLISH ? INSIDE.has(word) : isLink(word, language);
      return { start: index, end: index + word.length, words, isFunction, isInside };
    },
  );
}

/**
 * How much words say of a subject: more where they stand in its title and where few posts have them.
 *
 * @param rarity of a word in the archive, 0…1
 */
export function subjectWeight(
  { title, tags, text }: Subject,
  rarity: (word: string) => number,
): (words: readonly string[]) => number {
  const [ofTitle, ofTags] = [new Set(stemsOf(title)), new Set(tags.flatMap(stemsOf))];
  const counts = new Map<string, number>();
  for (const stem of stemsOf(text)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  return (words) =>
    [...new Map(words.map((word) => [stemOf(word), word]))].reduce((sum, [stem, word]) => {
      const used = Math.min(1, (counts.get(stem) ?? 0) / OFTEN);
      return sum + rarity(word) * ((ofTitle.has(stem) ? TITLE : 0) + (ofTags.has(stem) ? TAG : 0) + used);
    }, 0);
}

/** A verb or an adjective may share its stem with a word of the title and still be another word. */
export function namedBy({ title, tags }: Pick<Subject, "title" | "tags">): (word: string) => boolean {
  const words = new Set([title, ...tags].flatMap(wordsOf).map(singular));
  return (word) => words.has(singular(word));
}

function stemsOf(text: string): string[] {
  return wordsOf(text).map(stemOf);
}

/** How rare words are among posts: 1 for one that no post has, 0 for one that all have. */
export function rarityBy({ posts, count }: Holders): (word: string) => number {
  return (word) => (posts < 2 ? 1 : Math.log((1 + posts) / (1 + count(word))) / Math.log(1 + posts));
}
