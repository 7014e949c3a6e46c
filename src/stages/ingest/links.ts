import type { PostFormat, PostLink } from "../../shapes/post.js";
import { withoutEnd } from "../../text/without-end.js";
import { addressFrom } from "./values.js";

/** What a document points to and shows beside its prose. */
export interface Surroundings {
  links: PostLink[];
  captions: string[];
}

/** Longer ones are no anchor texts and captions; the patterns look no further. */
const MAX_TEXT = 300;
const MARKDOWN_LINK =
  /(!?)\[([^\]\n]{0,300})\]\(\s*<?([^\s()<>]{1,2000}(?:\([^\s()<>]{0,200}\)[^\s()<>]{0,500})?)>?(?:\s+["'(]([^"'\n)]{0,300})["')])?\s*\)/g;
const BARE = /(?<![("'=\w\]])<?(https?:\/\/[^\s<>()"'\]]{3,2000})/g;
const ANCHOR = /<a\s(?:[^<>]{0,2000}\s)?href\s*=\s*(?:"([^"<>]{1,2000})"|'([^'<>]{1,2000})')[^<>]{0,2000}>/gi;
const FIGCAPTION = /<figcaption[^<>]{0,500}>/gi;
const ALT = /<img\s(?:[^<>]{0,4000}\s)?alt\s*=\s*(?:"([^"<>]{2,300})"|'([^'<>]{2,300})')/gi;

/**
 * The outgoing links of a document with their anchor texts, in the order of their offsets, and the captions of its pictures. By
 * patterns of bounded length, as it must bear any input; a link in a code block counts like any other.
 *
 * @param base from which relative addresses go; without one these lead nowhere.
 */
export function surroundingsOf(
  source: string,
  bodyStart: number,
  format: PostFormat,
  base?: string,
): Surroundings {
  const found: PostLink[] = [];
  const captions: string[] = [];
  if (format !== "text") fromHtml(source, found, captions, base);
  if (format === "markdown") fromMarkdown(source, found, captions, base);
  if (format !== "html") fromBare(source, found);
  const seen = new Set<number>();
  const links = found
    .filter(({ offset }) => offset >= bodyStart && !seen.has(offset) && seen.add(offset).size > 0)
    .sort((a, b) => a.offset - b.offset);
  return { links, captions: [...new Set(captions.filter((caption) => caption !== ""))] };
}

function add(links: PostLink[], address: string, text: string, offset: number, base?: string): void {
  const href = addressFrom(address.replaceAll("&amp;", "&"), base);
  if (href !== undefined) links.push({ href, text: plain(text), offset });
}

function plain(text: string): string {
  return text
    .slice(0, MAX_TEXT)
    .replace(/<[^<>]{0,300}>|[*_`]+/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

function fromMarkdown(source: string, links: PostLink[], captions: string[], base?: string): void {
  for (const { index, 1: mark, 2: text = "", 3: address = "", 4: title = "" } of source.matchAll(
    MARKDOWN_LINK,
  )) {
    if (mark === "!") captions.push(plain(title === "" ? text : title));
    else add(links, address, text, index, base);
  }
}

function fromBare(source: string, links: PostLink[]): void {
  for (const { index, 1: address = "" } of source.matchAll(BARE)) {
    const whole = withoutEnd(address, ".,;:!?");
    add(links, whole, whole, index);
  }
}

function fromHtml(source: string, links: PostLink[], captions: string[], base?: string): void {
  for (const { index, 0: tag, 1: double, 2: single } of source.matchAll(ANCHOR)) {
    add(links, double ?? single ?? "", textBehind(source, index + tag.length, "</a"), index, base);
  }
  for (const { index, 0: tag } of source.matchAll(FIGCAPTION)) {
    captions.push(plain(textBehind(source, index + tag.length, "</figcaption")));
  }
  for (const { 1: double, 2: single } of source.matchAll(ALT)) captions.push(plain(double ?? single ?? ""));
}

/** How far an element is looked for its end. */
const REACH = 1_000;

function textBehind(source: string, start: number, end: string): string {
  const part = source.slice(start, start + REACH);
  const at = part.toLowerCase().indexOf(end);
  return at < 0 ? "" : part.slice(0, at);
}
