import { CONTINUE, EXIT, visit } from "unist-util-visit";
import type { Reader, ReaderInput, ReaderOutput } from "../../../shapes/reader.js";
import { extensionOf } from "../../../text/file-names.js";
import { buildPost, type Origin } from "../fields.js";
import { parseHtml, textOfHtml } from "../html-tree.js";
import { metadataIn } from "../metadata.js";
import { baseName, leftOut, nameOf, RULES, skippedAt } from "../names.js";
import { plainTitle } from "../titles.js";

/** Notion writes the page's id behind its name: 32 hexadecimal digits. */
const ID = / ([0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?=(?:_all)?\.\w+$)/i;

/** A page as Notion exports it: as Markdown or HTML, its properties in lines or a table above the text. */
export const notionReader: Reader = {
  name: "notion",
  endings: ["md", "html", "csv"],
  accepts: (name) => ID.test(baseName(name)) && ["md", "html", "csv"].includes(extensionOf(name)),
  read(input) {
    const ending = extensionOf(nameOf(input));
    if (ending === "csv") return tableOfPages(input);
    return ending === "html" ? readHtml(input) : readMarkdown(input);
  },
};

function tableOfPages(input: ReaderInput): ReaderOutput {
  const row = skippedAt(input, "", "Notion's table of pages that are exported beside it", false);
  return { posts: [], skipped: [leftOut(row, RULES.pageTables)] };
}

const TITLE = /^\uFEFF?#[ \t]+([^\r\n]*)(?:\r\n|\n|\r|$)\s*/;
const PROPERTY = /^([\p{L}][\p{L}\p{N} _/()-]{0,60}):[ \t]*([^\r\n]*)(?:\r\n|\n|\r|$)/u;

/** Properties are lines of `Name: value` right below the title, up to the first blank line. */
function readMarkdown(input: ReaderInput): ReaderOutput {
  const heading = TITLE.exec(input.text);
  const top = heading?.[0].length ?? 0;
  const properties = new Map<string, unknown>();
  let bodyStart = top;
  for (let match = PROPERTY.exec(input.text.slice(top)); match !== null;) {
    const [line, name = "", value = ""] = match;
    properties.set(name, value.trim());
    bodyStart += line.length;
    match = PROPERTY.exec(input.text.slice(bodyStart));
  }
  // A text may open with "Note: …"; properties end with a blank line and come in several.
  const arePropeties = properties.size > 0 && /^\s*(?:\r?\n|$)/.test(input.text.slice(bodyStart));
  return postOf(input, {
    format: "markdown",
    title: heading?.[1],
    bodyStart: arePropeties ? bodyStart : top,
    properties: arePropeties ? properties : new Map(),
  });
}

function readHtml(input: ReaderInput): ReaderOutput {
  const tree = parseHtml(input.text, "document");
  if (tree === undefined) {
    return { posts: [], skipped: [skippedAt(input, "", "elements nest too deeply to be read")] };
  }
  const properties = new Map<string, unknown>();
  let title: string | undefined;
  visit(tree, "element", (node) => {
    if (node.tagName === "h1") title ??= textOfHtml(node).trim();
    if (node.tagName === "tr" && node.children.length >= 2) {
      const [name, value] = node.children.filter(({ type }) => type === "element");
      if (name !== undefined && value !== undefined)
        properties.set(textOfHtml(name).trim(), textOfHtml(value).trim());
    }
    return node.properties.className?.toString().includes("page-body") === true ? EXIT : CONTINUE;
  });
  const body = /<div[^>]{0,200}\bpage-body\b/.exec(input.text)?.index;
  return postOf(input, { format: "html", title, bodyStart: body ?? 0, properties });
}

interface Page {
  format: "markdown" | "html";
  title: string | undefined;
  bodyStart: number;
  properties: ReadonlyMap<string, unknown>;
}

function postOf(input: ReaderInput, { format, title, bodyStart, properties }: Page): ReaderOutput {
  const [stem = ""] = baseName(nameOf(input)).split(ID);
  // The id is no part of the page's name.
  const origin: Origin = {
    path: input.path,
    file: input.file,
    ...(input.record !== undefined && { record: input.record }),
  };
  return buildPost(origin, {
    source: input.text,
    format,
    bodyStart,
    ...metadataIn(properties),
    title: plainTitle(title ?? stem, format === "html" ? "text" : "markdown"),
    titleFormat: "text",
  });
}
