/** What Ghost's two editors keep of a post, as HTML: the words and their order, no more. */
import { isRecord, property } from "../../../io/json.js";
import { escapeHtml } from "../../../text/escape-html.js";
import { textValue } from "../values.js";

/** Deeper nodes are left out. */
const MAX_DEPTH = 100;

/** A node of Lexical with what is in it. */
export function htmlOfLexical(node: unknown, depth = 0): string {
  if (!isRecord(node) || depth > MAX_DEPTH) return "";
  const { children } = node;
  const inside = Array.isArray(children)
    ? (children as unknown[]).map((child) => htmlOfLexical(child, depth + 1)).join("")
    : "";
  switch (node.type) {
    case "text":
    case "extended-text":
      return escapeHtml(textValue(node.text) ?? "");
    case "linebreak":
      return "<br>";
    case "heading":
    case "extended-heading": {
      const tag = textValue(node.tag) ?? "";
      return /^h[1-6]$/.test(tag) ? `<${tag}>${inside}</${tag}>\n` : `<p>${inside}</p>\n`;
    }
    case "quote":
    case "extended-quote":
    case "aside":
      return `<blockquote>${inside}</blockquote>\n`;
    case "list":
      return `<ul>${inside}</ul>\n`;
    case "listitem":
      return `<li>${inside}</li>`;
    case "link":
      return `<a href="${escapeHtml(textValue(node.url) ?? "")}">${inside}</a>`;
    case "codeblock":
      return `<pre><code>${escapeHtml(textValue(node.code) ?? "")}</code></pre>\n`;
    case "html":
      return textValue(node.html) ?? "";
    case "markdown":
      return paragraphs(textValue(node.markdown) ?? "");
    case "callout":
      return `<p>${textValue(node.calloutText) ?? ""}</p>\n`;
    case "toggle":
      return `<h3>${textValue(node.heading) ?? ""}</h3>${textValue(node.content) ?? ""}\n`;
    case "image":
      return `<figure><img alt="${escapeHtml(textValue(node.alt) ?? "")}"><figcaption>${textValue(node.caption) ?? ""}</figcaption></figure>\n`;
    case "paragraph":
      return `<p>${inside}</p>\n`;
    default:
      return inside;
  }
}

/** The sections of a Mobiledoc, by its version 0.3. */
export function htmlOfMobiledoc(document: unknown): string {
  const sections = listIn(document, "sections");
  return sections.map((section) => sectionHtml(section, listIn(document, "cards"))).join("\n");
}

const MARKUP = 1;
const LIST = 3;
const CARD = 10;

function sectionHtml(section: unknown, cards: readonly unknown[]): string {
  if (!Array.isArray(section)) return "";
  const [kind, second, third] = section as unknown[];
  if (kind === MARKUP) {
    const tag = typeof second === "string" && /^(?:h[1-6]|p|blockquote|aside)$/.test(second) ? second : "p";
    return `<${tag}>${markersText(third)}</${tag}>`;
  }
  if (kind === LIST && Array.isArray(third)) {
    return `<ul>${third.map((item) => `<li>${markersText(item)}</li>`).join("")}</ul>`;
  }
  return kind === CARD && typeof second === "number" ? cardHtml(cards[second]) : "";
}

/** Markers are lists of which the fourth entry is the text. */
function markersText(markers: unknown): string {
  if (!Array.isArray(markers)) return "";
  return (markers as unknown[])
    .map((marker) => (Array.isArray(marker) ? escapeHtml(textValue((marker as unknown[])[3]) ?? "") : ""))
    .join("");
}

function cardHtml(card: unknown): string {
  const [name, payload] = Array.isArray(card) ? (card as unknown[]) : [];
  if (name === "html") return textValue(property(payload, "html")) ?? "";
  if (name === "markdown" || name === "card-markdown")
    return paragraphs(textValue(property(payload, "markdown")) ?? "");
  return textValue(property(payload, "caption")) ?? "";
}

function paragraphs(text: string): string {
  return text
    .split(/\n{2,}/)
    .map((part) => `<p>${escapeHtml(part)}</p>`)
    .join("\n");
}

function listIn(document: unknown, key: string): unknown[] {
  const list = property(document, key);
  return Array.isArray(list) ? (list as unknown[]) : [];
}
