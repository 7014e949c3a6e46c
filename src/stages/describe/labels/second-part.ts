import { familiesOf } from "../../../text/word-forms.js";
import type { Candidate } from "../terms/terms.js";
import { isSubject } from "./best-name.js";
import { score, type Scored } from "./score.js";

/** A name that scores more says its theme by itself. */
const ENOUGH = 0.55;
/** The second part must score so much of the first. */
const NEARLY_AS_GOOD = 0.75;
/** Both together must mark the theme so many times as well as the first alone. */
const LEAST_GAIN = 1.25;
/** It must be a fair name by itself. */
const LEAST_SCORE = 0.3;
/** From this share of names on what is written with a capital is a name, below it a piece of a title: "Every Kid in a Park". */
const MOSTLY_NAME = 0.8;
/** Letters of an abbreviation that is more often a unit, a time zone or a role than a subject. */
const ABBREVIATION = 3;
/** Each part must stand in such a share of the theme's passages. */
const LEAST_COVERAGE = 0.25;
/** Distinctness under which a word is no more than shared with other themes. */
const SHARED = 0.5;
/** Letters from which a word's beginning is its short form. */
const SHORT = 3;
/** Most words of both parts. */
const MOST_WORDS = 3;

/**
 * What stands beside a name that leaves much of its theme out: another thing, nearly as good a name, that marks passages
 * which the first doesn't.
 *
 * @param free the names that are left, the best first
 */
export function secondPart(
  first: Scored,
  free: readonly Scored[],
): { second: Scored; gain: number } | undefined {
  if (score(first) > ENOUGH || first.candidate.coverage < LEAST_COVERAGE) return undefined;
  const floor = Math.max(LEAST_SCORE, NEARLY_AS_GOOD * score(first));
  for (const second of free) {
    if (score(second) < floor) return undefined;
    if (second.candidate.coverage < LEAST_COVERAGE) continue;
    if (isSubject(second) || !isOther(second.candidate, first.candidate) || isPiece(second.candidate))
      continue;
    if (wordsIn(first) + wordsIn(second) > MOST_WORDS) continue;
    const gain = unionGain(first.candidate, second.candidate);
    if (gain >= LEAST_GAIN) return { second, gain };
  }
  return undefined;
}

/** How many times as well both mark the theme together, by the harmonic mean of precision and coverage. */
function unionGain(first: Candidate, second: Candidate): number {
  const size = first.passages.size / first.coverage;
  const union = new Set([...first.passages, ...second.passages]).size;
  const outside = outsideOf(first, size) + outsideOf(second, size);
  return (2 * union) / (union + outside + size) / first.fit;
}

/** Passages of other themes that hold a candidate, from its fit: 2·own / (own + outside + size). */
function outsideOf({ passages, fit }: Candidate, size: number): number {
  return (2 * passages.size) / fit - passages.size - size;
}

/** True for a part that names another thing than the first: other words, and neither the other's short form. */
function isOther(candidate: Candidate, first: Candidate): boolean {
  const families = new Set(familiesOf(first.key));
  if (familiesOf(candidate.key).some((family) => families.has(family))) return false;
  if (candidate.length === 1 && candidate.distinctness < SHARED) return false;
  return !isShortFor(candidate.key, first.key) && !isShortFor(first.key, candidate.key);
}

/** True for a piece of a title, and for a short abbreviation, which say nothing behind an "and". */
function isPiece({ text, length, nameShare }: Candidate): boolean {
  if (length > 1) return false;
  if (/^\p{Lu}+s?$/u.test(text)) return text.length <= ABBREVIATION;
  return /^\p{Lu}/u.test(text) && nameShare < MOSTLY_NAME;
}

/** True for "app" and "application", "TTS" and "Technology Transformation Services". */
function isShortFor(short: string, long: string): boolean {
  if (short.includes(" ") || short.length < SHORT) return false;
  const initials = long
    .split(" ")
    .map(([letter = ""]) => letter)
    .join("");
  return initials.startsWith(short) || (!long.includes(" ") && long.startsWith(short));
}

function wordsIn({ candidate }: Scored): number {
  return candidate.text.split(" ").length;
}
