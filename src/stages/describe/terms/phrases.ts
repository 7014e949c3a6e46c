import { at } from "../../../math/at.js";
import { singular } from "../../../text/word-forms.js";
import { isStopWord } from "../../../text/stop-words.js";
import { tag, type Token } from "./tagger.js";

/** A word or noun phrase that could name a theme. */
export interface Phrase {
  /** Lower case, the last word in the singular: "user study" for "user studies", so that inflections count together. */
  key: string;
  /** As written. */
  text: string;
  /** Number of words. */
  length: number;
  /** True where every word was tagged as a proper name. */
  name: boolean;
  /** True where it opens a sentence, so that its first capital may be due to the place. */
  opening: boolean;
  /** True where it closes its run of nouns: "roadmap" does so in "the old roadmap", not in "the roadmap meeting". */
  head: boolean;
  /** True for a form in the plural. */
  plural: boolean;
  /** What goes before: nothing ("debt grows"), a word for one of several ("a queue", "each queue"), or "the", "our" … */
  determiner: Determiner;
}

export type Determiner = "none" | "one" | "other";

const LONGEST = 3;
/** A run that is a little longer is a phrase as a whole: "Prime Minister Winston Churchill". */
const LONGEST_WHOLE = 5;

/** Nouns that stand for anything, and adjectives that say only how much or how good; they name no theme. */
const EMPTY = new Set(
  `ability advice answer anything area aspect attention back bit case chance choice class couple course day deal detail
  difference difficulty effort end everything example experience fact favor form good group guy half hand head help hour
  idea instance issue kind level life line lot man matter mean minute moment month morning name need news nothing number
  one opportunity option order part people person piece place point position possibility problem purpose question reason
  rest result right role room second sense sentence set side situation something sort step story stuff task term thing
  thought thousand time today tomorrow tonight top topic total try turn type use value version view way week weekend
  woman word work world year yesterday cent percent bunch bit lots plenty kind sake thanks hundred dozen million billion
  inch lack rate pair amount extent regard respect mind eye fun luck
  working looking trying starting coming going talking thinking saying asking finding putting keeping being having
  making getting taking seeing knowing wanting needing telling letting giving helping
  amp quot nbsp apos href fwd
  able actual available bad best better big certain clear close common current different difficult easy entire exact
  extra final fine first full general great half happy hard high huge important interesting large last late later least
  little long low main major many more most much multiple new next nice old only other own particular possible previous
  proper public ready real recent relevant same second several short significant similar simple single small specific
  strong such sure third tiny true useful usual various whole worth wrong young
  monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
  october november december spring summer autumn winter
  afternoon evening midday midnight night noon utc gmt cet
  fourth fifth sixth seventh eighth ninth tenth twelfth according`
    .split(/\s+/)
    .filter((word) => word !== ""),
);

/** Nouns that need another word to say what they are about. */
const VAGUE = new Set(
  `action activity approach article author base behavior blog box chapter college community company component condition content corp data document
  element email event fact field file folk form format goal group guide guideline impact information institute interaction item lecture list material
  member message method model name object offer office organization page paragraph party passage period post practice
  process product program project reader resource sale sample section service site source state statement structure style subject success
  system table team technology tool unit university user website writer`.split(/\s+/),
);

/** True for a noun in the singular that makes a heading only with another word beside it. */
export function isVague(noun: string): boolean {
  return VAGUE.has(noun);
}

export interface Reading {
  phrases: Phrase[];
  /** Forms that were tagged as verbs, lower case and without a plural's ending, so that they compare with keys. */
  verbs: string[];
}

/** What is known of a word by how it is written. */
interface Form {
  lower: string;
  singular: string;
  /** True for a word that names no theme. */
  empty: boolean;
  /** False for function words and for what is too short or no word at all. */
  telling: boolean;
}

interface Nominal {
  token: Token;
  form: Form;
  empty: boolean;
}

/**
 * The words and noun phrases of a text: runs of adjectives and nouns that end in a noun, up to three words and up to five
 * where that is the whole run, and each noun by itself. Function words and words that could name anything are left out where they stand alone, and at the
 * edges of a phrase.
 *
 * @param stopped true for a lower-case word that must never be part of a phrase; asked for the word as written, its
 *   dictionary form and its singular
 */
export function phrasesOf(text: string, stopped: (word: string) => boolean): Phrase[] {
  return readPhrases(text, stopped).phrases;
}

/** The phrases of a text, as `phrasesOf` finds them, with the names that hold function words, and its verbs. */
export function readPhrases(text: string, stopped: (word: string) => boolean): Reading {
  const phrases: Phrase[] = [];
  const verbs: string[] = [];
  const tokens = tag(text);
  let before: Token | undefined;
  let run: Nominal[] = [];
  for (const token of tokens) {
    const form = formOf(token.text);
    if (isNominal(token, form) && !isStopped(token, form, stopped)) {
      run.push({ token, form, empty: form.empty || EMPTY.has(token.lemma) });
      continue;
    }
    phrasesOfRun(run, before, phrases);
    if (token.pos === "VERB" && token.word) verbs.push(form.singular);
    before = token;
    run = [];
  }
  phrasesOfRun(run, before, phrases);
  for (const name of namesOf(tokens)) {
    if (!name.some((token) => isStopped(token, formOf(token.text), stopped))) phrases.push(titledName(name));
  }
  return { phrases, verbs };
}

/** So many different words are kept with what is known of their form; then all are forgotten. */
const MOST_FORMS = 50_000;
const forms = new Map<string, Form>();

