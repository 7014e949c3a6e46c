import { at } from "../../../math/at.js";
import { familiesOf, singular } from "../../../text/word-forms.js";
import { wordsOf } from "../../../text/words.js";
import { contains } from "../terms/terms.js";

/** What an about is made of. */
export interface AboutParts {
  label: string;
  /** The names of the theme's parts as they stand inside a sentence, the largest first. */
  parts: readonly string[];
  /** Its phrases as they stand inside a sentence, the most typical first. */
  terms: readonly string[];
  /** A claim and the title of its post. */
  claim?: { sentence: string; title: string };
  /** The title of the post to begin with. */
  start?: string;
}

/** Things that are named at most, and the fewest parts that say what a theme covers. */
const MOST_NAMED = 4;
const FEWEST_PARTS = 2;

/**
 * What a theme is about, in two or three sentences: what it covers, its most typical claim with the post that makes it,
 * and where to begin reading. What isn't known is left out; never empty for a theme that has a phrase.
 */
export function aboutOf({ label, parts, terms, claim, start }: AboutParts): string {
  const own = distinctFrom(label, parts);
  const named = own.length >= FEWEST_PARTS ? own : distinctFrom(label, [...own, ...terms]);
  const sentences = [
    named.length === 0 ? "" : `Covers ${listOf(named.slice(0, MOST_NAMED))}.`,
    claim === undefined ? "" : `“${claim.sentence}” (${quietly(claim.title)})`,
    start === undefined || start === claim?.title ? "" : `Start with “${quietly(start)}”.`,
  ];
  return sentences.filter((sentence) => sentence !== "").join(" ");
}

/** Those that say something else than the label and than one before. */
function distinctFrom(label: string, names: readonly string[]): string[] {
  const said = [keyOf(label)];
  return names.filter((name) => {
    const key = keyOf(name);
    if (key === "" || said.some((other) => contains(other, key) || contains(key, other))) return false;
    said.push(key);
    return true;
  });
}

function keyOf(text: string): string {
  return familiesOf(wordsOf(text).map(singular).join(" ")).join(" ");
}

function listOf(names: readonly string[]): string {
  if (names.length === 1) return at(names, 0);
  return `${names.slice(0, -1).join(", ")} and ${at(names, names.length - 1)}`;
}

/** A title without the marks that would end the quotation around it. */
function quietly(title: string): string {
  return title.replaceAll(/[“”"]/gu, "’").trim();
}
