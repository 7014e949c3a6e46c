/** Whether a reader can take in a sentence or a passage without what stands around it. */
import { sentencesOf } from "./sentences.js";
import { countWords, wordsOf } from "./words.js";

/** Openings that point back to something said before. */
const DEPENDENT_START =
  /^["“‘']*(?:And|But|So|Or|Then|Previously|Lastly|Result|To \p{L}+ (?:this|that|these|those|it)|As (?:a concrete|another) example|This|That|These|Those|It|It['’]s|They|He|She|His|Her|Their|Its|Also|However|Instead|Here|There|Another|Both|Such|Which|Because|Otherwise|If (?:yes|no|so|not|that|this|it)|On the (?:first|second|other)|In (?:this|that|these|those|contrast|turn|the (?:previous|next|last))|The (?:former|latter|opposite|others?|same|first|second|third|next|last|previous|following|\p{L}+er ones?)|Now|Once|Nor|Neither|Not|Meanwhile|Similarly|Likewise|Moreover|Furthermore|Additionally|Consequently|Nonetheless|Nevertheless|Hence|Rather|Besides|Even so|Of course|For example|For instance|In addition|As a result|In other words|On the other hand|At the same time|After that|Other|Others|Most of (?:it|them|these|those)|None of|Each of (?:these|those|them)|One of (?:these|those|them)|Therefore|Thus|Again|Yet|Still|Finally|Second|Third|Next)\b/u;

/** True for a full sentence of 8 to 40 words that a reader can take in without the ones around it. */
export function standsAlone(sentence: string): boolean {
  const words = sentence.split(/\s+/).length;
  if (words < 8 || words > 40) return false;
  if (!/^[\p{Lu}"“‘']/u.test(sentence) || !/[.!…]["”’')]*$/u.test(sentence)) return false;
  return !DEPENDENT_START.test(sentence);
}

/** What refers to its place in the post. */
const PLACE_IN_POST =
  /\b(?:the \p{L}+ (?:above|below)|(?:see|shown|mentioned|described) (?:above|below)|this section)\b/iu;
/** Greetings, thanks, calls and announcements, which say nothing of a subject. */
const ADDRESS =
  /^¡?(?:My name is|Mi nombre es|Me llamo|Hola|Bonjour|Salut|Hallo|Guten Tag|Olá|Ciao|Hi|Hello|Hey|Welcome|Thanks|Thank you|Join|Subscribe|Sign up|Register|Click|Check out|Read (?:more|on)|Stay tuned|Follow|Contact|Email|Please|Happy|I hope|We hope|I am excited|We are excited|We['’]re (?:excited|thrilled|happy|pleased)|I['’]m (?:excited|thrilled|happy|pleased)|See you|Update|Note|Disclaimer|Editor)\b/iu;
/** The first words of captions, and of what was said before the post. */
const CAPTION =
  /^["“(\[]*(?:Figure|Fig\.|Photo|Image|Screenshot|Source|Table|Chart|Map|Video|Credit|Above|Below|Left|Right|Pictured)\b[\s:.\d]/iu;

/** An address to write to: the passage asks its reader to do so. */
const EMAIL = /[\p{L}\p{N}._+-]+@[\p{L}\p{N}-]+\.\p{L}{2,}/u;

/** Shares of a text's words from which it is a list of links, of names or of numbers. */
const MOST_ADDRESSES = 0.08;
const MOST_CAPITALS = 0.45;
const MOST_NUMBERS = 0.15;
const FEWEST_WORDS = 12;
/** A sentence of fewer words is a call: "Whatever.", "Yikes!" */
const CALL_WORDS = 3;

/**
 * How well a passage can be quoted by itself, 0…1: it opens without pointing back, speaks in sentences, and is no
 * greeting, caption, list of links or roll of names.
 */
export function quotability(text: string): number {
  const words = countWords(text);
  if (words < FEWEST_WORDS || CAPTION.test(text) || isList(text, words)) return 0;
  const [first] = sentencesOf(text).map(({ start, end }) => text.slice(start, end));
  if (first === undefined) return 0;
  const points = pointsBack(first) ? 0.5 : 1;
  const calls = ADDRESS.test(first) || EMAIL.test(text) || countWords(first) < CALL_WORDS ? 0.4 : 1;
  const asks = first.trimEnd().endsWith("?") ? 0.8 : 1;
  const ends = /[.!?…]["”’')\]]*$/u.test(text.trimEnd()) ? 1 : 0.7;
  return points * calls * asks * ends;
}

/** Within its first words something that was named before: "Make each of those choices …", "Because of this, …". */
const POINTS_EARLY = /^(?:\S+ ){0,4}(?:of|with|for|from|by|on|to|in) (?:that|those|these|this|them)\b/iu;

/** True for what opens by pointing back, with a small letter, or in brackets. */
export function pointsBack(sentence: string): boolean {
  return (
    DEPENDENT_START.test(sentence) ||
    /^[\p{Ll}([]/u.test(sentence) ||
    PLACE_IN_POST.test(sentence) ||
    POINTS_EARLY.test(sentence)
  );
}

/** True for greetings, calls and captions. */
export function isAside(sentence: string): boolean {
  return ADDRESS.test(sentence) || CAPTION.test(sentence);
}

/** True for a list of links, a roll of names and a row of numbers. */
export function isList(text: string, words: number): boolean {
  const addresses = text.match(/https?:\/\/|www\.|@\w/gu)?.length ?? 0;
  const inside = text.match(/(?<=[\p{L},] )\p{Lu}[\p{L}]+/gu)?.length ?? 0;
  const numbers = wordsOf(text).filter((word) => /^\p{N}/u.test(word)).length;
  return (
    addresses > MOST_ADDRESSES * words || inside > MOST_CAPITALS * words || numbers > MOST_NUMBERS * words
  );
}
