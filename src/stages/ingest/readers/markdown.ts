import { calendarDate, isSlashed } from "../dates.js";
import { dateIn, fieldOf, foldedFields } from "../field-names.js";
import { buildPost, type RawPost } from "../fields.js";
import { splitFrontMatter } from "../front-matter.js";
import { lettersOf } from "../letters.js";
import type { Reader, ReaderInput, ReaderOutput } from "../../../shapes/reader.js";
import { extensionOf } from "../../../text/file-names.js";
import { nameOf, skippedAt } from "../names.js";
import { unpublishedBecause } from "../published.js";
import { textValue, webAddress } from "../values.js";
import type { PostFormat } from "../../../shapes/post.js";

/** Quarto, R Markdown and Markdoc are Markdown with blocks of code. */
const MARKDOWN = new Set(["md", "markdown", "mdown", "mkd", "mkdn", "mdx", "qmd", "rmd", "mdoc"]);
const TEXT = new Set(["txt", "text"]);

/** A post of its own: Markdown, MDX or plain text, with or without front matter. */
export const markdownReader: Reader = {
  name: "markdown",
  endings: [...MARKDOWN, ...TEXT],
  accepts: (name) => MARKDOWN.has(extensionOf(name)) || TEXT.has(extensionOf(name)),
  read: (input) => readDocument(input, MARKDOWN.has(extensionOf(nameOf(input))) ? "markdown" : "text"),
};

/** What front matter says of a post. */
export function frontMatterFields(
  fields: ReadonlyMap<string, unknown>,
): Pick<RawPost, "title" | "date" | "url" | "author" | "tags" | "unpublished"> {
  const folded = foldedFields(fields);
  return {
    title: fieldOf(folded, "title", (value) => textValue(value) !== undefined),
    // `published: true` is no date; the first that can be read counts, else the first that was meant to be one.
    date: fieldOf(withoutTruthValues(folded), "date", isDate),
    // A permalink is often only a path.
    url: fieldOf(folded, "url", (value) => webAddress(value) !== undefined),
    author: fieldOf(folded, "author"),
    tags: fieldOf(folded, "tags"),
    unpublished: unpublishedBecause(fields),
  };
}

function isDate(value: unknown): boolean {
  const date = dateIn(value);
  return calendarDate(date) !== undefined || isSlashed(date);
}

function withoutTruthValues(fields: ReadonlyMap<string, unknown>): Map<string, unknown> {
  const isTruth = (value: unknown): boolean =>
    typeof value === "boolean" ||
    (typeof value === "string" && /^(?:true|false|yes|no)$/i.test(value.trim()));
  return new Map([...fields].filter(([, value]) => !isTruth(value)));
}

/** Reads a document whose fields, if any, stand in its front matter. */
function readDocument(input: ReaderInput, format: PostFormat): ReaderOutput {
  const { fields, bodyStart, problem } = splitFrontMatter(input.text);
  const built = buildPost(input, {
    source: input.text,
    format,
    bodyStart,
    titleFormat: "markdown",
    ...frontMatterFields(fields),
  });
  return withProblem(input, format === "markdown" ? lettersOf(built) : built, problem);
}

/** What was read, with a row for front matter that could not be. */
export function withProblem(
  input: ReaderInput,
  built: ReaderOutput,
  problem: string | undefined,
): ReaderOutput {
  if (problem === undefined) return built;
  return {
    posts: built.posts,
    skipped: [skippedAt(input, "front matter", problem, false), ...built.skipped],
  };
}