function formOf(text: string): Form {
  const known = forms.get(text);
  if (known) return known;
  const lower = text.toLowerCase();
  const single = singular(text).toLowerCase();
  const form = {
    lower,
    singular: single,
    empty: EMPTY.has(single),
    telling: /\p{L}{3}|\p{Lu}{2}|\p{N}\p{Lu}/u.test(text) && !isStopWord(lower),
  };
  if (forms.size >= MOST_FORMS) forms.clear();
  forms.set(text, form);
  return form;
}

/** True where a sentence begins behind this token. */
function endsSentence(token: Token | undefined): boolean {
  return token === undefined || /^[.!?:…"“”‘'*•\n\r]+$/u.test(token.text) || token.pos === "SPACE";
}

function determinerOf(before: Token | undefined): Determiner {
  if (!before) return "none";
  if (/^(?:an?|another|each|every|one|any)$/i.test(before.text)) return "one";
  const other = /^(?:['’]s?|my|our|your|his|her|its|their|whose)$/i.test(before.text);
  return other || before.pos === "DET" || before.pos === "NUM" ? "other" : "none";
}

function isStopped({ lemma }: Token, form: Form, stopped: (word: string) => boolean): boolean {
  return stopped(lemma) || stopped(form.lower) || stopped(form.singular);
}

function isNominal({ word, pos, lemma }: Token, { telling }: Form): boolean {
  if (!word || !telling || isStopWord(lemma)) return false;
  return isNoun(pos) || pos === "ADJ";
}

function isNoun(pos: string): boolean {
  return pos === "NOUN" || pos === "PROPN";
}

/** Every stretch of one to three words of a run, and the whole, that ends in a noun and has no empty word at an edge. */
function phrasesOfRun(run: readonly Nominal[], before: Token | undefined, out: Phrase[]): void {
  if (run.length === 0) return;
  const determiner = determinerOf(before);
  const opens = endsSentence(before);
  const add = (start: number, end: number): void => {
    const [first, last] = [at(run, start), at(run, end - 1)];
    if (first.empty || last.empty || !isNoun(last.token.pos)) return;
    out.push({
      ...toPhrase(run.slice(start, end), last),
      opening: start === 0 && opens,
      head: end === run.length,
      determiner,
    });
  };
  for (let start = 0; start < run.length; start++) {
    for (let end = start + 1; end <= Math.min(run.length, start + LONGEST); end++) add(start, end);
  }
  if (run.length > LONGEST && run.length <= LONGEST_WHOLE) add(0, run.length);
}

function toPhrase(
  words: readonly Nominal[],
  last: Nominal,
): Pick<Phrase, "key" | "text" | "length" | "name" | "plural"> {
  let key = "";
  let text = "";
  for (const word of words) {
    key += word === last ? word.form.singular : `${word.form.lower} `;
    text += word === last ? word.token.text : `${word.token.text} `;
  }
  return {
    ...{ key, text, length: words.length },
    name: words.every(({ token }) => token.pos === "PROPN"),
    plural: last.form.singular !== last.form.lower.replace(/['’]s?$/u, ""),
  };
}

/** Most words of a name with function words in it, and most of these one behind the other. */
const LONGEST_NAME = 6;
const LONGEST_LINK = 2;
const LINKS = new Set(["of", "in", "a", "the", "for"]);
const TITLE_LINKS = new Set(["of", "in", "for", "to", "and", "with", "on", "by", "or"]);

/**
 * Names that hold function words, "Every Kid in a Park", "Freedom of Information Act": from capital to capital, behind
 * a word in lower case, so that neither a sentence's first word nor a title in capitals is taken for one.
 */
function namesOf(tokens: readonly Token[]): Token[][] {
  const names: Token[][] = [];
  for (let start = 1; start < tokens.length; start++) {
    if (!isCapital(tokens[start]) || !isInSentence(tokens, start)) continue;
    const name = nameFrom(tokens, start);
    if (name.some(({ text }) => LINKS.has(text)) && name.length <= LONGEST_NAME) names.push(name);
    start += name.length - 1;
  }
  return names;
}

/** True behind a word in lower case, unless that links it to a capital before, as in "How to Run a Meeting". */
function isInSentence(tokens: readonly Token[], start: number): boolean {
  const before = tokens[start - 1]?.text ?? "";
  if (!/^\p{Ll}/u.test(before)) return false;
  if (!isCapital(tokens[start - 2])) return true;
  const opens = endsSentence(tokens[start - 3]);
  return opens ? !TITLE_LINKS.has(before) : !LINKS.has(before) && !TITLE_LINKS.has(before);
}

function nameFrom(tokens: readonly Token[], start: number): Token[] {
  let end = start + 1;
  for (let i = end; i < tokens.length && i - end <= LONGEST_LINK; i++) {
    const token = tokens[i];
    if (isCapital(token)) end = i + 1;
    else if (!token || !LINKS.has(token.text)) break;
  }
  return tokens.slice(start, end);
}

function isCapital(token: Token | undefined): boolean {
  return token?.word === true && /^\p{Lu}[\p{L}\p{N}]+$/u.test(token.text);
}

function titledName(tokens: readonly Token[]): Phrase {
  const text = tokens.map((token) => token.text).join(" ");
  const last = tokens.at(-1)?.text ?? "";
  const front = text.slice(0, text.length - last.length);
  return {
    ...{ text, key: (front + singular(last)).toLowerCase(), length: tokens.length },
    ...{ name: true, opening: false, head: true, plural: false, determiner: "other" },
  };
}
