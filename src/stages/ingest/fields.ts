import { property } from "../../io/json.js";
import type { PostFormat, Skipped } from "../../shapes/post.js";
import { calendarDate, dateFromFolders, isSlashed } from "./dates.js";
import { dateIn, fieldOf, foldedFields } from "./field-names.js";
import type { Draft, ReaderInput, ReaderOutput } from "../../shapes/reader.js";
import { nameOf, skippedAt } from "./names.js";
import { draftFolderOf } from "./published.js";
import { foldLine, fromFileName, plainTitle, titleIn } from "./titles.js";
import { textValue, webAddress } from "./values.js";

/** What a reader found in one record, as loose as it came: from YAML, JSON, a CSV cell or a feed's element. */
export interface RawPost {
  /** The document that offsets count in. */
  source: string;
  format: PostFormat;
  /** Offset of the body in `source`. @default 0 */
  bodyStart?: number;
  title?: unknown;
  /** What the title is written in, and the tags where it is HTML. */
  titleFormat: PostFormat;
  date?: unknown;
  url?: unknown;
  author?: unknown;
  tags?: unknown;
  /** The address from which relative ones in the text go. */
  base?: string | undefined;
  /** Why it was never meant for readers, as `unpublishedBecause` says. */
  unpublished?: string | undefined;
}

/** Whether the post is the whole file, which then may name it, or one record in it. */
export type Place = { kind: "file" } | { kind: "record"; record: string; id?: string };

/** What a file is called by and where it lies, of a reader's input. */
export type Origin = Pick<ReaderInput, "path" | "file" | "record">;

/**
 * Makes a post of a raw record: fills a missing title from the first heading or the file name, a missing date from the
 * file name or its folders. A date that can't be read is reported, and the post kept.
 */
export function buildPost(input: Origin, raw: RawPost, place: Place = { kind: "file" }): ReaderOutput {
  const record = recordName(input, place);
  const inFile = place.kind === "record" ? place.record : "";
  if (raw.source.includes("\0")) {
    return { posts: [], skipped: [skippedAt(input, inFile, "the text holds a NUL character")] };
  }
  const bodyStart = raw.bodyStart ?? 0;
  const written = dateIn(raw.date);
  const own = calendarDate(written);
  const slashedDate = isSlashed(written) ? written : undefined;
  const date = own ?? (place.kind === "file" ? dateOfPlace(input) : undefined);
  const url = webAddress(raw.url);
  const author = authorOf(raw.author);
  const unpublished = raw.unpublished ?? draftFolderOf(nameOf(input));
  const post: Draft = {
    path: input.path,
    ...(record === undefined ? {} : { record }),
    file: input.file,
    title: titleOf(input, raw, place),
    ...(date === undefined ? {} : { date }),
    ...(url === undefined ? {} : { url }),
    ...(author === undefined ? {} : { author }),
    tags: tagsOf(raw.tags, raw.titleFormat),
    format: raw.format,
    source: raw.source,
    bodyStart,
    ...(unpublished === undefined ? {} : { unpublished }),
    ...(slashedDate === undefined ? {} : { slashedDate }),
    ...(raw.base === undefined ? {} : { base: raw.base }),
  };
  if (slashedDate !== undefined) return { posts: [post], skipped: [] };
  return { posts: [post], skipped: unreadableDate(input, inFile, written, own, date) };
}

function dateOfPlace(input: Origin): string | undefined {
  return fromFileName(nameOf(input)).date ?? dateFromFolders(nameOf(input));
}

function titleOf(input: Origin, raw: RawPost, place: Place): string {
  const given = plainTitle(textValue(raw.title) ?? "", raw.titleFormat);
  const named = fromFileName(nameOf(input)).title;
  const fallback = place.kind === "file" ? named : `${named} (${place.record})`;
  return titleIn({ given, body: raw.source.slice(raw.bodyStart ?? 0), format: raw.format, fallback });
}

function recordName(input: Origin, place: Place): string | undefined {
  const parts = [input.record, place.kind === "record" ? (place.id ?? place.record) : undefined];
  const known = parts.filter((part) => part !== undefined);
  return known.length === 0 ? undefined : known.join(" ");
}

function unreadableDate(
  input: Origin,
  place: string,
  raw: unknown,
  own: string | undefined,
  date: string | undefined,
): Skipped[] {
  const isBlank = raw === undefined || raw === null || (typeof raw === "string" && /^[0\s:T-]*$/.test(raw));
  if (isBlank || typeof raw === "boolean" || own !== undefined) return [];
  return [skippedAt(input, place, notADate(raw, date), false)];
}

