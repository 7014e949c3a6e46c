import { isStopWord } from "../../../text/stop-words.js";
import { wordsOf } from "../../../text/words.js";

/** Plural, then verb endings, then a final e: enough for "meetings", "meeting" and "meets" to count together. */
const PLURALS = ["ies", "es", "s"] as const;
const VERB_ENDINGS = ["ing", "ed", "ly"] as const;

/**
 * A light stem of an English word: longer endings than these would merge words of different meaning, and c-TF-IDF and
 * SVD find the rest by themselves.
 */
export function stem(word: string): string {
  let out = word;
  const plural = out.endsWith("ss")
    ? undefined
    : PLURALS.find((end) => out.endsWith(end) && out.length - end.length >= 3);
  if (plural !== undefined) out = out.slice(0, -plural.length) + (plural === "ies" ? "y" : "");
  const ending = VERB_ENDINGS.find((end) => out.endsWith(end) && out.length - end.length >= 4);
  if (ending !== undefined) out = out.slice(0, -ending.length);
  return out.endsWith("e") && out.length > 4 ? out.slice(0, -1) : out;
}

/** The content words of a text, stemmed: what the corpus-fitted part of an embedding counts. */
export function termsOf(text: string): string[] {
  return wordsOf(text)
    .filter((word) => word.length > 1 && !isStopWord(word))
    .map(stem);
}
