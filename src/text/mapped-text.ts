import { at } from "../math/at.js";
/**
 * Text that knows where each of its characters came from. Every clean-up is a cut or a fold of such a text, so that
 * what is left can always be traced to the very characters of the source.
 */
export interface MappedText {
  readonly text: string;
  /** For each UTF-16 unit of `text`, the offset in the source at which it starts; never falling. */
  readonly starts: Uint32Array;
  /** For each unit, the offset behind what it stands for (an entity is longer than its character). */
  readonly ends: Uint32Array;
  /** 1 where a unit was quoted as code: clean-up of leftover markup leaves it alone. */
  readonly literal: Uint8Array;
}

/** A half-open range of UTF-16 units. */
export interface Range {
  from: number;
  to: number;
}

/** Collects mapped text unit by unit. */
export class TextBuffer {
  #units: string[] = [];
  #starts: number[] = [];
  #ends: number[] = [];
  #literal: number[] = [];

  get length(): number {
    return this.#units.length;
  }

  /** The offset of the last unit in the source, −1 where there is none. */
  get lastStart(): number {
    return this.#starts.at(-1) ?? -1;
  }

  /** The unit `back` places before the end (1 = the last); empty where there is none. */
  unitFromEnd(back: number): string {
    return this.#units.at(-back) ?? "";
  }

  /** The text from unit `from` on. */
  textFrom(from: number): string {
    return this.#units.slice(from).join("");
  }

