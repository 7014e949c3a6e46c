import { parseJson, property } from "../../../io/json.js";
import type { Reader, ReaderInput, ReaderOutput } from "../../../shapes/reader.js";
import { extensionOf } from "../../../text/file-names.js";
import { buildPost } from "../fields.js";
import { skippedAt } from "../names.js";
import { splitFrontMatter } from "../front-matter.js";
import { metadataIn } from "../metadata.js";

/** A Jupyter notebook: its cells of Markdown, without the code. */
export const notebookReader: Reader = {
  name: "notebook",
  endings: ["ipynb"],
  accepts: (name) => extensionOf(name) === "ipynb",
  read: readNotebook,
};

function readNotebook(input: ReaderInput): ReaderOutput {
  const document = parseJson(input.text);
  const cells = property(document, "cells");
  if (!Array.isArray(cells)) {
    return {
      posts: [],
      skipped: [skippedAt(input, "", "expected a notebook with cells, got something else")],
    };
  }
  const source = (cells as unknown[])
    .filter((cell) => property(cell, "cell_type") === "markdown" || property(cell, "cell_type") === "raw")
    .map((cell) => textOf(property(cell, "source")))
    .join("\n\n");
  const { fields, bodyStart } = splitFrontMatter(source);
  return buildPost(input, {
    source,
    format: "markdown",
    bodyStart,
    titleFormat: "markdown",
    ...metadataIn(fields),
  });
}

/** A cell is a text, or its lines. */
function textOf(source: unknown): string {
  if (typeof source === "string") return source;
  return Array.isArray(source) ? source.filter((line) => typeof line === "string").join("") : "";
}
