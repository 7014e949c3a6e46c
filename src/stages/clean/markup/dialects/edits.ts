import type { Dropped } from "../block-builder.js";
import type { Outside } from "./code-ranges.js";
import type { Range } from "../../../../text/mapped-text.js";
import { MASK } from "../template-tags.js";

/** A part of a text to take out, in place: the text keeps its length, so every offset stays right. */
export interface Edit extends Range {
  /** What stands there instead, filled up with spaces; without it, nothing is seen there. */
  as?: string;
}

const LINE_BREAK = /[\r\n]/;

/** True where nothing but white space stands between `at` and the line's beginning (`step` −1) or end (1). */
function reachesLineEdge(text: string, at: number, step: -1 | 1): boolean {
  let i = at;
  while (text.charAt(i) === " " || text.charAt(i) === "\t") i += step;
  return text.charAt(i) === "" || LINE_BREAK.test(text.charAt(i));
}

/**
 * What stands instead of a part that vanishes: blank lines where it filled whole lines, else characters that count as
 * letters and are taken out later, so that the words around it stay as near to each other as they are.
 */
function filling(text: string, { from, to, as }: Edit): string {
  if (as !== undefined) return as.padEnd(to - from).slice(0, to - from);
  const isWhole = reachesLineEdge(text, from - 1, -1) && reachesLineEdge(text, to, 1);
  return text.slice(from, to).replace(/[^\r\n]/g, isWhole ? " " : MASK);
}

/** Applies edits in any order; of two that overlap, the one that begins first wins, then the longer one. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  if (edits.length === 0) return text;
  const parts: string[] = [];
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.from - b.from || b.to - a.to)) {
    if (edit.to <= at || (edit.as !== undefined && edit.from < at)) continue;
    const from = Math.max(at, edit.from);
    parts.push(text.slice(at, from), filling(text, { ...edit, from }));
    at = edit.to;
  }
  parts.push(text.slice(at));
  return parts.join("");
}

/** The stretches from each `open` to the next `close` behind it, both included, in one pass. */
export function delimited(text: string, open: string, close: string): Range[] {
  const ranges: Range[] = [];
  let from = text.indexOf(open);
  while (from >= 0) {
    const end = text.indexOf(close, from + open.length);
    if (end < 0) break;
    ranges.push({ from, to: end + close.length });
    from = text.indexOf(open, end + close.length);
  }
  return ranges;
}

/** Takes away the marks around a stretch and leaves what is between them. */
export function unwrap({ from, to }: Range, open: number, close: number): Edit[] {
  return [
    { from, to: from + open },
    { from: to - close, to },
  ];
}

/** One dialect: what is to be edited in `text`, where `outside` says whether a place is outside of code. */
export type Dialect = (text: string, outside: Outside) => { edits: Edit[]; dropped?: Dropped[] };