  /** Takes back all but the first `length` units. */
  truncate(length: number): void {
    for (const column of [this.#units, this.#starts, this.#ends, this.#literal]) column.length = length;
  }

  /** Adds one UTF-16 unit that stands for `source[start, end)`. */
  push(unit: string, start: number, end: number, literal = false): void {
    this.#units.push(unit);
    this.#starts.push(start);
    this.#ends.push(end);
    this.#literal.push(literal ? 1 : 0);
  }

  /** Everything collected so far; the buffer starts anew. */
  take(): MappedText {
    const taken = {
      text: this.#units.join(""),
      starts: new Uint32Array(this.#starts),
      ends: new Uint32Array(this.#ends),
      literal: new Uint8Array(this.#literal),
    };
    this.#units = [];
    this.#starts = [];
    this.#ends = [];
    this.#literal = [];
    return taken;
  }
}

/** The units from `from` up to `to`. */
export function sliceText(mapped: MappedText, from: number, to: number): MappedText {
  return {
    text: mapped.text.slice(from, to),
    starts: mapped.starts.slice(from, to),
    ends: mapped.ends.slice(from, to),
    literal: mapped.literal.slice(from, to),
  };
}

/** Cuts the ranges (ascending, not overlapping) out. */
export function cutRanges(mapped: MappedText, ranges: readonly Range[]): MappedText {
  if (ranges.length === 0) return mapped;
  const kept: Range[] = [];
  let from = 0;
  for (const range of ranges) {
    if (range.from > from) kept.push({ from, to: range.from });
    from = Math.max(from, range.to);
  }
  if (from < mapped.text.length) kept.push({ from, to: mapped.text.length });
  const length = kept.reduce((sum, range) => sum + range.to - range.from, 0);
  const starts = new Uint32Array(length);
  const ends = new Uint32Array(length);
  const literal = new Uint8Array(length);
  let at = 0;
  for (const range of kept) {
    starts.set(mapped.starts.subarray(range.from, range.to), at);
    ends.set(mapped.ends.subarray(range.from, range.to), at);
    literal.set(mapped.literal.subarray(range.from, range.to), at);
    at += range.to - range.from;
  }
  return {
    text: kept.map((range) => mapped.text.slice(range.from, range.to)).join(""),
    starts,
    ends,
    literal,
  };
}

/** A black flag with its tag letters is one emoji; the same letters anywhere else are hidden text. */
const FLAG = String.raw`\u{1F3F4}[\u{E0020}-\u{E007E}]{1,8}\u{E007F}`;
/** A joiner holds an emoji together, and shapes the letters of Arabic and of Indic scripts. */
const JOINER = String.raw`(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])\u200D(?=\p{Extended_Pictographic})|(?<=[\u0600-\u0DFF])[\u200C\u200D](?=[\u0600-\u0DFF])`;
/** The format characters of Arabic and Syriac that are seen, such as the sign that encloses a verse number. */
const SEEN_FORMATS = String.raw`\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2`;
const INVISIBLE = String.raw`(?!\s)[\p{Cc}\p{Co}\p{NChar}]|(?![${SEEN_FORMATS}])\p{Cf}`;
const UNSEEN = new RegExp(`(?<keep>${FLAG}|${JOINER})|(?:${INVISIBLE})`, "gu");
const ANY_UNSEEN = /[^\P{C}\s]|\uFEFF/u;

/** Zero-width, bidirectional, control and private-use characters go; joiners that carry meaning stay. */
function withoutInvisible(mapped: MappedText): MappedText {
  if (!ANY_UNSEEN.test(mapped.text)) return mapped;
  const ranges: Range[] = [];
  for (const match of mapped.text.matchAll(UNSEEN)) {
    if (match.groups?.["keep"] === undefined)
      ranges.push({ from: match.index, to: match.index + match[0].length });
  }
  return cutRanges(mapped, ranges);
}

const LONE_SURROGATE = /\p{Surrogate}/gu;

/** Where composition can happen: the letters of one Korean syllable, or a character with the marks that follow it. */
const SEQUENCE = new RegExp(
  "(?:[\\u1100-\\u115F\\uA960-\\uA97C][\\u1160-\\u11A7\\uD7B0-\\uD7C6]*[\\u11A8-\\u11FF\\uD7CB-\\uD7FB]*|" +
    "[\\uAC00-\\uD7A3][\\u11A8-\\u11FF]*|[^])\\p{M}*",
  "gu",
);

/** NFC; the units of a composed character all point to the start of the sequence it was composed from. */
function composed(mapped: MappedText): MappedText {
  if (mapped.text.normalize("NFC") === mapped.text) return mapped;
  const buffer = new TextBuffer();
  for (const { 0: sequence, index } of mapped.text.matchAll(SEQUENCE)) {
    const form = sequence.normalize("NFC");
    const whole = form !== sequence;
    for (let i = 0; i < form.length; i++) {
      const from = whole ? index : index + i;
      const to = whole ? index + sequence.length - 1 : index + i;
      buffer.push(form.charAt(i), at(mapped.starts, from), at(mapped.ends, to), mapped.literal[from] === 1);
    }
  }
  return buffer.take();
}

const UNSPACED_SCRIPT = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF00-\uFFEF]/u;

/** Chinese and Japanese put no space where a line was wrapped. */
function isWrapWithoutSpace(text: string, from: number, to: number): boolean {
  return (
    /[\n\r]/.test(text.slice(from, to)) &&
    UNSPACED_SCRIPT.test(text.charAt(from - 1)) &&
    UNSPACED_SCRIPT.test(text.charAt(to))
  );
}

/** Runs of white space become one space each; none is left at the ends. */
function withFoldedSpaces(mapped: MappedText): MappedText {
  const { text } = mapped;
  if (!/^\s|\s$|\s\s|[^\S ]/.test(text)) return mapped;
  const buffer = new TextBuffer();
  for (const match of text.matchAll(/\s+|\S+/g)) {
    const end = match.index + match[0].length;
    const isSpace = /^\s/.test(match[0]);
    if (!isSpace) {
      for (let i = match.index; i < end; i++) {
        buffer.push(text.charAt(i), at(mapped.starts, i), at(mapped.ends, i), mapped.literal[i] === 1);
      }
    } else if (match.index > 0 && end < text.length && !isWrapWithoutSpace(text, match.index, end)) {
      buffer.push(" ", at(mapped.starts, match.index), at(mapped.ends, end - 1));
    }
  }
  return buffer.take();
}

/** Characters of European languages of which each stands for itself, whatever stands beside it, and white space. */
const PLAIN = /^[\t\n\r\u2028\x20-\x7E\xA1-\xAC\xAE-\u02FF\u2010-\u2027]*$/;

/**
 * The one normal form of a text: no invisible characters, lone surrogates replaced by U+FFFD, NFC, white space folded
 * to single spaces and trimmed.
 */
export function foldText(mapped: MappedText): MappedText {
  if (PLAIN.test(mapped.text)) return withFoldedSpaces(mapped);
  const wellFormed = { ...mapped, text: mapped.text.replace(LONE_SURROGATE, "\uFFFD") };
  return withFoldedSpaces(composed(withoutInvisible(wellFormed)));
}
