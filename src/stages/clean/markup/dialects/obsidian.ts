import type { Range } from "../../../../text/mapped-text.js";
import type { Dialect } from "./edits.js";
import type { Dropped } from "../block-builder.js";
import type { Outside } from "./code-ranges.js";
import type { Edit } from "./edits.js";

/** Not a doubled percent sign as it stands behind a number or in a run of such signs. */
const COMMENT_MARK = /(?<![\d%\\])%%(?!%)/g;

/** Where a comment ends that its author never closed: at the end of its paragraph, or of the text where it is a block. */
function endOfUnclosed(text: string, mark: number): number {
  const isBlock =
    /(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, mark - 80), mark)) &&
    /^%%[ \t]*\r?(?:\n|$)/.test(text.slice(mark, mark + 80));
  const blank = /\n[ \t]*\r?\n/g;
  blank.lastIndex = mark;
  return isBlock ? text.length : (blank.exec(text)?.index ?? text.length);
}

/** `%%comments%%`, which Obsidian shows to nobody but their author: inside a line or over many. */
export function commentEdits(text: string, outside: Outside): Edit[] {
  const edits: Edit[] = [];
  let open = -1;
  for (const { index } of text.matchAll(COMMENT_MARK)) {
    if (open < 0) {
      if (outside(index)) open = index;
    } else {
      edits.push({ from: open, to: index + 2 });
      open = -1;
    }
  }
  if (open >= 0) edits.push({ from: open, to: endOfUnclosed(text, open) });
  return edits;
}

