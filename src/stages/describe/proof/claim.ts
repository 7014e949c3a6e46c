import { at } from "../../../math/at.js";
import { dot } from "../../../math/matrix.js";
import { familiesOf, familyOf } from "../../../text/word-forms.js";
import { isAside, isList, standsAlone } from "../../../text/standing.js";
import { singular } from "../../../text/word-forms.js";
import { sentencesOf } from "../../../text/sentences.js";
import { tag, type Token } from "../terms/tagger.js";
import { countWords, wordsOf } from "../../../text/words.js";
import type { Passage } from "../../../shapes/passage.js";
import type { Term } from "../../../shapes/theme.js";

/** Sentences of fewer or more words are too little or too much to open a theme with. */
const LEAST_WORDS = 10;
const MOST_WORDS = 35;
/** Of so many words a sentence reads best. */
const GOOD_LEAST = 12;
const GOOD_MOST = 28;
const LENGTH_LOSS = 0.08;
/** Sentences from so many of the most central passages are looked at, at most so many of them by their embedding. */
const PASSAGES = 60;
const SENTENCES = 24;
/** What words of the label, and each of the leading terms, add to the cosine with the centroid. */
const LABEL_BONUS = 0.35;
const TERM_BONUS = 0.08;
/** Terms beyond so many in one sentence add nothing: a list of words explains nothing. */
const MOST_TERMS = 4;
/** A sentence with fewer terms may be about anything. */
const FEW_TERMS = 2;
const FEW_TERMS_LOSS = 0.1;
/** What a sentence loses that a reader outside the post can't place: someone speaking or pointing, a number; a name. */
const OUTSIDE_LOSS = 0.5;
const NAME_LOSS = 0.25;
const CODE_LOSS = 0.25;
/** What it loses where it tells what happened, once, and where it leans on its reader; what it gains where it says what a thing is. */
const STORY_LOSS = 0.35;
const LEANING_LOSS = 0.2;
const CLAIM_BONUS = 0.15;

/** A sentence, and the passage in which it stands. */
export interface Claim {
  sentence: string;
  /** Index of the passage. */
  passage: number;
}

/** A claim adds at least so much to its nearness; less, and it is no claim about the theme. */
const LEAST_BONUS = 0;

/**
 * The claim that is most typical of a theme: a general statement of 10 to 35 words that stands alone, in the present, near
 * the centroid, with the label's words or leading terms in it.
 *
 * @param members indices of the theme's distinct passages, the most central first
 * @param embed embeds a text as the passages were embedded
 */
export async function claimOf(
  members: readonly number[],
  passages: readonly Passage[],
  { label, terms, centroid }: { label: string; terms: readonly Term[]; centroid: Float32Array },
  embed: (text: string) => Promise<Float32Array>,
): Promise<Claim | undefined> {
  const claims = new Map<string, number>();
  for (const i of members.slice(0, PASSAGES)) {
    for (const sentence of sentencesIn(at(passages, i).text)) {
      if (!claims.has(sentence) && saysSomething(sentence)) claims.set(sentence, i);
    }
  }
  const wording = { label: familySet(label), terms: terms.map(({ text }) => familiesOf(keyOf(text))) };
  const pool = [...claims]
    .map(([sentence, passage], order) => ({ sentence, passage, order, bonus: bonusOf(sentence, wording) }))
    .sort((a, b) => b.bonus - a.bonus || a.order - b.order)
    .slice(0, SENTENCES)
    .map((claim) => ({ ...claim, bonus: claim.bonus + generalityOf(claim.sentence) }))
    .filter(({ bonus }) => bonus >= LEAST_BONUS);
  let best: Claim | undefined;
  let most = -Infinity;
  for (const { sentence, passage, bonus } of pool) {
    const score = dot(await embed(sentence), centroid) + bonus;
    if (score > most) [best, most] = [{ sentence, passage }, score];
  }
  return best;
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
    !isAside(sentence) &&
    !isList(sentence, words) &&
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
  const words = countWords(sentence);
  return (
    (LABEL_BONUS * named) / Math.max(1, label.size) +
    TERM_BONUS * Math.min(MOST_TERMS, held) -
    (held + named < FEW_TERMS ? FEW_TERMS_LOSS : 0) -
    (words < GOOD_LEAST || words > GOOD_MOST ? LENGTH_LOSS : 0) -
    (leansOnPost(sentence) || isItem(sentence) ? OUTSIDE_LOSS : 0) -
    (CODE.test(sentence) ? CODE_LOSS : 0) -
    (namesOther(sentence, new Set([...label, ...terms.flat()])) ? NAME_LOSS : 0)
  );
}

