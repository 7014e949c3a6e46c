import type { Reader, ReaderInput, ReaderOutput } from "../../../shapes/reader.js";
import { extensionOf } from "../../../text/file-names.js";
import { buildPost } from "../fields.js";
import { metadataIn } from "../metadata.js";

/**
 * Org mode, as far as prose goes: its lines are rewritten as Markdown, without drawers, schedules and comments. The parser that is
 * kept for it, orga, takes 20 seconds for a megabyte.
 */
export const orgReader: Reader = {
  name: "org",
  endings: ["org"],
  accepts: (name) => extensionOf(name) === "org",
  read: readDocument,
};

function readDocument(input: ReaderInput): ReaderOutput {
  const { lines, keywords } = rewritten(input.text.split(/\r\n|\n|\r/));
  return buildPost(input, {
    source: lines.join("\n"),
    format: "markdown",
    titleFormat: "text",
    ...metadataIn(keywords),
    tags: orgTags(keywords),
  });
}

/** `:a:b:` or `a b`. */
function orgTags(keywords: ReadonlyMap<string, string>): string[] {
  const written = keywords.get("filetags") ?? keywords.get("tags") ?? keywords.get("categories") ?? "";
  return written.split(/[:\s,]+/).filter((tag) => tag !== "");
}

const KEYWORD = /^\s*#\+(?:HUGO_)?([\w-]+):(.*)/i;
const BLOCK = /^\s*#\+BEGIN_(\w+)/i;
const CODE = /^(?:src|example|export|comment|latex|html)$/i;
const BLOCK_END = /^\s*#\+END_(\w+)/i;
const DRAWER_END = /^\s*:END:\s*$/i;
const DRAWER = /^\s*:[\w-]+:\s*$/;
const SILENT = /^\s*(?:#(?:\s|$)|#\+|(?:SCHEDULED|DEADLINE|CLOSED|CLOCK):)/;
const STARS = /^(\*{1,20})(?=\s)/;
/** The state of a task and its priority, in front of a headline. */
const TASK = /^(?:(?:TODO|DONE|NEXT|WAITING|CANCELLED|DRAFT)\s+)?(?:\[#\w\]\s+)?/;
const TAGS_BEHIND = /\s:[\w@:]+:$/;

/** A headline's level, and its words without the state of a task, a priority and tags. */
function headlineOf(line: string): { level: number; text: string } | undefined {
  const [, stars] = STARS.exec(line) ?? [];
  if (stars === undefined) return undefined;
  const words = line.slice(stars.length).trim().replace(TASK, "");
  return { level: Math.min(6, stars.length), text: words.replace(TAGS_BEHIND, "").trimEnd() };
}

interface Rewritten {
  lines: string[];
  keywords: Map<string, string>;
}

function rewritten(source: readonly string[]): Rewritten {
  const lines: string[] = [];
  const keywords = new Map<string, string>();
  /** What ends the block that is open; undefined outside of one. */
  let ends: ((line: string) => boolean) | undefined;
  let isSilent = false;
  let before = "";
  for (const line of source) {
    if (ends !== undefined) {
      if (ends(line)) ends = undefined;
      else if (!isSilent) lines.push(before + inline(line));
      continue;
    }
    const block = BLOCK.exec(line)?.[1];
    const [, key, value] = KEYWORD.exec(line) ?? [];
    const headline = headlineOf(line);
    if (block !== undefined) {
      ends = (later) => BLOCK_END.exec(later)?.[1]?.toLowerCase() === block.toLowerCase();
      isSilent = CODE.test(block);
      before = /^(?:quote|verse)$/i.test(block) ? "> " : "";
    } else if (DRAWER.test(line)) {
      ends = (later) => DRAWER_END.test(later);
      isSilent = true;
    } else if (key !== undefined && value !== undefined) {
      // A day stands in brackets: `<2015-07-08 Wed>`.
      const plain = value.trim().replace(/^[<[](\d[^\]>]*)[\]>]$/, "$1");
      if (!keywords.has(key.toLowerCase())) keywords.set(key.toLowerCase(), plain);
    } else if (headline !== undefined) {
      lines.push("", `${"#".repeat(headline.level)} ${inline(headline.text)}`, "");
    } else if (!SILENT.test(line)) lines.push(inline(line));
  }
  return { lines, keywords };
}

/** Emphasis opens behind white space or a bracket and closes before white space or punctuation. */
function emphasis(mark: string): RegExp {
  const content = `[^${mark}\\s](?:[^${mark}]{0,500}[^${mark}\\s])?`;
  return new RegExp(`(^|[\\s("'{-])${mark}(${content})${mark}(?=$|[\\s.,;:!?)"'}-])`, "g");
}

const MARKS: readonly (readonly [RegExp, string])[] = [
  [emphasis("="), "$1`$2`"],
  [emphasis("~"), "$1`$2`"],
  [emphasis("\\*"), "$1**$2**"],
  [emphasis("\\/"), "$1_$2_"],
  [emphasis("\\+"), "$1$2"],
];

function inline(line: string): string {
  const linked = line
    .replace(/\[\[(?:file:|\.{0,2}\/)[^\]]{1,500}\]\]/g, "")
    .replace(/\[\[([^[\]]{1,1000})\]\[([^\]]{1,500})\]\]/g, "[$2]($1)")
    .replace(/\[\[([^[\]]{1,1000})\]\]/g, "$1")
    .replace(/\[fn:[^\]]{1,500}\]/g, "")
    .replace(/[<[](\d{4}-\d{2}-\d{2})[^\]>\n]{0,40}[>\]]/g, "$1");
  return MARKS.reduce((text, [pattern, by]) => text.replace(pattern, by), linked);
}
