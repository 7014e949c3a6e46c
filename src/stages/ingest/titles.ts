import type { Nodes } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { CONTINUE, EXIT, visit } from "unist-util-visit";
import type { PostFormat } from "../../shapes/post.js";
import { dateFromFileName } from "./dates.js";
import { parseHtml, textOfHtml } from "./html-tree.js";
import { markdownHeadings } from "./markdown-headings.js";

const MAX_TITLE_LENGTH = 300;
/** How much of a title is parsed, and how much of a post is searched for its first heading. */
const MAX_TITLE_SOURCE = 1_000;
const MAX_HEADING_SOURCE = 16_000;

const markdown = unified().use(remarkParse).use(remarkGfm);

/** One line of plain text: control characters and white space folded, NFC, never longer than 300 characters. */
export function foldLine(text: string): string {
  const line = text
    .slice(0, MAX_TITLE_SOURCE)
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .normalize("NFC");
  if (line.length <= MAX_TITLE_LENGTH) return line;
  const cut = line.slice(0, MAX_TITLE_LENGTH - 1).replace(/[\uD800-\uDBFF]$/, "");
  return `${cut.trimEnd()}…`;
}

/** A title as people wrote it, without its Markdown or HTML. */
export function plainTitle(raw: string, format: PostFormat): string {
  const line = raw
    .slice(0, MAX_TITLE_SOURCE)
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
  if (format === "html" && /[<&]/.test(line)) return textOfFragment(line);
  if (format === "markdown" && /[*_`~[\\<&]/.test(line)) return textOfMarkdown(line);
  return foldLine(line);
}

function textOfFragment(html: string): string {
  const tree = parseHtml(html, "fragment");
  return tree === undefined ? foldLine(html) : foldLine(textOfHtml(tree));
}

const INLINE_TAG = /^<\/?(?:a|abbr|b|br|code|em|i|mark|q|s|small|span|strong|sub|sup|u)\b[^>]*>$/i;

function textOfMarkdown(line: string): string {
  // As a heading, so that a leading "1." or "-" makes no list of it.
  const tree: Nodes = markdown.parse(`# ${line}`);
  let text = "";
  visit(tree, (node) => {
    if (node.type === "text" || node.type === "inlineCode") text += node.value;
    // What looks like a tag but formats nothing is part of the title: "Why <details> matters".
    if (node.type === "html" && !INLINE_TAG.test(node.value)) text += node.value;
    return CONTINUE;
  });
  return foldLine(text);
}

/** Names that programs give to every page: they title nothing. */
const NO_TITLE =
  /^(?:[_+]?index|[+]?(?:page|layout)|post|posts|article|readme|text|body|content|contents|main|default|document|untitled(?: (?:post|page|document))?|home|draft|new (?:post|page|note)|message|email|letter)$/i;
/** What names a file by its place in a row of files. */
const NUMBER = /^\d{1,6}$/;

/** Names of the page in a folder that bears the post's name. */
const BUNDLED = /^(?:_?index|[+]?page|readme|text|body|content|document)$/i;

/** What may title a document, best first. */
export interface Titles {
  /** As its record or front matter has it; empty where there is none. */
  given: string;
  body: string;
  format: PostFormat;
  /** From the name of its file and folder. */
  fallback: string;
}

/**
 * The title given, unless that is one which programs give to every page; else the document's first heading of the first level,
 * else a telling name of its file, else whatever heading it opens with.
 */
export function titleIn({ given, body, format, fallback }: Titles): string {
  if (given !== "" && !NO_TITLE.test(given)) return given;
  const start = body.slice(0, MAX_HEADING_SOURCE);
  const heading = topHeading(start, format);
  if (heading !== undefined && heading !== "" && !NO_TITLE.test(heading)) return heading;
  if (isTellingName(fallback)) return fallback;
  return openingHeading(start, format) ?? (given === "" ? fallback : given);
}

/** Whether a name says more than a number or a custom. */
function isTellingName(name: string): boolean {
  const words = name.split(/[\s-]/).filter((part) => /\p{L}{2}/u.test(part));
  return (
    !NO_TITLE.test(name) &&
    !NUMBER.test(name) &&
    (words.length > 1 || /\p{L}{9}|\p{Script=Han}{3}/u.test(name))
  );
}

/** The heading that titles a document, or undefined. */
export function firstHeading(body: string, format: PostFormat): string | undefined {
  const start = body.slice(0, MAX_HEADING_SOURCE);
  return topHeading(start, format) ?? openingHeading(start, format);
}

function topHeading(body: string, format: PostFormat): string | undefined {
  const title =
    format === "html" ? htmlHeading(body) : format === "text" ? textHeading(body) : firstOfFirstLevel(body);
  return title === "" ? undefined : title;
}

/** The first heading of the first level. */
function firstOfFirstLevel(body: string): string | undefined {
  const first = markdownHeadings(body).find(({ level }) => level === 1);
  return first === undefined ? htmlHeading(body) : plainTitle(first.text, "markdown");
}

/** The heading that a document opens with, whatever its level. */
function openingHeading(body: string, format: PostFormat): string | undefined {
  if (format !== "markdown") return undefined;
  const opening = markdownHeadings(body).find(({ opens }) => opens);
  const title = opening === undefined ? "" : plainTitle(opening.text, "markdown");
  return title === "" ? undefined : title;
}

function htmlHeading(body: string): string | undefined {
  const tree = /<h1[\s>]/i.test(body) ? parseHtml(body, "fragment") : undefined;
  if (tree === undefined) return undefined;
  let text: string | undefined;
  visit(tree, "element", (node) => {
    if (node.tagName !== "h1") return CONTINUE;
    text = foldLine(textOfHtml(node));
    return EXIT;
  });
  return text;
}

/** A short first line that stands alone and does not end like a sentence. */
function textHeading(body: string): string | undefined {
  const title = /^\s*(?:#\s+)?(\S[^\r\n]{0,98}[^\s.,;:])[ \t]*(?:\r?\n[ \t]*){2}\S/.exec(body);
  return title === null ? undefined : foldLine(title[1] ?? "");
}

/** Title and date that a file's name gives: `2015-07-08-lean-teams.md` is "Lean teams" of that day. */
export function fromFileName(name: string): { title: string; date?: string } {
  const parts = name.split("/").filter((part) => part !== "");
  const stem = (parts.at(-1) ?? "").replace(/(?<=.)\.[^.]+$/, "");
  const parent = parts.at(-2);
  // In a page bundle (`lean-teams/index.md`, `lean-teams/page.mdx`) the folder carries the name.
  const isNameless = BUNDLED.test(stem) && parent !== undefined;
  const telling = isNameless ? parent.replace(/\.(?:textbundle|md)$/i, "") : stem;
  const { date, rest } = dateFromFileName(telling);
  const words = foldLine(rest.replace(/[-_\s]+/g, " "));
  const title = words === "" ? telling : words.slice(0, 1).toUpperCase() + words.slice(1);
  return date === undefined ? { title } : { title, date };
}
