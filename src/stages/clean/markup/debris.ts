import { at } from "../../../math/at.js";
import { cutRanges, foldText, sliceText, type MappedText, type Range } from "../../../text/mapped-text.js";
import { countWords, longRuns } from "../../../text/words.js";

/** A pattern of debris; with a group, the group is kept and what surrounds it goes. */
interface Leftover {
  pattern: RegExp;
  /** One of these stands in every text that the pattern finds something in; a text is searched for them in no time. */
  signs: readonly string[];
}

const LEFTOVERS: readonly Leftover[] = [
  // Images and links that no parser recognised, such as Markdown inside raw HTML.
  { signs: ["!["], pattern: /!\[[^[\]]*\]\([^()\s]*(?:\s[^()]{0,200})?\)/g },
  { signs: ["]("], pattern: /\[([^[\]]+)\]\((?:(?:https?:|mailto:|[/#.?])[^()]{0,3000})?\)/dg },
  { signs: ["]("], pattern: /\[([^[\]]+)\]\([^()\s]{1,1000}\)/dg },
  { signs: ["]["], pattern: /\[([^[\]]+)\]\[[^[\]]{0,100}\]/dg },
  { signs: ["]("], pattern: /!?\]\((?:https?:|mailto:|[/#])[^\s()]*\)?/g },
  // Markers of footnotes and references, placeholders of pictures.
  { signs: ["[^"], pattern: /\[\^[^[\]\s]{1,40}\]/g },
  { signs: ["["], pattern: /\[\d{1,3}\]/g },
  { signs: ["["], pattern: /\[(?:image|img|photo|picture|video|gif|cid)(?:[:\s][^[\]]{0,200})?\]/gi },
  // Addresses.
  {
    signs: ["://"],
    pattern:
      /<?\b(?:https?|ftp):\/\/(?:[^\s<>"“”()]|\([^\s()]*\)|\()+?(?=[.,;:!?)\]'’]{0,5}(?:[\s<>"“”]|$))>?/gi,
  },
  {
    signs: ["w.", "W."],
    pattern: /(?<![\w@.])www\.(?:[^\s<>"“”()]|\([^\s()]*\)|\()+?(?=[.,;:!?)\]'’]{0,5}(?:[\s<>"“”]|$))/gi,
  },
  // Tags that a parser took for text, as a broken attribute leaves them.
  {
    signs: ["<"],
    pattern:
      /<\/?(?:a|b|blockquote|br|center|div|em|figure|font|i|img|p|span|strong|table|tbody|td|tr|u)(?:[\s/][^<>]{0,2000})?>/gi,
  },
  // Rules and blanks drawn with characters.
  {
    signs: ["___", "===", "~~", "****", "####", "----", "•", "·", "∙"],
    pattern: /_{3,}|={3,}|~{2,}|\*{4,}|#{4,}|-{4,}|[•·∙]{3,}/g,
  },
  // Emphasis that was opened or closed only once.
  { signs: ["**"], pattern: /(?<![A-Za-z0-9*])\*{2,3}|\*{2,3}(?![A-Za-z0-9*])/g },
  { signs: ["*"], pattern: /(?<![\p{L}\p{N}*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\p{L}\p{N}*])/gu },
  { signs: ["_"], pattern: /(?<![\p{L}\p{N}_])_{1,2}(?=[^\s_])|(?<=[^\s_])_{1,2}(?![\p{L}\p{N}_])/gu },
  { signs: ["`"], pattern: /`+/g },
];

/** What emptied brackets leave behind, in a text that is folded: white space is one space. */
const HOLLOW: Leftover = {
  signs: ["(", "[", " )", " ]", " .", " ,"],
  pattern: /\(\s?[.,;:]?\s?\)|\[\s?\]|(?<=[([])\s|\s(?=[)\]])|(?<=[\p{L}\p{N})\]”"’'])\s(?=[.,](?:\s|$))/gu,
};

/** A bullet or dash that was typed, not marked up. */
const TYPED_BULLET = /^(?:[•●▪‣◦∙·*–—-]\s+)+/g;
const TYPED_NUMBER = /^\d{1,3}[.)]\s+/g;

/** The ranges that a pattern would cut; code is left alone. */
function matchesOf(mapped: MappedText, pattern: RegExp): Range[] {
  const ranges: Range[] = [];
  for (const match of mapped.text.matchAll(pattern)) {
    const whole = { from: match.index, to: match.index + match[0].length };
    if (mapped.literal.subarray(whole.from, whole.to).includes(1)) continue;
    const kept = match.indices?.[1];
    if (kept === undefined) ranges.push(whole);
    else ranges.push({ from: whole.from, to: kept[0] }, { from: kept[1], to: whole.to });
  }
  return ranges;
}

/** Brackets that never close or never open, as a broken link leaves them. */
function unmatchedBrackets(mapped: MappedText): Range[] {
  if (!/[[\]]/.test(mapped.text)) return [];
  const open: number[] = [];
  const unmatched: number[] = [];
  for (const match of mapped.text.matchAll(/[[\]]/g)) {
    if (mapped.literal[match.index] === 1) continue;
    if (match[0] === "[") open.push(match.index);
    else if (open.pop() === undefined) unmatched.push(match.index);
  }
  return [...unmatched, ...open].sort((a, b) => a - b).map((from) => ({ from, to: from + 1 }));
}

/** Cuts; where a cut left a space in front of a punctuation mark, the space goes too. */
function cutNeatly(mapped: MappedText, ranges: readonly Range[]): MappedText {
  if (ranges.length === 0) return mapped;
  const { text } = mapped;
  const neat = ranges.map(({ from, to }) => {
    const dangling = text.charAt(from - 1) === " " && /^[.,;:!?)]/.test(text.charAt(to));
    return { from: dangling ? from - 1 : from, to };
  });
  return cutRanges(mapped, neat);
}

/** A longer run without white space is no address, and patterns that look for one would take the square of its length. */
const LONGEST_ADDRESS = 2000;
/** A longer run is no word: base64, a hash, a key held down. What reads words takes the square of their length. */
export const LONGEST_WORD = 500;

function withoutDebris(mapped: MappedText, { signs, pattern }: Leftover): MappedText {
  const mayHold = signs.some((sign) => mapped.text.includes(sign));
  return mayHold ? cutNeatly(mapped, matchesOf(mapped, pattern)) : mapped;
}

/** Cuts out what is too long for a word and hands it to `onCut`. */
function withoutLongRuns(mapped: MappedText, most: number, onCut: (run: string) => void): MappedText {
  const runs = longRuns(mapped.text, most);
  for (const { from, to } of runs) onCut(mapped.text.slice(from, to));
  return cutRanges(mapped, runs);
}

/**
 * Folds a block's text and takes out what is left of markup; code that was quoted in it stays as it is. What is too long
 * for a word goes too.
 *
 * @param onCut is told what was too long.
 */
export function cleanText(mapped: MappedText, onCut: (run: string) => void): MappedText {
  let clean = withoutLongRuns(foldText(mapped), LONGEST_ADDRESS, onCut);
  for (const leftover of LEFTOVERS) clean = withoutDebris(clean, leftover);
  clean = cutNeatly(clean, unmatchedBrackets(clean));
  clean = foldText(clean);
  clean = withoutDebris(clean, HOLLOW);
  clean = foldText(withoutLongRuns(clean, LONGEST_WORD, onCut));
  return foldText(cutRanges(clean, matchesOf(clean, TYPED_BULLET)));
}

/** Takes the number off a list item that was typed into a paragraph. */
export function withoutTypedNumber(mapped: MappedText): MappedText {
  return cutRanges(mapped, matchesOf(mapped, TYPED_NUMBER));
}

const ENDS_SENTENCE = /[.?!:*_)”"]\s*$/;
const NUMBERED = /^[ \t]*\d{1,2}[.)][ \t]+\S/;
const NUMBERED_WIDE = /^[ \t]*\d{1,2}[.)][ \t]{2,}\S/;

/**
 * Splits a paragraph at lines that begin with a list number. Numbering that does not start at 1 cannot interrupt a
 * paragraph in Markdown, so such lists arrive glued together.
 */
export function splitAtTypedNumbers(mapped: MappedText): MappedText[] {
  const lines = mapped.text.split(/(?<=\n)/);
  const cuts: number[] = [];
  let offset = 0;
  let previous = "";
  for (const line of lines) {
    const starts = NUMBERED_WIDE.test(line) || (NUMBERED.test(line) && ENDS_SENTENCE.test(previous));
    if (offset > 0 && starts) cuts.push(offset);
    offset += line.length;
    previous = line.slice(-20);
  }
  if (cuts.length === 0) return [mapped];
  const edges = [0, ...cuts, mapped.text.length];
  return edges.slice(1).map((edge, i) => sliceText(mapped, at(edges, i), edge));
}

/** A row of a table that was typed with bars and not recognised as one. */
export function looksLikeTableRow(text: string): boolean {
  const cells = text.split("|").filter((cell) => cell.trim() !== "");
  return cells.length >= 4 && countWords(text) < cells.length * 8;
}

const SYMBOLS_OF_CODE = /[{}<>=;|\\$#[\]`]/g;
const MARKUP = /\]\([^()]*\)|<\/?[a-z][^<>]*>|&[a-z]+;|[*_[\]]|\uFDD0+/gi;

/** True for text that was only set as code, such as a paragraph that someone indented. */
export function readsAsProse(source: string): boolean {
  const text = source.replace(MARKUP, "");
  const words = text.split(/\s+/).filter((word) => word !== "");
  const plain = words.filter((word) => /^["'“‘(]?[\p{L}’'-]{1,100}[.,;:!?)"'”’]{0,10}$/u.test(word)).length;
  const symbols = text.match(SYMBOLS_OF_CODE)?.length ?? 0;
  return words.length >= 12 && plain >= words.length * 0.85 && symbols <= text.length * 0.01;
}
