import { property } from "../../../io/json.js";
import { buildPost, firstProperty, webAddress } from "../fields.js";
import { calendarDate } from "../dates.js";
import { splitFrontMatter } from "../front-matter.js";
import type { Reader, ReaderInput, ReaderOutput } from "../../../shapes/reader.js";
import { extensionOf } from "../../../text/file-names.js";
import { nameOf, skippedAt } from "../names.js";
import type { PostFormat } from "../../../shapes/post.js";

const MARKDOWN = new Set(["md", "markdown", "mdown", "mkd", "mdx"]);
const TEXT = new Set(["txt", "text"]);

/** Names under which front matter gives each field, best first. */
export const FRONT_MATTER_KEYS = {
  title: ["title", "headline"],
  date: [
    "date",
    "published",
    "publish_date",
    "publishdate",
    "published_at",
    "pubdate",
    "date_published",
    "created",
    "created_at",
  ],
  url: ["url", "link", "canonical_url", "canonical", "permalink"],
  author: ["author", "authors", "byline"],
  tags: ["tags", "categories", "keywords", "tag", "category"],
} as const;

/** A post of its own: Markdown, MDX or plain text, with or without front matter. */
export const markdownReader: Reader = {
  name: "markdown",
  endings: ["md", "markdown", "mdown", "mkd", "mdx", "txt", "text"],
  accepts: (name) => MARKDOWN.has(extensionOf(name)) || TEXT.has(extensionOf(name)),
  read: (input) => readDocument(input, MARKDOWN.has(extensionOf(nameOf(input))) ? "markdown" : "text"),
};

/** The first date that can be read, else the first that was meant to be one (`published: true` was not). */
export function frontMatterDate(fields: ReadonlyMap<string, unknown>): unknown {
  const values = FRONT_MATTER_KEYS.date
    .map((key) => property(fields, key))
    .filter((value) => value !== undefined && value !== null && typeof value !== "boolean");
  return values.find((value) => calendarDate(value) !== undefined) ?? values[0];
}

/** The first key that holds a web address; a permalink is often only a path. */
export function frontMatterUrl(fields: ReadonlyMap<string, unknown>): string | undefined {
  return FRONT_MATTER_KEYS.url
    .map((key) => webAddress(property(fields, key)))
    .find((url) => url !== undefined);
}

/** Reads a document whose fields, if any, stand in its front matter. */
function readDocument(input: ReaderInput, format: PostFormat): ReaderOutput {
  const { fields, bodyStart, problem } = splitFrontMatter(input.text);
  const built = buildPost(input, {
    source: input.text,
    format,
    bodyStart,
    title: firstProperty(fields, FRONT_MATTER_KEYS.title),
    titleFormat: "markdown",
    date: frontMatterDate(fields),
    url: frontMatterUrl(fields),
    author: firstProperty(fields, FRONT_MATTER_KEYS.author),
    tags: firstProperty(fields, FRONT_MATTER_KEYS.tags),
  });
  if (problem === undefined) return built;
  return {
    posts: built.posts,
    skipped: [skippedAt(input, "front matter", problem, false), ...built.skipped],
  };
}
