import type { Element, Root } from "hast";
import { calendarDate } from "../dates.js";
import { property } from "../../../io/json.js";
import { buildPost } from "../fields.js";
import { firstProperty, textValue, webAddress } from "../values.js";
import { splitFrontMatter } from "../front-matter.js";
import { parseHtml, textOfHtml } from "../html-tree.js";
import { lettersOf } from "../letters.js";
import { metadataIn } from "../metadata.js";
import { withProblem } from "./markdown.js";
import type { Reader, ReaderInput, ReaderOutput } from "../../../shapes/reader.js";
import { extensionOf } from "../../../text/file-names.js";
import { skippedAt } from "../names.js";

/** How much of a page is searched for its title, date and author. */
const MAX_SEARCHED = 512 * 1024;

const META = {
  title: ["og:title", "twitter:title", "dc.title"],
  siteName: ["og:site_name"],
  date: [
    "article:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publish-date",
    "publish_date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "parsely-pub-date",
    "sailthru.date",
  ],
  url: ["og:url"],
  author: ["author", "article:author", "dc.creator", "parsely-author"],
  tags: ["article:tag", "keywords", "news_keywords"],
} as const;

/** A whole HTML page, or a fragment of one. */
export const htmlReader: Reader = {
  name: "html",
  endings: ["html", "htm", "xhtml"],
  accepts: (name) => ["html", "htm", "xhtml"].includes(extensionOf(name)),
  read: readPage,
};

function readPage(input: ReaderInput): ReaderOutput {
  const { fields, bodyStart, problem } = splitFrontMatter(input.text);
  const tree = parseHtml(input.text.slice(bodyStart, bodyStart + MAX_SEARCHED), "document");
  if (tree === undefined) {
    return { posts: [], skipped: [skippedAt(input, "", "elements nest too deeply to be read")] };
  }
  const page = describePage(tree);
  const front = metadataIn(fields);
  const built = buildPost(input, {
    source: input.text,
    format: "html",
    bodyStart,
    title: front.title ?? page.title,
    titleFormat: "text",
    date: front.date ?? page.date,
    url: front.url ?? page.url,
    author: front.author ?? page.author,
    tags: front.tags ?? page.tags,
    unpublished: front.unpublished,
  });
  return withProblem(input, lettersOf(built), problem);
}

interface Page {
  title?: string | undefined;
  date?: unknown;
  url?: string | undefined;
  author?: unknown;
  tags: string[];
}

/** Everything on a page that may name its title, date, address, author and tags. */
interface Findings {
  meta: Map<string, string[]>;
  headings: string[];
  articleHeading?: string;
  titleElement?: string;
  /** The paragraph that Google Docs and Word format as the title. */
  titleParagraph?: string;
  canonical?: string;
  times: string[];
  relAuthor?: string;
  article?: unknown;
}

function describePage(tree: Root): Page {
  const findings = search(tree);
  const meta = (names: readonly string[]): string[] => names.flatMap((name) => findings.meta.get(name) ?? []);
  const dates = [
    ...meta(META.date),
    firstProperty(findings.article, ["datePublished", "dateCreated"]),
    ...findings.times,
  ];
  return {
    title: pageTitle(findings, meta(META.title), meta(META.siteName)),
    date: dates.find((date) => calendarDate(date) !== undefined) ?? dates.find((date) => date !== undefined),
    url: [findings.canonical, ...meta(META.url)].map(webAddress).find((url) => url !== undefined),
    // Facebook's article:author is an address, not a name.
    author:
      meta(META.author).find((author) => webAddress(author) === undefined) ??
      property(findings.article, "author") ??
      findings.relAuthor,
    tags: [...new Set(meta(META.tags).flatMap((tags) => tags.split(",")))],
  };
}

