import type { Range } from "../../../text/mapped-text.js";
import { attributeLists } from "./attribute-lists.js";

/**
 * Stands in for each character of a template tag. It is a noncharacter, which no text holds, counts as a letter in
 * Markdown and in HTML attributes, and is taken out with the other invisible characters. The masked source is as long
 * as the real one, so every offset stays right.
 */
export const MASK = "\uFDD0";

/** A tag longer than this is not a tag. */
const LONGEST_TAG = 4000;

const PAIRS: readonly { open: string; close: string }[] = [
  { open: "{{", close: "}}" },
  { open: "{%", close: "%}" },
  { open: "<%", close: "%>" },
  { open: "{/*", close: "*/}" },
];

/** Tags that stand between a pair of delimiters, in one pass for each pair. */
function delimitedTags(source: string, open: string, close: string): Range[] {
  const ranges: Range[] = [];
  let end = -1;
  for (let at = source.indexOf(open); at >= 0; at = source.indexOf(open, at)) {
    if (end < at + open.length) end = source.indexOf(close, at + open.length);
    if (end < 0) break;
    let behind = end + close.length;
    // The third brace of {{{ … }}} belongs to the tag.
    if (source.charAt(at + open.length) === "{" && source.charAt(behind) === "}") behind++;
    if (behind - at <= LONGEST_TAG && !/\n[ \t]*\r?\n/.test(source.slice(at, behind))) {
      ranges.push({ from: at, to: behind });
      at = behind;
    } else {
      at += open.length;
    }
  }
  return ranges;
}

/** Blocks whose content is code or notes to the author, not prose. */
const SILENT_BLOCKS = ["comment", "highlight", "javascript", "stylesheet", "schema", "style", "script"];
const BLOCK_TAG = /^\{[%{][-<%]?\s*(\/|end)?([a-z]+)/;

/** From the opening to the closing tag of blocks such as `{% comment %}…{% endcomment %}`. */
function silentBlocks(source: string, tags: readonly Range[]): Range[] {
  const ranges: Range[] = [];
  let open: { name: string; from: number } | undefined;
  for (const tag of tags) {
    const match = BLOCK_TAG.exec(source.slice(tag.from, Math.min(tag.to, tag.from + 40)));
    const name = match?.[2] ?? "";
    if (open === undefined) {
      if (match?.[1] === undefined && SILENT_BLOCKS.includes(name)) open = { name, from: tag.from };
    } else if (match?.[1] !== undefined && name === open.name) {
      ranges.push({ from: open.from, to: tag.to });
      open = undefined;
    }
  }
  return ranges;
}

const PATTERNS: readonly RegExp[] = [
  // MDX: imports, exports, and components (their children stay).
  /^import[ \t]{1,20}(?:[\w*{}, \t]{1,300}?[ \t]from[ \t]+)?["'][^"'\n]{1,300}["'];?[ \t]*$/gm,
  /^export\s+(?:default|const|let|function|async|\{|\*)[^\n]*$/gm,
  /<\/?[A-Z][\w.]*(?:\s+[\w-]+(?:=(?:"[^"]{0,500}"|'[^']{0,500}'|\{[^{}]{0,500}\}|\{\{[^{}]{0,500}\}\}))?){0,20}\s*\/?>/g,
  // Directives: ::: note, and the line that closes one.
  /^[ \t]*:{3,}[^\n:]*$/gm,
];

function matchedTags(source: string): Range[] {
  return PATTERNS.flatMap((pattern) =>
    Array.from(source.matchAll(pattern), (match) => ({
      from: match.index,
      to: match.index + match[0].length,
    })),
  );
}

/**
 * Masks the tags of template languages (Liquid, Hugo, Mustache, ERB, kramdown, MDX), so that no parser trips
 * over them: `[text]({{ "/path" | url }})` is a link again.
 */
export function maskTemplateTags(source: string): string {
  const delimited = PAIRS.flatMap(({ open, close }) => delimitedTags(source, open, close)).sort(
    (a, b) => a.from - b.from,
  );
  const ranges = [
    ...delimited,
    ...silentBlocks(source, delimited),
    ...attributeLists(source),
    ...matchedTags(source),
  ];
  if (ranges.length === 0) return source;
  const parts: string[] = [];
  let at = 0;
  for (const range of ranges.sort((a, b) => a.from - b.from || b.to - a.to)) {
    if (range.to <= at) continue;
    const from = Math.max(at, range.from);
    parts.push(source.slice(at, from), MASK.repeat(range.to - from));
    at = range.to;
  }
  parts.push(source.slice(at));
  return parts.join("");
}
