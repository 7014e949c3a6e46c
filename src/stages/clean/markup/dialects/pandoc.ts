import type { Dropped } from "../block-builder.js";
import type { Dialect } from "./edits.js";
import type { Edit } from "./edits.js";
import { closesLink } from "../attribute-lists.js";

/** `[words]{.class}`: the words stay. */
const SPAN = /(?<![!\\])\[([^[\]\n]{1,1000})\](\{(?:(?:[#.:]|[\w-]+=)[^{}\n]{0,300})?\})/g;
/** Attributes behind a picture, a link or code. */
const ATTRIBUTES = /(?<=[)`])\{(?:[#.:]|[\w-]+=)[^{}\n]{0,300}\}/g;
const DIV = /^[ \t]*:{3,}[ \t]*(?:\{[^{}\n]{0,300}\}(?:[ \t]*:+)?|[\w-]+[ \t]*:+)[ \t]*\r?$/gm;
const CITATION =
  /[ \t]?\[(?:(?:see(?: also)?|cf\.?|e\.g\.,?)[ \t])?-?@[\w][\w:.#$%&+?<>~/-]*(?:[,;: \t][^[\]\n]{0,300})?\](?![([:{])/gi;
/** A footnote in its place: `^[words]`. */
const NOTE = /[ \t]?\^\[([^[\]\n]{1,1000})\](?![([])/g;
/** The name, in its brackets, that a reference link is defined for. */
const DEFINITION = /^ {0,3}(\[[^[\]\n]{1,400}\]):/gm;
/** A block of lines that each begin with a bar. */
const LINE_BLOCK = /(?:^\|[ \t][^\n]*(?:\n|$))+/gm;

const isTable = (block: string): boolean => /^\|?[ \t]*:?-{2,}/m.test(block) || /\|[ \t]*\r?$/m.test(block);

/** The marks of Pandoc's Markdown; https://pandoc.org/MANUAL.html#pandocs-markdown. */
export const pandocEdits: Dialect = (text, outside) => {
  const edits: Edit[] = [];
  const defined = new Set(Array.from(text.matchAll(DEFINITION), ([, name = ""]) => name));
  const dropped: Dropped[] = [];
  for (const match of text.matchAll(SPAN)) {
    const [whole, words = ""] = match;
    const from = match.index;
    const behindWords = from + 1 + words.length;
    if (outside(from)) edits.push({ from, to: from + 1 }, { from: behindWords, to: from + whole.length });
  }
  for (const { index, 0: whole } of text.matchAll(ATTRIBUTES)) {
    const isTaken = text.charAt(index - 1) === "`" || closesLink(text, index - 1);
    if (isTaken && outside(index)) edits.push({ from: index, to: index + whole.length });
  }
  for (const pattern of [DIV, CITATION]) {
    for (const { index, 0: whole } of text.matchAll(pattern)) {
      // `[@name]: address` makes a citation a link.
      const isLink = pattern === CITATION && defined.has(whole.trim());
      if (outside(index) && !isLink) edits.push({ from: index, to: index + whole.length });
    }
  }
  for (const { index, 0: whole, 1: words = "" } of text.matchAll(NOTE)) {
    if (!outside(index)) continue;
    edits.push({ from: index, to: index + whole.length });
    dropped.push({ reason: "note", text: words });
  }
  for (const { index, 0: block } of text.matchAll(LINE_BLOCK)) {
    if (!outside(index) || isTable(block)) continue;
    for (const bar of block.matchAll(/^\|[ \t]+/gm)) {
      const from = index + bar.index;
      edits.push({ from, to: from + bar[0].length, as: "   ".slice(0, bar[0].length) });
    }
  }
  return { edits, dropped };
};