/** What the page calls itself where it is shared, else its one heading, else its `<title>` without the site's name. */
function pageTitle(found: Findings, shared: string[], siteNames: string[]): string | undefined {
  const oneHeading = found.headings.length === 1 ? found.headings[0] : undefined;
  const candidates = [
    ...shared,
    textValue(property(found.article, "headline")),
    found.articleHeading,
    found.titleParagraph,
    oneHeading,
    withoutSiteName(found.titleElement ?? "", siteNames),
    found.headings[0],
  ];
  return candidates.find((title) => title !== undefined && title.trim() !== "");
}

/** "Lean teams | Small Batches" is "Lean teams" where the site is known to be called Small Batches. */
function withoutSiteName(title: string, siteNames: readonly string[]): string {
  for (const name of siteNames) {
    const separated = [" | ", " · ", " – ", " — ", " - ", " :: "].map((separator) => separator + name);
    const suffix = separated.find((end) => title.endsWith(end));
    if (suffix !== undefined) return title.slice(0, -suffix.length);
  }
  return title;
}

function search(tree: Root): Findings {
  const findings: Findings = { meta: new Map(), headings: [], times: [] };
  searchBelow(findings, tree, false);
  return findings;
}

function searchBelow(found: Findings, parent: Root | Element, inArticle: boolean): void {
  for (const node of parent.children) {
    if (node.type !== "element") continue;
    collect(found, node, parent);
    const inside = inArticle || node.tagName === "article";
    if (inArticle && node.tagName === "h1") found.articleHeading ??= textOfHtml(node);
    searchBelow(found, node, inside);
  }
}

function collect(found: Findings, node: Element, parent: Root | Element): void {
  switch (node.tagName) {
    case "meta":
      collectMeta(found.meta, node);
      break;
    case "title":
      // An SVG drawing has titles too.
      if (parent.type === "element" && parent.tagName === "head") found.titleElement ??= textOfHtml(node);
      break;
    case "h1":
      found.headings.push(textOfHtml(node));
      break;
    case "p":
      if (/^(?:title|MsoTitle)$/i.test(className(node))) found.titleParagraph ??= textOfHtml(node);
      break;
    case "link":
      if (relations(node).includes("canonical")) found.canonical ??= attribute(node, "href");
      break;
    case "time": {
      const time = attribute(node, "dateTime");
      if (time !== "") found.times.push(time);
      break;
    }
    case "a":
      if (relations(node).includes("author")) found.relAuthor ??= textOfHtml(node);
      break;
    case "script":
      if (attribute(node, "type").toLowerCase() === "application/ld+json")
        found.article ??= linkedArticle(node);
      break;
  }
}

function collectMeta(meta: Map<string, string[]>, node: Element): void {
  const content = attribute(node, "content");
  if (content.trim() === "") return;
  for (const key of ["property", "name", "itemProp"]) {
    const name = attribute(node, key).toLowerCase();
    if (name === "") continue;
    const contents = meta.get(name);
    if (contents === undefined) meta.set(name, [content]);
    else contents.push(content);
  }
}

function attribute(node: Element, name: string): string {
  const value = node.properties[name];
  return Array.isArray(value) ? value.join(" ") : (textValue(value) ?? "");
}

/** The class by which office programs name a paragraph's format, of those it has. */
function className(node: Element): string {
  const { className: names } = node.properties;
  const all = Array.isArray(names) ? names.map(String) : [];
  return all.find((name) => /title$/i.test(name)) ?? "";
}

function relations(node: Element): string[] {
  return attribute(node, "rel").toLowerCase().split(/\s+/);
}

/** The first object of a JSON-LD script that has a publication date or a headline. */
function linkedArticle(script: Element): unknown {
  const [content] = script.children;
  if (content?.type !== "text") return undefined;
  let data: unknown;
  try {
    data = JSON.parse(content.value);
  } catch {
    return undefined;
  }
  const roots = Array.isArray(data) ? (data as unknown[]) : [data];
  const objects = roots.flatMap((root) => {
    const graph = property(root, "@graph");
    return Array.isArray(graph) ? [root, ...(graph as unknown[])] : [root];
  });
  return objects.find((object) => firstProperty(object, ["datePublished", "headline"]) !== undefined);
}
