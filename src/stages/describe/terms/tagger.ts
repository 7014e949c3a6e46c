import { at } from "../../../math/at.js";
import type * as WinkModel from "wink-eng-lite-web-model";
import type * as WinkNlp from "wink-nlp";
import { lazily } from "../../../io/lazily.js";

/** One word or mark of a text. */
export interface Token {
  /** As written. */
  text: string;
  /** Dictionary form, lower case: "studies" → "study". */
  lemma: string;
  /** Universal part-of-speech tag: NOUN, PROPN, ADJ, VERB … */
  pos: string;
  /** False for punctuation, numbers, addresses, emoji. */
  word: boolean;
}

/** A token as the package gives it. */
interface RawToken extends Token {
  /** White space before it; empty where it stands right behind the one before. */
  space: string;
}

const winkNlp = lazily("wink-nlp") as () => typeof WinkNlp.default;
const winkModel = lazily("wink-eng-lite-web-model") as () => typeof WinkModel.default;

let opened: WinkNlp.WinkMethods | undefined;

function openTagger(): WinkNlp.WinkMethods {
  opened ??= winkNlp()(winkModel(), ["pos"]);
  return opened;
}

/**
 * Tags an English text with the `wink-nlp` package: about a megabyte a second, no network, no native code. What people
 * read as one word is one token, though the package splits it: "stand-ups", "trade-off", "cloud.gov", "18F".
 */
export function tag(text: string): Token[] {
  return markGerunds(joinParts(rawTokens(text)));
}

function rawTokens(text: string): RawToken[] {
  const nlp = openTagger();
  const { its } = nlp;
  // The package's typings give this one callback other parameters than `out` passes; at run time they agree.
  const lemma = its.lemma as WinkNlp.ItsFunction<string>;
  const tokens = nlp.readDoc(text).tokens();
  const texts = tokens.out(its.value);
  const lemmas = tokens.out(lemma);
  const tags = tokens.out(its.pos);
  const types = tokens.out(its.type);
  const spaces = tokens.out(its.precedingSpaces);
  return texts.map((value, i) => {
    const plain = withoutStop(value);
    const word = types[i] === "word";
    return {
      text: plain,
      lemma: plain === value ? (lemmas[i] ?? value).toLowerCase() : plain.toLowerCase(),
      pos: tags[i] ?? "X",
      word,
      space: at(spaces, i),
    };
  });
}

/** The package takes "in." and "no." for abbreviations of their own; "U.S." is one. */
function withoutStop(text: string): string {
  return /^[^.]+\.$/.test(text) && text.length > 1 ? text.slice(0, -1) : text;
}

function joinParts(raw: readonly RawToken[]): Token[] {
  const out: Token[] = [];
  for (let i = 0; i < raw.length;) {
    const parts = partsFrom(raw, i);
    i += parts.length;
    const [first] = parts;
    if (parts.length > 1) out.push(joined(parts));
    else if (first) out.push({ text: first.text, lemma: first.lemma, pos: first.pos, word: first.word });
  }
  return out;
}

/** The tokens that make one word with the one at `start`: itself alone, or words around hyphens and inner full stops. */
function partsFrom(raw: readonly RawToken[], start: number): RawToken[] {
  const parts = raw.slice(start, start + 1);
  const [first] = parts;
  if (!first) return parts;
  const after = raw[start + 1];
  // "18F", "2x-resolution": the letters alone are no word.
  if (
    /^\p{N}+$/u.test(first.text) &&
    after?.space === "" &&
    /^(?:\p{Lu}{1,3}$|\p{L}+-\p{L})/u.test(after.text)
  ) {
    return [first, after];
  }
  if (after && startsEnding(raw[start - 1], first, after)) return [first, after];
  if (!first.word) return parts;
  for (let i = start + 1; i + 1 < raw.length; i += 2) {
    const [mark, next] = [raw[i], raw[i + 1]];
    if (!mark || !next?.word || mark.space !== "" || next.space !== "") break;
    if (!/^[-‐‑]$/u.test(mark.text) && !(mark.text === "." && /^[a-z]{2,}$/.test(next.text))) break;
    parts.push(mark, next);
  }
  return parts;
}

/** True for the full stop of a name that begins with one, as in ".gov domains" and ".NET". */
function startsEnding(before: RawToken | undefined, mark: RawToken, after: RawToken): boolean {
  if (mark.text !== "." || !after.word || after.space !== "") return false;
  const apart = before === undefined || mark.space !== "" || /^[("'“‘]$/u.test(before.text);
  return apart && /^(?:\p{Ll}{2,4}|\p{Lu}{2,4})$/u.test(after.text);
}

function joined(parts: readonly RawToken[]): Token {
  const text = parts.map((part) => part.text).join("");
  const last = parts.at(-1);
  const ending = last?.text ?? "";
  const start = text.slice(0, text.length - ending.length);
  const stem = start + (last?.lemma ?? "");
  return { text, lemma: stem.toLowerCase(), pos: posOfJoined(text, last?.pos ?? "X"), word: true };
}

/** By its last part: "stand-ups" is a noun, "user-centered" an adjective, "trade-off" a noun made of a verb. */
function posOfJoined(text: string, last: string): string {
  if (/^\p{N}/u.test(text) || text.includes(".")) return "PROPN";
  if (last === "NOUN" || last === "PROPN") return last;
  return last === "ADP" || last === "ADV" || last === "PART" ? "NOUN" : "ADJ";
}

/** What may stand before and behind an -ing form that is used as a noun: "Hiring takes time", "a guide to testing". */
const BEFORE_GERUND = new Set(["ADP", "CCONJ", "PUNCT", "SPACE", "DET", "ADJ"]);
const AFTER_GERUND = new Set(["PUNCT", "CCONJ", "ADP", "AUX", "VERB", "SPACE"]);

function markGerunds(tokens: Token[]): Token[] {
  return tokens.map((token, i) => {
    if (token.pos !== "VERB" || !/^\p{L}{3,}ing$/iu.test(token.text)) return token;
    const before = tokens[i - 1];
    const after = tokens[i + 1];
    const noun = (!before || BEFORE_GERUND.has(before.pos)) && (!after || AFTER_GERUND.has(after.pos));
    return noun ? { ...token, lemma: token.text.toLowerCase(), pos: "NOUN" } : token;
  });
}