/** What is said of a date that is none. */
export function notADate(raw: unknown, instead: string | undefined): string {
  const got = textValue(raw) === undefined ? (Array.isArray(raw) ? "a list" : "a map") : `"${shown(raw)}"`;
  const then = instead === undefined ? "the post counts as undated" : `the file name's ${instead} is taken`;
  return `expected a date such as 2015-07-08, got ${got}; ${then}`;
}

function shown(raw: unknown): string {
  return foldLine(textValue(raw) ?? "").slice(0, 60);
}

/** Joins the results of several records in order. */
export function joinOutputs(outputs: readonly ReaderOutput[]): ReaderOutput {
  return {
    posts: outputs.flatMap((output) => output.posts),
    skipped: outputs.flatMap((output) => output.skipped),
  };
}

/** A name, or several joined with commas, from strings and `{name}` objects. */
function authorOf(value: unknown): string | undefined {
  const names = (Array.isArray(value) ? (value as unknown[]) : [value])
    .map((author) => withoutLink(foldLine(textValue(author) ?? nameIn(author) ?? "")))
    .filter((name) => name !== "");
  return names.length === 0 ? undefined : foldLine([...new Set(names)].join(", "));
}

function nameIn(author: unknown): string | undefined {
  return textValue(property(author, "name")) ?? textValue(property(author, "display_name"));
}

/** A semicolon at the end of an entity such as `&amp;` separates nothing. */
const TAG_SEPARATOR = /,|(?<!&#?\w{1,31});/;

/** Tags from a list or a comma-separated text, each once, in the order given. */
function tagsOf(value: unknown, format: PostFormat): string[] {
  // Numbers are the keys of another table.
  const items = tagItems(value).filter((item) => typeof item !== "number");
  const tags = items.map((item) => {
    const tag = withoutLink(
      textValue(item) ?? textValue(property(item, "name")) ?? textValue(property(item, "slug")) ?? "",
    );
    // Markdown's marks mean nothing in a tag: `c_*` is a name.
    return format === "html" ? plainTitle(tag, "html") : foldLine(tag);
  });
  return [...new Set(tags.filter((tag) => tag !== ""))];
}

/** `#strategy #diagnosis` are tags set apart by their marks; `taxonomies: { tags: … }` holds them one step deeper. */
function tagItems(value: unknown): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  if (typeof value === "object" && value !== null) {
    const inner = fieldOf(foldedFields(value), "tags");
    return inner === undefined ? [value] : tagItems(inner);
  }
  if (typeof value !== "string") return [value];
  if (/^\s*#[^\s#,;]+(?:\s+#[^\s#,;]+)+\s*$/.test(value)) return value.split("#");
  return value.split(TAG_SEPARATOR);
}

/** Obsidian links its tags and authors: `[[Clippings]]`. A tag's own mark is no part of it. */
function withoutLink(text: string): string {
  return text
    .trim()
    .replace(/^\[\[(?:[^\]|]*\|)?([^\]]*)\]\]$/, "$1")
    .replace(/^#(?=\S)/, "");
}

const HTML_TAG =
  /<\/?(?:a|article|b|blockquote|br|div|em|figure|h[1-6]|hr|i|img|li|ol|p|section|span|strong|table|ul)(?:\s[^<>]*)?\/?>/i;
const OPENS_WITH_BLOCK =
  /^\s*<(?:!doctype|html|article|blockquote|div|figure|h[1-6]|ol|p|section|table|ul)[\s>]/i;
const MARKDOWN_MARK = /^#{1,6}[ \t]+\S|^[ \t]*[-*+][ \t]+\S|^>[ \t]|^```|\]\(|\*\*\S/m;

/** What a text field without a declared type is written in. */
export function detectFormat(text: string): PostFormat {
  const marked = MARKDOWN_MARK.test(text);
  if (HTML_TAG.test(text) && (!marked || OPENS_WITH_BLOCK.test(text))) return "html";
  return marked ? "markdown" : "text";
}

/** What a field's own name says its text is written in, else what the text looks like. */
export function formatOfField(name: string, text: string): PostFormat {
  if (/html/i.test(name)) return "html";
  if (/markdown|(?:^|_)md$/i.test(name)) return "markdown";
  return detectFormat(text);
}
