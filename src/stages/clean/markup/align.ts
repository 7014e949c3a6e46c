import rehypeParse from "rehype-parse";
import { unified } from "unified";
import type { TextBuffer } from "../../../text/mapped-text.js";

/** How a parser's value differs from the source that it was read from. */
export type AlignMode = "markdown" | "code" | "html";

/** A part of a document; `toSource` turns an offset in `text` into one in the file. */
export interface SourceText {
  text: string;
  toSource: (offset: number) => number;
}

const fragmentParser = unified().use(rehypeParse, { fragment: true });
const ENTITY = /&(?:#[xX][0-9a-fA-F]{1,8}|#[0-9]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});?/y;
const LONGEST_ENTITY = 34;
const decoded = new Map<string, { length: number; text: string } | undefined>();

/** Decodes `&…` as the HTML parser does: with the semicolon, or one of the old names that need none. */
function decodeEntity(run: string): { length: number; text: string } | undefined {
  if (decoded.has(run)) return decoded.get(run);
  const node = fragmentParser.parse(run).children[0];
  const value = node?.type === "text" ? node.value : run;
  let tail = 0;
  while (tail < value.length && value.charAt(value.length - 1 - tail) === run.charAt(run.length - 1 - tail))
    tail++;
  const result =
    value === run ? undefined : { length: run.length - tail, text: value.slice(0, value.length - tail) };
  if (decoded.size > 5000) decoded.clear();
  decoded.set(run, result);
  return result;
}

function entityAt(source: string, at: number): { length: number; text: string } | undefined {
  ENTITY.lastIndex = at;
  const match = ENTITY.exec(source);
  return match === null ? undefined : decodeEntity(match[0]);
}

/** As `entityAt`; in Markdown the old names need their semicolon, too. */
function entityIn(source: string, at: number, mode: AlignMode): { length: number; text: string } | undefined {
  const entity = entityAt(source, at);
  const isWhole = entity !== undefined && source.charAt(at + entity.length - 1) === ";";
  return mode === "markdown" && !isWhole ? undefined : entity;
}

/**
 * Where the first character of a text begins, which the HTML parser places at the end of an entity where it dropped
 * white space in front of it.
 */
export function entityStart(source: string, at: number, value: string): number {
  const back = source.slice(Math.max(0, at - LONGEST_ENTITY), at + 1);
  const start = at + 1 - back.length + back.lastIndexOf("&");
  const entity = back.includes("&") ? entityAt(source, start) : undefined;
  return entity !== undefined && start + entity.length === at + 1 && value.startsWith(entity.text)
    ? start
    : at;
}

const isSpace = (char: string): boolean =>
  char === " " || char === "\n" || char === "\t" || char === "\r" || char === "\f";
const isBreak = (char: string): boolean => char === "\n" || char === "\r";

/** Behind the white space at `at`; in Markdown also behind the marks of quotations that open the next line. */
function skipSpace(source: string, at: number, to: number, mode: AlignMode): number {
  let seenBreak = false;
  let i = at;
  while (i < to) {
    const char = source.charAt(i);
    if (isBreak(char)) seenBreak = true;
    else if (!isSpace(char) && !(seenBreak && mode !== "html" && char === ">")) break;
    i++;
  }
  return i;
}

/** Characters that may stand for others: only at these do the two sides go on differently although they are alike. */
const TELLING: ReadonlySet<string> = new Set(["&", "\\", "<", " ", "\n", "\t", "\r", "\f"]);

/** How far a parser may have left something out of a text before the search for the next character is given up. */
const LOOK_AHEAD = 4096;

/** Tells the offset behind a tag or comment that an HTML parser left out of a text; −1 where none stands at `at`. */
function strayTags(source: string, to: number): (at: number) => number {
  /** Ends that were looked for in vain are in no later place either. */
  const missing = new Set<string>();
  return (at) => {
    if (source.charAt(at) !== "<" || !/[A-Za-z/!?]/.test(source.charAt(at + 1))) return -1;
    const close = source.startsWith("<!--", at) ? "-->" : ">";
    const end = missing.has(close) ? -1 : source.indexOf(close, at);
    if (end >= 0 && end < to) return end + close.length;
    missing.add(close);
    return -1;
  };
}

/** Where `char` stands next, when a parser left out more than we know of. */
function resync(source: string, at: number, to: number, char: string): number {
  const distance = source.slice(at, Math.min(to, at + LOOK_AHEAD)).indexOf(char);
  return distance < 0 ? at : at + distance;
}

/**
 * Adds `value`, which a parser read from `source.text[from, to)`, to the buffer, each character with its own place:
 * walks both sides together over entities, backslash escapes, soft line breaks and the indents of lists and quotations.
 *
 * @param literal whether the text is quoted as code, which later clean-up leaves alone.
 * @returns the offset in `source.text` behind the value.
 */
export function alignText(
  buffer: TextBuffer,
  value: string,
  source: SourceText,
  from: number,
  to: number,
  mode: AlignMode,
  literal = mode === "code",
): number {
  const { text, toSource } = source;
  const push = (unit: string, start: number, end: number): void => {
    buffer.push(unit, toSource(start), Math.max(toSource(end - 1), toSource(start)) + 1, literal);
  };
  const behindStrayTag = strayTags(text, to);
  let v = 0;
  let s = from;
  let stuckAt = -1;
  while (v < value.length) {
    const char = value.charAt(v);
    const there = s < to ? text.charAt(s) : "";
    if (there === char && !TELLING.has(char)) {
      const start = toSource(s);
      buffer.push(char, start, start + 1, literal);
      v++;
      s++;
      continue;
    }
    const behindTag = mode === "html" ? behindStrayTag(s) : -1;
    if (behindTag >= 0) {
      s = behindTag;
      continue;
    }
    const entity = there === "&" && mode !== "code" ? entityIn(text, s, mode) : undefined;
    if (entity !== undefined && value.startsWith(entity.text, v)) {
      for (const unit of entity.text.split("")) push(unit, s, s + entity.length);
      v += entity.text.length;
      s += entity.length;
    } else if (
      there === "\\" &&
      mode === "markdown" &&
      text.charAt(s + 1) === char &&
      /[!-/:-@[-`{-~]/.test(char)
    ) {
      push(char, s + 1, s + 2);
      v++;
      s += 2;
    } else if (isSpace(char)) {
      const start = Math.min(s, to - 1);
      const after = skipSpace(text, s, to, mode);
      while (v < value.length && isSpace(value.charAt(v)))
        push(value.charAt(v++), start, Math.max(after, start + 1));
      s = after;
    } else if (there === char || (there === "\0" && char === "\uFFFD")) {
      push(char, s, s + 1);
      v++;
      s++;
    } else if (isSpace(there)) {
      s = skipSpace(text, s, to, mode);
    } else if (s < to && stuckAt !== s) {
      stuckAt = s;
      s = resync(text, s, to, char);
    } else {
      const start = Math.max(from, Math.min(s, to - 1));
      push(char, start, start + 1);
      v++;
    }
  }
  return s;
}

/**
 * The places of a block of raw HTML whose lines a Markdown parser freed of indents and quotation marks: each line of
 * `value` is the end of a line of `source[from, to)`.
 */
export function alignLines(value: string, source: string, from: number, to: number): SourceText {
  if (source.slice(from, from + value.length) === value)
    return { text: value, toSource: (offset) => from + offset };
  const places = new Uint32Array(value.length + 1);
  let lineStart = from;
  let v = 0;
  for (const line of value.split(/(?<=\n)/)) {
    const newline = source.indexOf("\n", lineStart);
    const lineEnd = newline < 0 || newline >= to ? to : newline + 1;
    const first = Math.max(lineStart, lineEnd - line.length);
    for (let i = 0; i < line.length; i++) places[v++] = Math.min(first + i, Math.max(lineEnd - 1, from));
    lineStart = lineEnd;
  }
  places[v] = to;
  return { text: value, toSource: (offset) => places[offset] ?? to };
}
