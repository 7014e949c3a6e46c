import { buildPost } from "../fields.js";
import { splitFrontMatter } from "../front-matter.js";
import { lettersOf } from "../letters.js";
import type { Reader, ReaderInput, ReaderOutput } from "../../../shapes/reader.js";
import { extensionOf } from "../../../text/file-names.js";
import { nameOf, skippedAt } from "../names.js";
import { metadataIn } from "../metadata.js";
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

/** Reads a document whose fields, if any, stand in its front matter. */
function readDocument(input: ReaderInput, format: PostFormat): ReaderOutput {
  const { fields, bodyStart, problem } = splitFrontMatter(input.text);
  const built = buildPost(input, {
    source: input.text,
    format,
    bodyStart,
    titleFormat: "markdown",
    ...metadataIn(fields),
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
