import { isStopWord } from "./stop-words.js";
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
  able actual available bad best better big certain clear close common current different difficult easy entire exact
  extra final fine first full general great half happy hard high huge important interesting large last late later least
  little long low main major many more most much multiple new next nice old only other own particular possible previous
  proper public ready real recent relevant same second several short significant similar simple single small specific
  strong such sure third tiny true useful usual various whole worth wrong young
  monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
  october november december spring summer autumn winter`
    .split(/\s+/)
    .filter((word) => word !== ""),
);

/** Nouns that need another word to say what they are about. */
const VAGUE = new Set(
  `action activity approach article author base behavior blog box community component condition datum data document
  element email event fact field file folk form format goal group guide guideline impact information item list material
  member message method model name object office organization page paragraph party passage period post practice
  process program project reader resource sample section service site source state statement structure style subject success
  system table team technology tool unit user writer`.split(/\s+/),
);

/** True for a noun in the singular that makes a heading only with another word beside it. */
export function isVague(noun: string): boolean {
  return VAGUE.has(noun);
}

/**
 * The words and noun phrases of a text: runs of adjectives and nouns that end in a noun, up to three words, and each
 * noun by itself. Function words and words that could name anything are left out where they stand alone, and at the
 * edges of a phrase.
 *
 * @param stopped true for a lower-case word that must never be part of a phrase; asked for the word as written, its
 *   dictionary form and its singular
 */
export function phrasesOf(text: string, stopped: (word: string) => boolean): Phrase[] {
  const phrases: Phrase[] = [];
  let before: Token | undefined;
  let run: Token[] = [];
  for (const token of tag(text)) {
    if (isNominal(token) && !isStopped(token, stopped)) {
      run.push(token);
    } else {
      phrases.push(...phrasesOfRun(run, before));
      before = token;
      run = [];
    }
  }
  phrases.push(...phrasesOfRun(run, before));
  return phrases;
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

function isStopped({ text, lemma }: Token, stopped: (word: string) => boolean): boolean {
  return stopped(lemma) || stopped(text.toLowerCase()) || stopped(singular(text).toLowerCase());
}

function isNominal({ word, pos, text, lemma }: Token): boolean {
  if (
    !word ||
    !/\p{L}{3}|\p{Lu}{2}|\p{N}\p{Lu}/u.test(text) ||
    isStopWord(lemma) ||
    isStopWord(text.toLowerCase())
  )
    return false;
  return pos === "NOUN" || pos === "PROPN" || pos === "ADJ";
}

function isEmpty({ text, lemma }: Token): boolean {
  return EMPTY.has(lemma) || EMPTY.has(singular(text).toLowerCase());
}

function isNoun({ pos }: Token): boolean {
  return pos === "NOUN" || pos === "PROPN";
}

/** Every stretch of one to three words of a run that ends in a noun and has no empty word at an edge. */
function phrasesOfRun(run: readonly Token[], before: Token | undefined): Phrase[] {
  const out: Phrase[] = [];
  const determiner = determinerOf(before);
  for (let start = 0; start < run.length; start++) {
    for (let end = start + 1; end <= Math.min(run.length, start + LONGEST); end++) {
      const words = run.slice(start, end);
      const first = words[0];
      const last = words.at(-1);
      if (!first || !last || !isNoun(last)) continue;
      if (isEmpty(first) || isEmpty(last)) continue;
      const opening = start === 0 && endsSentence(before);
      out.push({ ...toPhrase(words), opening, head: end === run.length, determiner });
    }
  }
  return out;
}

function toPhrase(words: readonly Token[]): Pick<Phrase, "key" | "text" | "length" | "name" | "plural"> {
  const last = words.at(-1)?.text ?? "";
  const key = words
    .map(({ text }, i) => (i === words.length - 1 ? singular(text) : text).toLowerCase())
    .join(" ");
  return {
    key,
    text: words.map((word) => word.text).join(" "),
    length: words.length,
    name: words.every((word) => word.pos === "PROPN"),
    plural: singular(last) !== last.replace(/['’]s?$/u, ""),
  };
}

/**
 * The singular of an English noun by its ending, so that "studies" and "study", "MVPs" and "MVP" count together. A word
 * that only looks like a plural loses its ending too, which does no harm: the key is never shown.
 */
export function singular(noun: string): string {
  const plain = noun.replace(/['’]s?$/u, "");
  if (plain.length < 4 || /(?:ss|us|is)$|^(?:news|series|species|lens)$/i.test(plain)) return plain;
  if (/[^aeiou]ies$/i.test(plain)) return plain.replace(/ies$/i, "y");
  if (/(?:ch|sh|x|ss|zz)es$/i.test(plain)) return plain.slice(0, -2);
  return plain.replace(/s$/i, "");
}