/** `[[target#heading|shown]]`; `[[1]](address)` is a link of plain Markdown. */
const WIKI_LINK = /(!?)\[\[([^[\]\n|]{0,500})(\|[^[\]\n]{0,500})?\]\](?!\()/g;

/** What is left of a link to another note: the words that a reader sees. */
function wikiLinkEdits(match: RegExpExecArray): Edit[] {
  const [whole, isEmbed = "", target = "", shown = ""] = match;
  const from = match.index;
  const to = from + whole.length;
  if (isEmbed !== "" || /^_?toc_?$/i.test(target)) return [{ from, to }];
  const start = from + 2;
  if (shown.length > 1)
    return [
      { from, to: start + target.length + 1 },
      { from: to - 2, to },
    ];
  // `[[#heading]]` is a link within the note and reads as the heading.
  const name = /^([#^]*)([^#^\\]*)/.exec(target);
  const nameFrom = start + (name?.[1] ?? "").length;
  return [
    { from, to: nameFrom },
    { from: nameFrom + (name?.[2] ?? "").length, to },
  ];
}

/** The mark of a callout or of an alert of GitHub: `> [!note]- `, with the title behind it. */
const CALLOUT = /^((?:[ \t]{0,3}>)+[ \t]*)(\[![\w-]{1,40}(?:\|[^[\]\n]{0,100})?\][+-]?)([^\n]*)$/gm;
const BLOCK_ID = /(?<=^|[ \t])\^[A-Za-z0-9][A-Za-z0-9-]+(?=[ \t]*\r?$)/gm;
const HIGHLIGHTS: readonly RegExp[] = [
  /(?<![=\w])==(?=[^\s=])([^=\n]{0,999}[^\s=])==(?!=)/g,
  // Bear's highlights and underlines.
  /(?<![\w:])::(?=[^\s:])([^:\n]{0,999}[^\s:])::(?![\w:])/g,
  // Not "~50–~60": a mark opens before a word, and closes before white space or the sentence's own marks.
  /(?<![\w~\\])~(?=\p{L})([^~\n]{0,199}[\p{L}\p{N}.!?)])~(?=[\s.,;:!?)]|$)/gu,
];
const FIELD_IN_TEXT =
  /[[(][A-Za-z][\w -]{0,40}::[ \t][^[\]()\n]{0,300}(?:\[\[[^[\]\n]{0,300}\]\][^[\]()\n]{0,300})?[\])]/g;
const FIELD_LINE = /^([ \t]*(?:[-*+][ \t]+)?)([A-Za-z][\w -]{0,40}::(?:[ \t]|\r?$))([^\n]*)$/gm;
/** A longer value of a field is prose. */
const LONGEST_VALUE = 80;
const QUERY_IN_TEXT = /(?<!`)`\$?=[ \t][^`\n]{1,500}`(?!`)/g;
const TAG = String.raw`#[\p{L}\d_][\p{L}\d_/-]*#?`;
/** A line of nothing but tags, or several tags at the end of a line. */
const TAG_LINE = new RegExp(String.raw`^[ \t]*${TAG}(?:[ \t,]+${TAG})*[ \t]*\r?$`, "gmu");
const WHOLE_TAG = new RegExp(`^${TAG}$`, "u");

/** Where several tags stand at the end of a line behind something else, with the blank before them; read from the end. */
function tagsAtEnd(text: string): Range[] {
  const ranges: Range[] = [];
  let lineStart = 0;
  for (const line of text.split("\n")) {
    const tags = line.includes("#") ? tailOfTags(line) : undefined;
    if (tags !== undefined) ranges.push({ from: lineStart + tags.from, to: lineStart + tags.to });
    lineStart += line.length + 1;
  }
  return ranges;
}

function tailOfTags(line: string): Range | undefined {
  const bare = line.trimEnd();
  const to = bare.slice(0, bare.length - (/\^[\w-]+$/.exec(bare)?.[0].length ?? 0)).trimEnd().length;
  let from = to;
  let tags = 0;
  for (let end = to; end > 0; end = behindBlanks(line, from)) {
    const blank = lastBlank(line, end);
    if (blank < 0 || !WHOLE_TAG.test(line.slice(blank + 1, end))) break;
    from = blank;
    tags++;
  }
  return tags > 1 ? { from, to } : undefined;
}

const isBlank = (character: string): boolean => character === " " || character === "\t";

/** The last blank before `end`; −1 where there is none. */
function lastBlank(line: string, end: number): number {
  let at = end - 1;
  while (at >= 0 && !isBlank(line.charAt(at))) at--;
  return at;
}

/** Behind the last character before `at` that is no blank. */
function behindBlanks(line: string, at: number): number {
  let behind = at;
  while (isBlank(line.charAt(behind - 1))) behind--;
  return behind;
}

function calloutEdit(match: RegExpExecArray): Edit {
  const [, marks = "", mark = "", title = ""] = match;
  const from = match.index + marks.length;
  // A heading in a quotation is read as a block of its own.
  return { from, to: from + mark.length, as: title.trim() === "" ? "" : "####" };
}

function fieldLine(match: RegExpExecArray): { edit: Edit; dropped?: Dropped } {
  const [whole, indent = "", key = "", value = ""] = match;
  const from = match.index + indent.length;
  if (value.length > LONGEST_VALUE) return { edit: { from, to: from + key.length } };
  return {
    edit: { from: match.index, to: match.index + whole.length },
    dropped: { reason: "field of a note", text: whole },
  };
}

/** The marks of notes in Obsidian and Bear; https://help.obsidian.md/obsidian-flavored-markdown. */
export const obsidianEdits: Dialect = (text, outside) => {
  const edits: Edit[] = [];
  const dropped: Dropped[] = [];
  const each = (pattern: RegExp, edit: (match: RegExpExecArray) => Edit[]): void => {
    for (const match of text.matchAll(pattern)) if (outside(match.index)) edits.push(...edit(match));
  };
  const whole = (match: RegExpExecArray): Edit => ({ from: match.index, to: match.index + match[0].length });
  each(WIKI_LINK, wikiLinkEdits);
  each(CALLOUT, (match) => [calloutEdit(match)]);
  each(BLOCK_ID, (match) => [whole(match)]);
  for (const highlight of HIGHLIGHTS) {
    each(highlight, (match) => {
      const { from, to } = whole(match);
      const mark = (match[0].length - (match[1] ?? "").length) / 2;
      return [
        { from, to: from + mark },
        { from: to - mark, to },
      ];
    });
  }
  for (const pattern of [FIELD_IN_TEXT, TAG_LINE]) {
    each(pattern, (match) => {
      dropped.push({ reason: pattern === FIELD_IN_TEXT ? "field of a note" : "tags", text: match[0] });
      return [whole(match)];
    });
  }
  for (const range of tagsAtEnd(text).filter(({ from }) => outside(from))) {
    dropped.push({ reason: "tags", text: text.slice(range.from, range.to) });
    edits.push(range);
  }
  each(FIELD_LINE, (match) => {
    const field = fieldLine(match);
    if (field.dropped !== undefined) dropped.push(field.dropped);
    return [field.edit];
  });
  for (const match of text.matchAll(QUERY_IN_TEXT)) edits.push(whole(match));
  return { edits, dropped };
};
