/** Attributes that kramdown, Pandoc, Quarto and markdown-it let an author put behind what they are for: `# Heading {#id}`, `{: .lead}`. */
import type { Range } from "../../../text/mapped-text.js";

const LIST = /\{(?::[^{}\n]{0,300}|[#.][\w-]+(?:[ \t][^{}\n]{1,200})?)\}/g;
/** How far is looked back for what the attributes are for, and ahead for the end of the line. */
const LOOK_BACK = 500;
const LOOK_AHEAD = 400;
const LONGEST_LINK = 2000;

/** Up to the end of a heading: more such lists, the marks that close it. */
const ENDS_LINE = /^(?:[ \t]*\{[^{}\n]{0,300}\})*[ \t]*#*[ \t]*\r?(?:\n|$)/;
/** The end of a paragraph, where markdown-it takes a list too. */
const ENDS_BLOCK = /^[ \t]*\r?(?:\n[ \t]*\r?(?:\n|$)|$)/;
const UNDERLINED = /^[^\n]*\n {0,3}(?:=+|-{2,})[ \t]*\r?(?:\n|$)/;
/** What stands before a list on its line where that is for the whole line: nothing, a heading, a caption, a formula. */
const OF_LINE =
  /^[ \t>]*(?:\{[^{}\n]{0,300}\}[ \t]*)*$|^[ \t>]*#{1,6}[ \t]|^[ \t]*(?:Table)?:[ \t]|\$\$[ \t]*$/;
const ITEM_MARK = /^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+$/;

/** Where such lists stand; braces in a sentence that tells of them are the author's words. */
export function attributeLists(source: string): Range[] {
  return Array.from(source.matchAll(LIST), ({ index, 0: list }) => ({
    from: index,
    to: index + list.length,
  })).filter((range) => isOfSpan(source, range) || isOfLine(source, range));
}

/** Right behind words, code, a link or a picture; kramdown takes `{:` behind any word. */
function isOfSpan(source: string, { from }: Range): boolean {
  const before = source.charAt(from - 1);
  if (before === ")") return closesLink(source, from - 1);
  return source.charAt(from + 1) === ":" ? /\S/.test(before) : /[`*_>\]}]/.test(before);
}

function isOfLine(source: string, { from, to }: Range): boolean {
  const back = source.slice(Math.max(0, from - LOOK_BACK), from);
  const newline = back.lastIndexOf("\n");
  if (newline < 0 && from > LOOK_BACK) return false;
  const line = back.slice(newline + 1);
  if (source.charAt(from + 1) === ":" && ITEM_MARK.test(line)) return true;
  const behind = source.slice(to, to + LOOK_AHEAD);
  const isOfHeading = ENDS_LINE.test(behind) && (OF_LINE.test(line) || UNDERLINED.test(behind));
  return isOfHeading || ENDS_BLOCK.test(behind);
}

/** True where the bracket at `at` closes the address of a link or a picture: `](…)`. */
export function closesLink(source: string, at: number): boolean {
  let depth = 0;
  for (let i = at; i >= 0 && i > at - LONGEST_LINK; i--) {
    const character = source.charAt(i);
    if (character === "\n") return false;
    if (character === ")") depth++;
    else if (character === "(" && --depth === 0) return source.charAt(i - 1) === "]";
  }
  return false;
}
