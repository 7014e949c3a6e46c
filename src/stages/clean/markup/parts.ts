/**
 * Cuts a Markdown document into parts that are parsed one by one. The time of a Markdown parser grows with the square of
 * many things (emphasis, brackets, addresses, lines of a paragraph, rows of a table), so that a document is bearable
 * only where each part of it is small. Parts are measured in marks: signs that mean something in Markdown, and lines.
 */
import { MarkupError } from "./block-builder.js";

/** Marks of a document beyond which it is not read; a book of prose has fewer. */
export const MOST_MARKS = 100_000;
/** Marks of a part; nearly every post is one part. */
const PART_MARKS = 3000;
/** Marks of a code block (or another block that only a closing line ends) that is parsed; a longer one is dropped. */
const CODE_MARKS = 8 * PART_MARKS;
/** What a line costs, in marks. */
const LINE_MARKS = 4;
/** Marks of one line before it is cut in two. */
const LINE_PART_MARKS = PART_MARKS / 2;

/** A half-open range of a document. */
export interface Part {
  from: number;
  to: number;
  /** True for code so long that it is not parsed. */
  isCode: boolean;
}

/** A line with its line end, or a stretch of a long one. */
interface Stretch {
  from: number;
  to: number;
  marks: number;
  isBlank: boolean;
  /** False for what goes on with a long line. */
  opensLine: boolean;
}

const ALWAYS = new Set(Array.from("*_[]<>&`~|\\@#", (sign) => sign.charCodeAt(0)));
const OPENING_BRACKET = 40;
/** Signs that only count inside a word, as in addresses. */
const IN_WORDS = new Set(Array.from(".:/-+", (sign) => sign.charCodeAt(0)));
/** Signs that may end an address: in a row each is looked at again for each before it. */
const BEHIND_ADDRESSES = new Set(Array.from("!\"'),;?", (sign) => sign.charCodeAt(0)));
const LINE_FEED = 10;
const RETURN = 13;
const SPACE = 32;

/** What the character at `at` costs the parser. */
function marksAt(source: string, at: number): number {
  const code = source.charCodeAt(at);
  if (code > 126) return 0;
  if (code === LINE_FEED || (code === RETURN && source.charCodeAt(at + 1) !== LINE_FEED)) return LINE_MARKS;
  // What stands in brackets behind a link's text is searched for its end each time.
  if (code === OPENING_BRACKET) return source.charAt(at - 1) === "]" ? 2 : 0;
  if (ALWAYS.has(code)) return 1;
  if (BEHIND_ADDRESSES.has(code)) return isInRow(source, at) ? 1 : 0;
  return IN_WORDS.has(code) && source.charCodeAt(at + 1) > SPACE ? 1 : 0;
}

/** True between two signs that may end an address, as in "!!!". */
function isInRow(source: string, at: number): boolean {
  return [at - 1, at + 1].every((beside) => BEHIND_ADDRESSES.has(source.charCodeAt(beside)));
}

/** The lines of a document; one with very many marks comes in stretches, cut behind a space where there is one. */
function* stretchesOf(source: string): Generator<Stretch> {
  let from = 0;
  let marks = 0;
  let space = { behind: 0, marks: 0 };
  let isBlank = true;
  let opensLine = true;
  for (let at = 0; at < source.length; at++) {
    const code = source.charCodeAt(at);
    marks += marksAt(source, at);
    if (code > SPACE) isBlank = false;
    else space = { behind: at + 1, marks };
    const endsLine = code === LINE_FEED;
    if (!endsLine && marks < LINE_PART_MARKS) continue;
    const end = endsLine || space.behind <= from ? { behind: at + 1, marks } : space;
    yield { from, to: end.behind, marks: end.marks, isBlank, opensLine };
    at = end.behind - 1;
    from = end.behind;
    marks = 0;
    isBlank = true;
    opensLine = endsLine;
  }
  if (from < source.length) yield { from, to: source.length, marks, isBlank, opensLine };
}

