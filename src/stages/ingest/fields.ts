import { property } from "../../io/json.js";
import type { PostFormat, Skipped } from "../../shapes/post.js";
import { calendarDate } from "./dates.js";
import type { Draft, ReaderInput, ReaderOutput } from "../../shapes/reader.js";
import { nameOf, skippedAt } from "./names.js";
import { firstHeading, foldLine, fromFileName, plainTitle } from "./titles.js";

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
}

/** Whether the post is the whole file, which then may name it, or one record in it. */
export type Place = { kind: "file" } | { kind: "record"; record: string };

/**
 * Makes a post of a raw record: fills a missing title from the first heading or the file name, a missing date from the
 * file name. A date that can't be read is reported, and the post kept.
 */
export function buildPost(input: ReaderInput, raw: RawPost, place: Place = { kind: "file" }): ReaderOutput {
  const record = recordName(input, place);
  const inFile = place.kind === "record" ? place.record : "";
  if (raw.source.includes("\0")) {
    return { posts: [], skipped: [skippedAt(input, inFile, "the text holds a NUL character")] };
  }
  const bodyStart = raw.bodyStart ?? 0;
  const named = fromFileName(nameOf(input));
  const givenTitle = plainTitle(textValue(raw.title) ?? "", raw.titleFormat);
  const heading = givenTitle === "" ? firstHeading(raw.source.slice(bodyStart), raw.format) : undefined;
  const fallback = place.kind === "file" ? named.title : `${named.title} (${place.record})`;
  const date = calendarDate(raw.date) ?? (place.kind === "file" ? named.date : undefined);
  const url = webAddress(raw.url);
  const author = authorOf(raw.author);
  const post: Draft = {
    path: input.path,
    ...(record === undefined ? {} : { record }),
    file: input.file,
    title: givenTitle !== "" ? givenTitle : (heading ?? fallback),
    ...(date === undefined ? {} : { date }),
    ...(url === undefined ? {} : { url }),
    ...(author === undefined ? {} : { author }),
    tags: tagsOf(raw.tags, raw.titleFormat),
    format: raw.format,
    source: raw.source,
    bodyStart,
  };
  return { posts: [post], skipped: unreadableDate(input, inFile, raw.date, date) };
}

function recordName(input: ReaderInput, place: Place): string | undefined {
  const parts = [input.record, place.kind === "record" ? place.record : undefined];
  const known = parts.filter((part) => part !== undefined);
  return known.length === 0 ? undefined : known.join(" ");
}

function unreadableDate(
  input: ReaderInput,
  place: string,
  raw: unknown,
  date: string | undefined,
): Skipped[] {
  const written = textValue(raw);
  if (written === undefined || /^[0\s:T-]*$/.test(written) || calendarDate(raw) !== undefined) return [];
  const instead = date === undefined ? "the post counts as undated" : `the file name's ${date} is taken`;
  const reason = `expected a date such as 2015-07-08, got "${foldLine(written).slice(0, 60)}"; ${instead}`;
  return [skippedAt(input, place, reason, false)];
}

/** Joins the results of several records in order. */
export function joinOutputs(outputs: readonly ReaderOutput[]): ReaderOutput {
  return {
    posts: outputs.flatMap((output) => output.posts),
    skipped: outputs.flatMap((output) => output.skipped),
  };
}

/** Text, number or truth value as text; undefined where there is nothing, or nothing that reads as text. */
export function textValue(value: unknown): string | undefined {
  if (typeof value === "string") return value.trim() === "" ? undefined : value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return undefined;
}

/** The value of the first key that holds one. */
export function firstProperty(value: unknown, keys: readonly string[]): unknown {
  for (const key of keys) {
    const field = property(value, key);
    if (field !== undefined && field !== null && field !== "") return field;
  }
  return undefined;
}

/** Browsers and servers take no longer address. */
const LONGEST_ADDRESS = 8000;

/** An http(s) address in its normal form; anything else (`javascript:`, `/about`, `mailto:`, a megabyte) is none. */
export function webAddress(value: unknown): string | undefined {
  const text = textValue(value)?.trim();
  if (text === undefined || text.length > LONGEST_ADDRESS || !/^https?:\/\//i.test(text)) return undefined;
  return URL.canParse(text) ? new URL(text).href : undefined;
}

/** A name, or several joined with commas, from strings and `{name}` objects. */
function authorOf(value: unknown): string | undefined {
  const names = (Array.isArray(value) ? (value as unknown[]) : [value])
    .map((author) => foldLine(textValue(author) ?? textValue(property(author, "name")) ?? ""))
    .filter((name) => name !== "");
  return names.length === 0 ? undefined : foldLine([...new Set(names)].join(", "));
}

/** A semicolon at the end of an entity such as `&amp;` separates nothing. */
const TAG_SEPARATOR = /,|(?<!&#?\w{1,31});/;

/** Tags from a list or a comma-separated text, each once, in the order given. */
function tagsOf(value: unknown, format: PostFormat): string[] {
  const items =
    typeof value === "string"
      ? value.split(TAG_SEPARATOR)
      : Array.isArray(value)
        ? (value as unknown[])
        : [value];
  const tags = items.map((item) => {
    const tag = textValue(item) ?? textValue(property(item, "name")) ?? "";
    // Markdown's marks mean nothing in a tag: `c_*` is a name.
    return format === "html" ? plainTitle(tag, "html") : foldLine(tag);
  });
  return [...new Set(tags.filter((tag) => tag !== ""))];
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
