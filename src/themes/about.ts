import { dot } from "../core/matrix.js";
import { familiesOf, familyOf } from "../language/families.js";
import { standsAlone } from "../language/headings.js";
import { singular } from "../language/phrases.js";
import { sentencesOf } from "../language/sentences.js";
import { countWords, wordsOf } from "../language/words.js";
import type { Passage, Term } from "../types.js";

/** A first sentence of fewer words is followed by a second where the passage goes on. */
const LEAST_WORDS = 10;
const MOST_WORDS = 35;
/** Sentences from so many of the most central passages are looked at, at most so many of them by their embedding. */
const PASSAGES = 40;
const SENTENCES = 60;
/** What words of the label, and each of the leading terms, add to the cosine with the centroid. */
const LABEL_BONUS = 0.35;
const TERM_BONUS = 0.08;
/** Terms beyond so many in one sentence add nothing: a list of words explains nothing. */
const MOST_TERMS = 4;
/** What a sentence loses that a reader outside the post can't place: someone speaking, a name, a number. */
const OUTSIDE_LOSS = 0.25;

/**
 * The sentence that tells best what a theme is about: a statement of 10 to 35 words that stands alone, near the
 * centroid, with the label's words or leading terms in it. Where there is none, the nearest sentence of any kind.
 *
 * @param members indices of the theme's distinct passages, the most central first
 * @param embed embeds a text as the passages were embedded
 */
export async function aboutOf(
  members: readonly number[],
  passages: readonly Passage[],
  { label, terms, centroid }: { label: string; terms: readonly Term[]; centroid: Float32Array },
  embed: (text: string) => Promise<Float32Array>,
): Promise<string> {
  const all = [...new Set(members.slice(0, PASSAGES).flatMap((i) => sentencesIn(passages[i]?.text ?? "")))];
  const standing = all.filter(saysSomething);
  const wording = { label: familySet(label), terms: terms.map(({ text }) => familiesOf(keyOf(text))) };
  const pool = (standing.length > 0 ? standing : all)
    .map((sentence, order) => ({ sentence, order, bonus: bonusOf(sentence, wording) }))
    .sort((a, b) => b.bonus - a.bonus || a.order - b.order)
    .slice(0, SENTENCES);
  let best = { sentence: "", score: -Infinity };
  for (const { sentence, bonus } of pool) {
    const score = dot(await embed(sentence), centroid) + bonus;
    if (score > best.score) best = { sentence, score };
  }
  return best.sentence;
}

function sentencesIn(text: string): string[] {
  return sentencesOf(text).map(({ start, end }) => text.slice(start, end));
}

function saysSomething(sentence: string): boolean {
  const words = countWords(sentence);
  return (
    words >= LEAST_WORDS &&
    words <= MOST_WORDS &&
    standsAlone(sentence) &&
    /[\p{L}\p{N})][.!]["”’')]*$/u.test(sentence)
  );
}

interface Wording {
  label: ReadonlySet<string>;
  terms: readonly (readonly string[])[];
}

function bonusOf(sentence: string, { label, terms }: Wording): number {
  const own = familySet(sentence);
  const named = [...label].filter((family) => own.has(family)).length;
  const held = terms.filter((families) => families.every((family) => own.has(family))).length;
  return (
    (LABEL_BONUS * named) / Math.max(1, label.size) +
    TERM_BONUS * Math.min(MOST_TERMS, held) -
    (leansOnPost(sentence) ? OUTSIDE_LOSS : 0)
  );
}

/** Speech, someone by name in the middle of the sentence, a story's past, or a figure: telling in the post, odd alone. */
function leansOnPost(sentence: string): boolean {
  return (
    /["“”]|\b(?:said|asked|told|says|she|he|her|his|I|my|this|these|those|yesterday|above|below|earlier|click|here)\b|\p{N}{2}/iu.test(
      sentence,
    ) || /\p{Ll},? \p{Lu}\p{Ll}+/u.test(sentence)
  );
}

function familySet(text: string): Set<string> {
  const content = wordsOf(text).filter((word) => word !== "and");
  return new Set(content.map((word) => familyOf(singular(word))));
}

function keyOf(text: string): string {
  return wordsOf(text).map(singular).join(" ");
}
