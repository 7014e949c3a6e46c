/** The links of a post as they are written, those within its own site included, which readers leave out as they lead nowhere alone. */
import type { Post, PostLink } from "../../shapes/post.js";

/** Templates put addresses together: Liquid's `{{ "/a/" | url }}` and `{% post_url a %}`, Hugo's `{{< ref "a" >}}`. */
const TEMPLATE = String.raw`\{\{[^{}\n]{0,300}\}\}|\{%[^{}\n]{0,300}%\}`;
const INLINE = new RegExp(
  String.raw`(!?)\[([^\]\n]{0,300}(?:\n[^\]\n]{1,300})?)\]\(\s*<?((?:${TEMPLATE}|[^\s()<>{}]){1,1000})`,
  "g",
);
const REFERENCE = /\[([^\]\n]{1,300})\]\[([^\]\n]{0,100})\]/g;
const DEFINITION = /^ {0,3}\[([^\]\n]{1,100})\]:\s*<?([^\s<>]{1,1000})/gm;
const HREF = new RegExp(
  String.raw`<a\s(?:[^<>]{0,1000}\s)?href\s*=\s*["']((?:${TEMPLATE}|[^"'<>{}]){1,1000})["'][^<>]{0,1000}>([^<]{0,300})`,
  "gi",
);
/** Wikis and note books name a page: `[[Page]]`, `[[page#part|words]]`. */
const WIKI = /(!?)\[\[([^\]|#\n]{1,200})(?:#[^\]|\n]{0,200})?(?:\|([^\]\n]{0,200}))?\]\]/g;

/** A link as it is written. */
export interface WrittenLink extends PostLink {
  /** True for one that names a page, not an address. */
  isName?: true;
}

/** In the order of their offsets, one for each place. */
export function writtenLinks(post: Post): WrittenLink[] {
  const { source, bodyStart, format } = post;
  const found: WrittenLink[] = [...post.links];
  if (format !== "text") {
    for (const { index, 1: href = "", 2: text = "" } of source.matchAll(HREF))
      found.push({ href, text, offset: index });
  }
  if (format === "markdown") found.push(...inMarkdown(source));
  const seen = new Set<number>();
  return found
    .filter(({ offset }) => offset >= bodyStart && !seen.has(offset) && seen.add(offset).size > 0)
    .map((link) => ({
      ...link,
      href: withoutTemplate(link.href),
      text: link.text.replace(/\s+/g, " ").trim(),
    }))
    .sort((a, b) => a.offset - b.offset);
}

function inMarkdown(source: string): WrittenLink[] {
  const links: WrittenLink[] = [];
  for (const { index, 1: mark, 2: text = "", 3: href = "" } of source.matchAll(INLINE)) {
    if (mark === "") links.push({ href, text, offset: index });
  }
  for (const { index, 1: mark, 2: name = "", 3: text } of source.matchAll(WIKI)) {
    if (mark === "") links.push({ href: name.trim(), text: text ?? name, offset: index, isName: true });
  }
  const defined = new Map(
    [...source.matchAll(DEFINITION)].map(([, name = "", href = ""]) => [name.toLowerCase(), href]),
  );
  if (defined.size === 0) return links;
  for (const { index, 1: text = "", 2: name = "" } of source.matchAll(REFERENCE)) {
    const href = defined.get((name === "" ? text : name).toLowerCase());
    if (href !== undefined) links.push({ href, text, offset: index });
  }
  return links;
}

/** The address in what a template would put together, without the backslashes of Markdown. */
function withoutTemplate(href: string): string {
  return href
    .replace(/\\(?=[_*~()[\]-])/g, "")
    .replace(/\{%-?\s*(?:post_url|link)\s+([^\s%]+)[^%]*%\}/g, "/$1")
    .replace(/\{\{[^{}"']*["']([^"']*)["'][^{}]*\}\}/g, "$1")
    .replace(/\{\{[^{}]*\}\}|\{%[^{}]*%\}/g, "");
}
