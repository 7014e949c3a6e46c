import type { Reader, ReaderInput, ReaderOutput } from "../../../shapes/reader.js";
import { extensionOf } from "../../../text/file-names.js";
import { buildPost } from "../fields.js";
import { metadataIn } from "../metadata.js";

/**
 * reStructuredText, as far as prose goes: headings, directives, roles and links are rewritten as Markdown, line by line. No
 * parser of it is kept for this language.
 */
export const rstReader: Reader = {
  name: "rst",
  endings: ["rst", "rest"],
  accepts: (name) => ["rst", "rest"].includes(extensionOf(name)),
  read: readDocument,
};

function readDocument(input: ReaderInput): ReaderOutput {
  const { lines, fields } = rewritten(input.text.split(/\r\n|\n|\r/));
  return buildPost(input, {
    source: lines.join("\n"),
    format: "markdown",
    titleFormat: "markdown",
    ...metadataIn(fields),
  });
}

const RULE = /^([=\-~^"'`#*+:.<>_])\1{2,}\s*$/;
const DIRECTIVE = /^\.\.\s+(?:\|[^|]*\|\s+)?([\w-]+(?::[\w-]+)*)::(.*)/;
/** Directives whose content is prose. */
const PROSE =
  /^(?:note|tip|warning|important|hint|caution|attention|danger|admonition|epigraph|pull-quote|highlights|topic|sidebar)$/i;
const FIELD = /^:([\w -]+):(.*)/;
/** A date or the like as a comment of the post's own: `.. date: 2015-07-08` (Nikola). */
const META = /^\.\.\s+([\w-]+):\s+(\S.*)$/;

interface Rewritten {
  lines: string[];
  fields: Map<string, unknown>;
}

function rewritten(source: readonly string[]): Rewritten {
  const lines: string[] = [];
  const fields = new Map<string, unknown>();
  const levels: string[] = [];
  for (let i = 0; i < source.length; i++) {
    const line = source[i] ?? "";
    const [next = "", afterNext = ""] = [source[i + 1], source[i + 2]];
    const isOverlined = RULE.test(line) && next.trim() !== "" && afterNext.trim() === line.trim();
    if (isOverlined) {
      lines.push(heading(next.trim(), `over${line.charAt(0)}`, levels));
      i += 2;
    } else if (
      line.trim() !== "" &&
      !/^\s/.test(line) &&
      RULE.test(next) &&
      next.trim().length >= Math.min(3, line.trim().length)
    ) {
      lines.push(heading(line.trim(), next.charAt(0), levels));
      i++;
    } else if (/^\.\.(?:\s|$)/.test(line)) {
      const [, name = "", argument = ""] = DIRECTIVE.exec(line) ?? [];
      const [, key, value] = META.exec(line) ?? [];
      if (key !== undefined) fields.set(key.toLowerCase(), value);
      const block = indentedBelow(source, i + 1);
      if (PROSE.test(name))
        lines.push("", ...[argument, ...block.lines].map((text) => inline(text.trim())), "");
      i = block.end - 1;
    } else if (FIELD.test(line)) {
      const [, key = "", value = ""] = FIELD.exec(line) ?? [];
      fields.set(key.toLowerCase(), value.trim());
    } else {
      const written = line.trimEnd();
      lines.push(inline(written.endsWith("::") ? written.slice(0, -1) : line));
    }
  }
  return { lines, fields };
}

/** In the order in which their marks come; the first is the title's. */
function heading(text: string, mark: string, levels: string[]): string {
  if (!levels.includes(mark)) levels.push(mark);
  return `${"#".repeat(Math.min(6, levels.indexOf(mark) + 1))} ${inline(text)}`;
}

/** What is indented below a directive, its options left out. */
function indentedBelow(source: readonly string[], start: number): { lines: string[]; end: number } {
  let end = start;
  while (end < source.length && (/^\s/.test(source[end] ?? "") || source[end] === "")) end++;
  const lines = source.slice(start, end).filter((line) => !/^\s+:[\w-]+:/.test(line));
  return { lines, end: Math.max(end, start) };
}

function inline(text: string): string {
  return text
    .replace(/``([^`]{1,500})``/g, "`$1`")
    .replace(/:[\w:+-]{1,40}:`([^`<]{1,500})(<[^`>]{0,500}>)?`/g, (_, words: string, target?: string) =>
      target === undefined ? words : words.trimEnd(),
    )
    .replace(
      /`([^`<]{1,500})<([^`>\s]{1,1000})>`__?/g,
      (_, words: string, to: string) => `[${words.trimEnd()}](${to})`,
    )
    .replace(/`([^`]{1,500})`__?/g, "$1")
    .replace(/(^|\s)([\w-]{1,100})_(?=[\s.,;:]|$)/g, "$1$2")
    .replace(/(?<!\s)\s*\[(?:#\w*|\d+|\*)\]_/g, "")
    .replace(/\|([^|\s][^|]{0,100})\|/g, "$1");
}
