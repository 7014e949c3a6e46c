/** Text, links and tables in GitHub-flavoured Markdown that show the very characters they were given. */
import { safeHref } from "../text/links.js";
import { oneLine } from "./text.js";

const ANYWHERE = /[\\`*_[\]{}|~$#]/g;
/** What would make a list, underline, quotation or fence at the beginning of a line. */
const LEADING_MARK = /^[-+=]/;
const LEADING_NUMBER = /^(\d{1,9})([.)])/;
/** GitHub turns a bare address into a link, backslashes and all; without its first letter it is a text like any other. */
const BARE_LINK = /(https?|ftp)(?=:\/\/)|(?:www)(?=\.)|(?:mailto|xmpp)(?=:)/gi;

/** Escapes a text for Markdown, on one line, so that it reads the same wherever it stands in a page. */
export function escapeMarkdown(text: string): string {
  return oneLine(text)
    .replace(ANYWHERE, (character) => `\\${character}`)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(BARE_LINK, breakBareLink)
    .replace(LEADING_MARK, (character) => `\\${character}`)
    .replace(LEADING_NUMBER, (_all, digits: string, mark: string) => `${digits}\\${mark}`);
}

/** The first letter as a character reference: it reads the same, and is no address any more. */
function breakBareLink(word: string): string {
  return `&#${word.charCodeAt(0)};${word.slice(1)}`;
}

const IN_DESTINATION = /[\s()<>"\\`|[\]$]/g;

/** `[label](address)`, or the label alone where the address must not be a link. The label is escaped here. */
export function markdownLink(label: string, href: string): string {
  const text = escapeMarkdown(label);
  const safe = safeHref(href);
  if (safe === undefined || text === "") return text;
  const destination = safe.replace(IN_DESTINATION, percentEncode).replace(/&/g, "&amp;");
  return `[${text}](${destination})`;
}

function percentEncode(character: string): string {
  return encodeURIComponent(character).replace(
    /[()]/g,
    (left) => `%${left.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

export type Alignment = "left" | "right";

/** A table from cells that are Markdown already. */
export function markdownTable(
  head: readonly { title: string; align?: Alignment }[],
  rows: readonly (readonly string[])[],
): string {
  const titles = head.map((column) => column.title);
  const rule = head.map((column) => (column.align === "right" ? "---:" : "---"));
  return [titles, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** A page from its parts, with one empty line between them; empty parts are left out. */
export function markdownPage(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
