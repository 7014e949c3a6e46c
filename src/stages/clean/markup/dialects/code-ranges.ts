import { at } from "../../../../math/at.js";
import type { Range } from "../../../../text/mapped-text.js";

/** True for a place that is outside of code. */
export type Outside = (offset: number) => boolean;

const FENCE = /^[ \t>]*(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+)?(`{3,}(?=[^`]*$)|~{3,})/;
const CLOSING_FENCE = /^[ \t>]*(`{3,}|~{3,})[ \t]*\r?$/;

/** Spans of inline code in `text[from, to)`, which holds one paragraph or more. */
function inlineCode(text: string, from: number, to: number): Range[] {
  const ranges: Range[] = [];
  for (const paragraph of text.slice(from, to).matchAll(/\S[^\n]*(?:\n[ \t>]*\S[^\n]*)*/g)) {
    const runs = Array.from(paragraph[0].matchAll(/(?<!\\)`+/g), (run) => ({
      from: from + paragraph.index + run.index,
      length: run[0].length,
    }));
    const next = new Int32Array(runs.length).fill(-1);
    const seen = new Map<number, number>();
    for (let i = runs.length - 1; i >= 0; i--) {
      const { length } = at(runs, i);
      next[i] = seen.get(length) ?? -1;
      seen.set(length, i);
    }
    for (let i = 0; i < runs.length; i++) {
      const close = at(next, i);
      if (close < 0) continue;
      const last = at(runs, close);
      ranges.push({ from: at(runs, i).from, to: last.from + last.length });
      i = close;
    }
  }
  return ranges;
}

/** Fenced code and inline code, ascending. A fence that never closes is none: what is behind it is no less read. */
export function codeInMarkdown(text: string): Range[] {
  const ranges: Range[] = [];
  let fence: { mark: string; from: number } | undefined;
  let proseFrom = 0;
  let lineStart = 0;
  for (const line of text.split("\n")) {
    const lineEnd = Math.min(lineStart + line.length + 1, text.length);
    if (fence === undefined) {
      const mark = FENCE.exec(line)?.[1];
      if (mark !== undefined) fence = { mark, from: lineStart };
    } else if (CLOSING_FENCE.exec(line)?.[1]?.startsWith(fence.mark) === true) {
      ranges.push(...inlineCode(text, proseFrom, fence.from), { from: fence.from, to: lineEnd });
      fence = undefined;
      proseFrom = lineEnd;
    }
    lineStart = lineEnd;
  }
  ranges.push(...inlineCode(text, proseFrom, text.length));
  return ranges;
}

/** Elements of HTML in which nothing is markup of another kind. */
export function codeInHtml(text: string): Range[] {
  const ranges: Range[] = [];
  const lower = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const unclosed = new Set<string>();
  const opening = /<(pre|code|script|style|textarea)(?=[\s>])/g;
  for (let match = opening.exec(lower); match !== null; match = opening.exec(lower)) {
    const name = match[1] ?? "";
    if (unclosed.has(name)) continue;
    const close = lower.indexOf(`</${name}`, opening.lastIndex);
    if (close < 0) unclosed.add(name);
    else {
      ranges.push({ from: match.index, to: close });
      opening.lastIndex = close;
    }
  }
  return ranges;
}

/** @param ranges ascending. */
export function outsideOf(ranges: readonly Range[]): Outside {
  return (offset) => {
    let low = 0;
    let high = ranges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at(ranges, middle).to <= offset) low = middle + 1;
      else high = middle;
    }
    return !(ranges[low] !== undefined && at(ranges, low).from <= offset);
  };
}
