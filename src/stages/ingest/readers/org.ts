import { parse } from "orga";
import { property } from "../../../io/json.js";
import { escapeHtml } from "../../../text/escape-html.js";
import type { Reader, ReaderInput, ReaderOutput } from "../../../shapes/reader.js";
import { extensionOf } from "../../../text/file-names.js";
import { fieldOf, foldedFields } from "../field-names.js";
import { buildPost } from "../fields.js";
import { unpublishedBecause } from "../published.js";
import { textValue } from "../values.js";

/** Org mode, without drawers, schedules and the results of code. */
export const orgReader: Reader = {
  name: "org",
  endings: ["org"],
  accepts: (name) => extensionOf(name) === "org",
  read: readDocument,
};

/** Deeper nodes are left out. */
const MAX_DEPTH = 60;
const SILENT = new Set([
  "drawer",
  "keyword",
  "planning",
  "stars",
  "todo",
  "priority",
  "tags",
  "comment",
  "property_drawer",
]);

function readDocument(input: ReaderInput): ReaderOutput {
  const tree: unknown = parse(input.text);
  const keywords = keywordsOf(input.text);
  const fields = foldedFields(keywords);
  return buildPost(input, {
    source: htmlOf(tree, 0),
    format: "html",
    title: keywords.get("title"),
    titleFormat: "text",
    date: orgDate(fieldOf(fields, "date")),
    url: fieldOf(fields, "url"),
    author: fieldOf(fields, "author"),
    tags: orgTags(keywords),
    unpublished: unpublishedBecause(keywords),
  });
}

/** `#+TITLE: …` in the lines at the top. */
function keywordsOf(text: string): Map<string, string> {
  const keywords = new Map<string, string>();
  for (const line of text.slice(0, 8_192).split(/\r?\n/)) {
    const [, name, value] = /^#\+(?:HUGO_)?([\w-]+):[ \t]*(.*)$/i.exec(line) ?? [];
    if (name !== undefined && value !== undefined) keywords.set(name.toLowerCase(), value.trim());
    else if (line.trim() !== "" && keywords.size > 0) break;
  }
  return keywords;
}

/** `<2015-07-08 Wed>` */
function orgDate(value: unknown): unknown {
  return typeof value === "string" ? value.replace(/^[<[]|[>\]]$/g, "") : value;
}

/** `:a:b:` or `a b`. */
function orgTags(keywords: ReadonlyMap<string, string>): string[] {
  const written = keywords.get("filetags") ?? keywords.get("tags") ?? keywords.get("categories") ?? "";
  return written.split(/[:\s,]+/).filter((tag) => tag !== "");
}

function htmlOf(node: unknown, depth: number): string {
  if (depth > MAX_DEPTH) return "";
  const type = textValue(property(node, "type")) ?? "";
  if (SILENT.has(type)) return "";
  const children = property(node, "children");
  const inside = Array.isArray(children)
    ? (children as unknown[]).map((child) => htmlOf(child, depth + 1)).join("")
    : "";
  switch (type) {
    case "text":
      return escapeHtml(textValue(property(node, "value")) ?? "");
    case "headline": {
      const level = Math.min(6, Math.max(1, Number(property(node, "level") ?? 1)));
      return `<h${level}>${inside.trim()}</h${level}>\n`;
    }
    case "paragraph":
      return `<p>${inside.trim()}</p>\n`;
    case "list":
      return `<ul>${inside}</ul>\n`;
    case "list.item":
      return `<li>${inside}</li>`;
    case "block":
      return /^(?:quote|verse|center)$/i.test(textValue(property(node, "name")) ?? "")
        ? `<blockquote>${inside || escapeHtml(textValue(property(node, "value")) ?? "")}</blockquote>\n`
        : `<pre>${escapeHtml(textValue(property(node, "value")) ?? "")}</pre>\n`;
    case "link":
      return inside === ""
        ? ""
        : `<a href="${escapeHtml(textValue(property(property(node, "path"), "value")) ?? "")}">${inside}</a>`;
    case "newline":
      return "\n";
    default:
      return inside;
  }
}