const FENCE = /^[ \t]{0,8}(?:[-*+][ \t]{1,4}|\d{1,9}[.)][ \t]{1,4})?(`{3,}|~{3,})([^\n]*)/;
const RAW_HTML = /^ {0,3}<(?:(!--)|(script|pre|style|textarea)(?=[\s>]|$))/i;

/** Tells the line that ends a block which blank lines don't end. */
type Ending = (line: string) => boolean;

/** How the block ends that a line opens, where blank lines stand in such blocks. */
function endingOf(line: string): Ending | undefined {
  const [, fence, info = ""] = FENCE.exec(line) ?? [];
  if (fence !== undefined && !(fence.startsWith("`") && info.includes("`"))) {
    return (later) => later.trimStart().startsWith(fence);
  }
  const [, comment, tag] = RAW_HTML.exec(line) ?? [];
  const close = comment === undefined ? tag && `</${tag.toLowerCase()}` : "-->";
  if (close === undefined) return undefined;
  const ends: Ending = (later) => later.toLowerCase().includes(close);
  return ends(line) ? undefined : ends;
}

/** A block of code that is not closed yet: where it begins, and the marks of the part in front of it. */
interface Open {
  ends: Ending;
  from: number;
  marks: number;
}

/** Goes over a document line by line and decides where it is cut. */
class Cutter {
  readonly #source: string;
  readonly #parts: Part[] = [];
  #start = 0;
  /** Marks since `#start`. */
  #marks = 0;
  /** The last good place for a cut: an unindented line behind a blank one; with the marks before it. */
  #gap: { at: number; marks: number } | undefined;
  #open: Open | undefined;
  #behindBlank = false;

  constructor(source: string) {
    this.#source = source;
  }

  cut(): Part[] {
    let total = 0;
    for (const stretch of stretchesOf(this.#source)) {
      total += stretch.marks;
      if (total > MOST_MARKS) {
        throw new MarkupError(
          `more than ${MOST_MARKS} marks and lines of Markdown, which is too much to parse`,
        );
      }
      this.#take(stretch);
    }
    this.#end(this.#source.length);
    return this.#parts;
  }

  #take(stretch: Stretch): void {
    if (this.#open !== undefined) {
      this.#takeCode(this.#open, stretch);
      return;
    }
    const { from, opensLine, isBlank, marks } = stretch;
    const isUnindented = opensLine && !isBlank && /^\S/.test(this.#source.charAt(from));
    if (this.#behindBlank && isUnindented) this.#gap = { at: from, marks: this.#marks };
    if (this.#marks + marks > PART_MARKS) this.#cutBefore(from);
    this.#marks += marks;
    this.#behindBlank = isBlank;
    const ends = opensLine && !isBlank ? endingOf(this.#lineOf(stretch)) : undefined;
    if (ends !== undefined) this.#open = { ends, from, marks: this.#marks - marks };
  }

  /** A block that a closing line ends is not cut; a very long one is a part by itself. */
  #takeCode(open: Open, stretch: Stretch): void {
    this.#marks += stretch.marks;
    if (!stretch.opensLine || !open.ends(this.#lineOf(stretch))) return;
    if (this.#isLong(open)) {
      this.#end(stretch.to);
      this.#marks = 0;
      this.#gap = undefined;
    }
    this.#open = undefined;
    this.#behindBlank = true;
  }

  #isLong(open: Open): boolean {
    return this.#marks - open.marks > CODE_MARKS;
  }

  /** Ends a part, and in front of it one of prose where a long block of code stands at its end. */
  #end(to: number): void {
    const code = this.#open !== undefined && this.#isLong(this.#open) ? this.#open : undefined;
    if (code !== undefined) this.#close(code.from, false);
    this.#close(to, code !== undefined);
  }

  #cutBefore(at: number): void {
    const gap = this.#gap !== undefined && this.#gap.at > this.#start ? this.#gap : undefined;
    const cut = gap ?? { at, marks: this.#marks };
    this.#close(cut.at, false);
    this.#marks -= cut.marks;
    this.#gap = undefined;
  }

  #close(to: number, isCode: boolean): void {
    if (to > this.#start) this.#parts.push({ from: this.#start, to, isCode });
    this.#start = to;
  }

  #lineOf({ from, to }: Stretch): string {
    return this.#source.slice(from, to);
  }
}

/**
 * The parts of a document, in order and without a gap.
 *
 * @throws MarkupError where it holds more marks and lines than are read.
 */
export function partsOf(source: string): Part[] {
  return new Cutter(source).cut();
}

const DEFINITION = /^ {0,3}\[([^[\]\n]{1,200})\]:[ \t]*\S[^\n]{0,300}$/gm;
const LABEL = /\[([^[\]\n]{1,200})\]/g;
/** Definitions that a part is given from elsewhere. */
const MOST_DEFINITIONS = 200;

const folded = (label: string): string => label.trim().replace(/\s+/g, " ").toLowerCase();

/** The definitions of links that stand anywhere in a document, by label; the first of a label counts. */
export function definitionsOf(source: string): ReadonlyMap<string, string> {
  const definitions = new Map<string, string>();
  for (const [line, label = ""] of source.matchAll(DEFINITION)) {
    if (!label.startsWith("^") && !definitions.has(folded(label)))
      definitions.set(folded(label), line.trim());
  }
  return definitions;
}

/** Markdown to put in front of a part, so that its references find their links; empty where it needs none. */
export function definitionsFor(part: string, definitions: ReadonlyMap<string, string>): string {
  if (definitions.size === 0) return "";
  const lines = new Set<string>();
  for (const [, label = ""] of part.matchAll(LABEL)) {
    const line = definitions.get(folded(label));
    if (line !== undefined) lines.add(line);
    if (lines.size === MOST_DEFINITIONS) break;
  }
  return Array.from(lines, (line) => `${line}\n\n`).join("");
}
