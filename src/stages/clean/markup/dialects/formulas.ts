import type { Range } from "../../../../text/mapped-text.js";
import type { Dropped } from "../block-builder.js";
import type { Dialect } from "./edits.js";
import { delimited, type Edit } from "./edits.js";

/** A longer stretch between two signs is no formula. */
const LONGEST = 4000;
/** Behind an amount of money comes a digit; in front of the closing sign no blank. */
const INLINE = /(?<![\\$\w])\$(?![\s$])([^$\n]{1,500})(?<![\s\\])\$(?![\w$])/g;
const BEGIN_OR_END = /\\(begin|end)\{([A-Za-z]{1,30}\*?)\}/g;

/** True for text with the signs of a formula and without the words of a sentence. */
function isFormula(content: string): boolean {
  if (content.length > LONGEST || /\n[ \t]*\r?\n|<\/?[a-z]/i.test(content)) return false;
  const bare = content.replace(/\\(?:text|mathrm|operatorname|mbox)\s*\{[^{}]*\}|\\[A-Za-z]+/g, " ");
  if (/\p{L}{4}/u.test(bare) && !/[\\^]/.test(content)) return false;
  if (/(?<!\p{L})(?:\p{L}{3,}[ ,]+){3}/u.test(bare)) return false;
  return /[\p{L}\d]/u.test(content) && (/[\\^_=+<>*/|]/.test(content) || /^\s*\p{L}['′]?\s*$/u.test(content));
}

/** From each `\begin{name}` to the `\end{name}` that closes it; the outermost alone. */
function environments(text: string): Range[] {
  const ranges: Range[] = [];
  const open = new Map<string, number[]>();
  for (const { index, 0: whole, 1: kind, 2: name = "" } of text.matchAll(BEGIN_OR_END)) {
    const starts = open.get(name) ?? [];
    open.set(name, starts);
    if (kind === "begin") starts.push(index);
    else {
      const from = starts.pop();
      if (from !== undefined && index - from <= LONGEST) ranges.push({ from, to: index + whole.length });
    }
  }
  return ranges;
}

/** Formulas in the notation of LaTeX; "$5 and $10" is money. */
export const formulaEdits: Dialect = (text, outside) => {
  const edits: Edit[] = [];
  const dropped: Dropped[] = [];
  const take = (range: Range, margin: number): void => {
    if (!outside(range.from)) return;
    const content = text.slice(range.from + margin, range.to - margin);
    if (margin > 0 && !isFormula(content)) return;
    // In Markdown \[I\] is a letter in brackets; a formula there has more in it.
    if (text.charAt(range.from) === "\\" && margin > 0 && !/[\\^_=+<>*/|]/.test(content)) return;
    edits.push(range);
    dropped.push({ reason: "formula", text: content });
  };
  if (text.includes("\\begin{")) for (const range of environments(text)) take(range, 0);
  for (const [open, close] of [
    ["$$", "$$"],
    ["\\[", "\\]"],
    ["\\(", "\\)"],
  ] as const) {
    for (const range of delimited(text, open, close)) take(range, 2);
  }
  for (const match of text.matchAll(INLINE))
    take({ from: match.index, to: match.index + match[0].length }, 1);
  return { edits, dropped };
};