/** Speech, someone or something pointed at, or a figure: telling in the post, odd alone. */
function leansOnPost(sentence: string): boolean {
  return /["“”]|:\s|\b(?:said|asked|told|says|she|he|her|his|I|me|my|this|these|those|yesterday|today|above|below|earlier|recently|click|here|happy|excited|thanks?)\b|\p{N}{2}/iu.test(
    sentence,
  );
}

/** An entry of a list, its heading before a dash: "Responsive – these apps can …". */
function isItem(sentence: string): boolean {
  return /^[^.,;:]{1,60}? [–—-] /u.test(sentence);
}

/** What only a programmer reads: options, calls, files and identifiers of several words. */
const CODE =
  /(?:^|\s)--?\p{L}[\p{L}-]+|\p{L}_\p{L}|\p{L}\(|::|->|=>|#\[|[`{}]|\.(?:ya?ml|json|[jt]s|py|rb|md|html|toml|xml|csv)\b/u;

/** True for a name in the middle of the sentence that is none of the theme's own words. */
function namesOther(sentence: string, own: ReadonlySet<string>): boolean {
  const names = [...sentence.matchAll(/(?<=\p{Ll},? )\p{Lu}\p{Ll}+/gu)];
  return names.some(([name]) => !own.has(familyOf(singular(name.toLowerCase()))));
}

/** How far a sentence says what holds always, rather than what happened once or what to do. */
function generalityOf(sentence: string): number {
  const tokens = tag(sentence);
  const verbAt = tokens.findIndex(isVerb);
  const verb = tokens[verbAt];
  if (!verb || verbAt === 0) return -STORY_LOSS;
  const told = isPast(verb) || tokens.some((token, i) => isToldBy(token, tokens[i - 1], tokens[i + 1]));
  const cut = tokens.slice(0, verbAt).some(({ text }) => /^(?:that|who|which)$/i.test(text));
  const claims = verb.pos === "AUX" && /^(?:is|are|can|should|must)$/i.test(verb.text);
  return (
    (told || cut ? -STORY_LOSS : 0) - (LEANING.test(sentence) ? LEANING_LOSS : 0) + (claims ? CLAIM_BONUS : 0)
  );
}

/** Openings that address the reader, count, or hang on a condition. */
const LEANING =
  /^(?:We|You|Your|Our|If|When|While|After|Before|As|Let|To|First|Sometimes|With|Within|Without|Throughout|During|For|By|Though|What|Even|About|\p{Lu}\p{Ll}+ing|\p{Lu}\p{Ll}+ly)\b/u;

function isVerb({ pos }: Token): boolean {
  return pos === "VERB" || pos === "AUX";
}

/** A verb that looks back: "was", "has" before another verb, and the next in a row: "… sent it back, and begged". */
function isToldBy(token: Token, before: Token | undefined, next: Token | undefined): boolean {
  const { pos, text } = token;
  if (pos === "VERB") return isPast(token) && (before?.pos === "CCONJ" || before?.pos === "PUNCT");
  if (pos !== "AUX") return false;
  if (/^(?:was|were|had|did)$/i.test(text)) return true;
  return /^(?:have|has)$/i.test(text) && next !== undefined && isVerb(next);
}

function isPast({ text, lemma }: Token): boolean {
  const lower = text.toLowerCase();
  return lower !== lemma && !/(?:s|ing)$/.test(lower) && !/^(?:am|are|be|been)$/.test(lower);
}

function familySet(text: string): Set<string> {
  const content = wordsOf(text).filter((word) => word !== "and");
  return new Set(content.map((word) => familyOf(singular(word))));
}

function keyOf(text: string): string {
  return wordsOf(text).map(singular).join(" ");
}
