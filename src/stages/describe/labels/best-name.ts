/** From the candidate that scores best to the name that says it best. */
import { familyOf, isAbstract } from "../../../text/word-forms.js";
import { contains, type Candidate } from "../terms/terms.js";
import { isVague } from "../terms/phrases.js";
import { score, type Scored } from "./score.js";

/** A phrase stands for its word where it makes up this share of the word's uses; for a vague word less will do. */
const EXPANDS = 0.22;
const EXPANDS_VAGUE = 0.1;
/** A phrase that most posts use stands for its word too, where it is about as near to the centre. */
const NEARLY_AS_CLOSE = 0.05;
/** A subject that is so near to the theme's words is the name where it scores so much of the best phrase: people print it. */
const AT_HOME = 0.6;
const AS_GOOD = 0.95;
/** What is mostly written with capitals is a proper name; its last word may be vague, as in "Forest Service". */
const MOSTLY_NAME = 0.8;
/** A phrase with this share of a word's uses says what the word means, its last word vague or not: "mailing list". */
const STANDS_FOR = 0.8;
/** A phrase of other words is the name where it scores so much of the best word; a proper name where it scores more. */
const PHRASE_FLOOR = 0.8;
/** A doing is the name instead of the doer where it has this share of the doer's uses: "leadership" for "leader". */
const ABSTRACT_SHARE = 0.12;

/**
 * The best name of those given: a subject of the vocabulary where it scores best, else the best phrase of the text, in the
 * form in which it says most.
 *
 * @param ranked the best first
 */
export function bestName(ranked: readonly Scored[]): Scored | undefined {
  const [best] = ranked;
  if (best === undefined || isSubject(best)) return best;
  const subject = ranked.find(isAtHome);
  if (subject !== undefined && score(subject) >= AS_GOOD * score(best)) return subject;
  const phrases = ranked.filter((scored) => !isSubject(scored));
  return bestPhrase(phrases);
}

export function isSubject({ candidate }: Scored): boolean {
  return candidate.subjectCloseness !== undefined;
}

function isAtHome({ candidate }: Scored): boolean {
  return (candidate.subjectCloseness ?? 0) >= AT_HOME;
}

function bestPhrase(ranked: readonly Scored[]): Scored | undefined {
  const word = ranked.find(({ candidate }) => candidate.length === 1);
  const phrase = ranked.find(
    ({ candidate }) => candidate.length > 1 && !(word !== undefined && addsNothing(candidate, word)),
  );
  if (!word) return phrase && fuller(phrase, ranked);
  if (phrase && score(phrase) >= floorOf(phrase) * score(word)) return fuller(phrase, ranked);
  return expanded(abstractOf(word, ranked), ranked);
}

/** The member of the word's family that names the doing, where the author uses it. */
function abstractOf(word: Scored, ranked: readonly Scored[]): Scored {
  if (isAbstract(word.candidate.key)) return word;
  const family = familyOf(word.candidate.key);
  const relatives = ranked.filter(
    ({ candidate }) =>
      candidate.length === 1 &&
      familyOf(candidate.key) === family &&
      isAbstract(candidate.key) &&
      candidate.count >= ABSTRACT_SHARE * word.candidate.count,
  );
  return relatives[0] ?? word;
}

/**
 * The phrase that says better what the word is about: in which it mostly stands ("technical debt" for "debt"), or which
 * most posts of the theme use and which is nearer to its centre ("change management" for "change"). One that only adds
 * a vague noun says no more than the word ("roadmap item").
 */
function expanded(word: Scored, ranked: readonly Scored[]): Scored {
  const least = isVague(word.candidate.key) ? EXPANDS_VAGUE : EXPANDS;
  const [phrase] = ranked
    .filter(({ candidate }) => candidate.length > 1 && contains(candidate.key, word.candidate.key))
    .filter(({ candidate }) => !addsNothing(candidate, word))
    .filter((other) => other.candidate.count >= least * word.candidate.count || isBetterKnown(other, word))
    .sort((a, b) => score(b) - score(a));
  return phrase ? fuller(phrase, ranked) : word;
}

/** What a phrase must score of the best word to be the name instead of it. */
function floorOf({ candidate }: Scored): number {
  return isProperName(candidate) ? 1 : PHRASE_FLOOR;
}

function isProperName({ nameShare }: Candidate): boolean {
  return nameShare >= MOSTLY_NAME;
}

/** True for a phrase that only adds a vague noun to a word, and is not what the word mostly stands in: "roadmap item". */
function addsNothing(phrase: Candidate, { candidate }: Scored): boolean {
  if (isProperName(phrase) || phrase.count >= STANDS_FOR * candidate.count) return false;
  return phrase.key.startsWith(candidate.key) && isVague(phrase.key.split(" ").at(-1) ?? "");
}

function isBetterKnown(phrase: Scored, word: Scored): boolean {
  return (
    phrase.candidate.postShare >= 0.5 &&
    phrase.candidate.count >= 0.1 * word.candidate.count &&
    phrase.closeness >= word.closeness - NEARLY_AS_CLOSE &&
    phrase.candidate.distinctness >= word.candidate.distinctness
  );
}

/** The fuller form of a phrase where most of its uses are part of it: "minimum viable product" for "viable product". */
function fuller(phrase: Scored, ranked: readonly Scored[]): Scored {
  const longer = ranked.find(
    ({ candidate }) =>
      candidate.length > phrase.candidate.length &&
      contains(candidate.key, phrase.candidate.key) &&
      candidate.count >= 0.6 * phrase.candidate.count,
  );
  return longer ?? phrase;
}
