/** What a post says on a theme, in few of its own words. */
import { sentencesOf } from "../../text/sentences.js";
import { shorten } from "../../text/shorten.js";
import { isAside, standsAlone } from "../../text/standing.js";
import { countWords } from "../../text/words.js";
import type { Term } from "../../shapes/theme.js";

const MOST_CHARACTERS = 320;
const MOST_TERMS = 8;
const MOST_QUESTIONS = 5;
/** Fewer words ask nothing ("Why not?"), and more are read by nobody. */
const QUESTION_WORDS = { fewest: 4, most: 30 };

/** The sentence that names most of the theme, of those that stand by themselves where there are any; of equals the first. */
export function sentenceFor(texts: readonly string[], terms: readonly Term[]): string {
  const sentences = texts.flatMap(sentencesIn);
  const alone = sentences.filter(
    (sentence) => standsAlone(sentence) && !isAside(sentence) && !sentence.endsWith("?"),
  );
  let best = { sentence: "", weight: -1 };
  for (const sentence of alone.length > 0 ? alone : sentences) {
    const weight = held([sentence], terms).reduce((sum, term) => sum + term.weight, 0);
    if (weight > best.weight) best = { sentence, weight };
  }
  return shorten(best.sentence, MOST_CHARACTERS);
}

/** The theme's terms that stand in the texts, the weightiest first. */
export function termsIn(texts: readonly string[], terms: readonly Term[]): string[] {
  return held(texts, terms)
    .slice(0, MOST_TERMS)
    .map(({ text }) => text);
}

/** What the post itself asks, its title first, each question once. */
export function questionsIn(title: string, texts: readonly string[]): string[] {
  const asked = [title, ...texts.flatMap(sentencesIn)]
    // The other mark of a quotation may stand in another sentence.
    .map((text) => text.trim().replace(/^["“”‘']+|["“”’']+$/g, ""))
    .filter(isQuestion);
  return [...new Set(asked)].slice(0, MOST_QUESTIONS);
}

function isQuestion(text: string): boolean {
  const words = countWords(text);
  return /[?？]["”’')\]]*$/u.test(text) && words >= QUESTION_WORDS.fewest && words <= QUESTION_WORDS.most;
}

function sentencesIn(text: string): string[] {
  return sentencesOf(text).map(({ start, end }) => text.slice(start, end).replace(/\s+/g, " "));
}

function held(texts: readonly string[], terms: readonly Term[]): Term[] {
  const words = ` ${texts
    .join(" ")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, " ")} `;
  return terms.filter(({ text }) => {
    const term = text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}]+/gu, " ")
      .trim();
    return term !== "" && words.includes(` ${term}`);
  });
}
