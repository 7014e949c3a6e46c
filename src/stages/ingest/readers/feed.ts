import type { PostFormat } from "../../../shapes/post.js";
import { parseJson, property } from "../../../io/json.js";
import { buildPost, detectFormat, joinOutputs } from "../fields.js";
import { addressFrom, firstProperty, textValue, webAddress } from "../values.js";
import type { Reader, ReaderInput, ReaderOutput } from "../../../shapes/reader.js";
import { extensionOf } from "../../../text/file-names.js";
import { leftOut, RULES, skippedAt } from "../names.js";
import { unpublishedBecause } from "../published.js";
import { foldLine } from "../titles.js";
import {
  filledFields,
  firstField,
  firstText,
  scanXml,
  skippedForProblems,
  texts,
  type XmlField,
  type XmlRecord,
} from "../xml.js";

const XML_FEED = /<(?:rss|rdf:RDF|(?:[\w.-]+:)?feed)[\s>]|<!DOCTYPE\s+(?:rss|feed|rdf:RDF)\b/;
const JSON_FEED = /"https?:\\?\/\\?\/(?:www\.)?jsonfeed\.org\\?\/version/;
/** A feed names itself at its top. */
const HEAD = 16 * 1024;

/** RSS (also 1.0), Atom and JSON Feed. */
export const feedReader: Reader = {
  name: "feed",
  endings: ["xml", "rss", "atom", "rdf", "json"],
  accepts: (name, text) => {
    const extension = extensionOf(name);
    if (["rss", "atom"].includes(extension)) return true;
    if (["xml", "rdf"].includes(extension)) return XML_FEED.test(text.slice(0, HEAD));
    return extension === "json" && JSON_FEED.test(text);
  },
  read: (input) =>
    extensionOf(input.record ?? input.path) === "json" ? readJsonFeed(input) : readXmlFeed(input),
};

/* -------------------------------------------------------------- RSS, Atom */

const RECORDS = new Set(["item", "entry", "atom:entry"]);

function readXmlFeed(input: ReaderInput): ReaderOutput {
  const scan = scanXml(input.text, RECORDS);
  const feedAuthor = firstText(scan.channel, ["author/name", "atom:author/atom:name"]);
  const outputs = scan.records.map((record, index) => {
    const place = `item ${index + 1}`;
    return record.name === "item"
      ? readItem(input, record, place)
      : readEntry(input, record, place, feedAuthor);
  });
  const joined = joinOutputs(outputs);
  const faults = skippedForProblems(input, scan);
  joined.skipped.push(...faults);
  if (scan.records.length === 0 && faults.length === 0)
    joined.skipped.push(skippedAt(input, "", "the feed holds no items"));
  return joined;
}

function readItem(input: ReaderInput, item: XmlRecord, place: string): ReaderOutput {
  const [full] = filledFields(item, ["content:encoded", "content", "xhtml:body"]);
  const body = full ?? longestOf(filledFields(item, SUMMARIES));
  if (body === undefined) return { posts: [], skipped: [skippedAt(input, place, "the item has no text")] };
  const source = body.text;
  const guid = firstField(item, "guid");
  const [link] = filledFields(item, ["link"]);
  const permalink = guid?.attributes.get("isPermaLink") === "false" ? undefined : guid?.text;
  return buildPost(
    input,
    {
      source,
      format: full === undefined && !/&[#\w]+;/.test(source) ? detectFormat(source) : "html",
      title: firstText(item, ["title"]),
      titleFormat: "html",
      date: firstText(item, ["pubDate", "dc:date", "date", "published"]),
      url: addressFrom(link?.text, link?.base) ?? webAddress(permalink),
      base: body.base,
      author: rssAuthor(firstText(item, ["dc:creator", "author", "itunes:author"])),
      tags: texts(item, ["category", "dc:subject"]),
    },
    { kind: "record", record: place },
  );
}

/** Where a feed has no content of its own: a podcast's notes, a video's description. */
const SUMMARIES = [
  "description",
  "summary",
  "itunes:summary",
  "media:description",
  "media:group/media:description",
  "itunes:subtitle",
];

function longestOf(fields: readonly XmlField[]): XmlField | undefined {
  return fields.reduce<XmlField | undefined>(
    (best, field) => (best === undefined || field.text.length > best.text.length ? field : best),
    undefined,
  );
}

/** RSS writes `mail@example.org (Name)`; the name is the author. */
function rssAuthor(written: string | undefined): string | undefined {
  return /^[^\s@]+@\S+ \(([^()]+)\)$/.exec(foldLine(written ?? ""))?.[1] ?? written;
}

function readEntry(
  input: ReaderInput,
  entry: XmlRecord,
  place: string,
  feedAuthor: string | undefined,
): ReaderOutput {
  const rest = bloggerReason(entry);
  if (rest !== undefined)
    return { posts: [], skipped: [leftOut(skippedAt(input, place, rest), RULES.responses)] };
  if (isBloggerMachinery(entry)) return { posts: [], skipped: [] };
  const body = [
    firstAtom(entry, "content"),
    firstAtom(entry, "summary"),
    firstField(entry, "media:group/media:description"),
    firstField(entry, "media:description"),
  ].find((field) => field !== undefined && field.text.trim() !== "");
  if (body === undefined) return { posts: [], skipped: [skippedAt(input, place, "the entry has no text")] };
  const title = firstAtom(entry, "title");
  return buildPost(
    input,
    {
      source: body.text,
      format: atomFormat(body),
      title: title?.text,
      titleFormat: title === undefined ? "text" : atomFormat(title),
      date: firstText(entry, ["published", "issued", "updated", "atom:published", "atom:updated"]),
      url: entryLink(entry),
      base: body.base,
      author: texts(entry, ["author/name", "atom:author/atom:name"])
        .concat(feedAuthor ?? [])
        .slice(0, 1),
      tags: categories(entry),
      unpublished: unpublishedBecause({
        draft: firstText(entry, ["app:control/app:draft"]),
        status: firstText(entry, ["blogger:status"]),
      }),
    },
    { kind: "record", record: place },
  );
}

/** By this Blogger's backup tells posts from comments, settings and templates. */
const KIND = /kind#(\w+)$/;

function bloggerKind(entry: XmlRecord): string {
  const type = firstText(entry, ["blogger:type"]);
  if (type !== undefined) return type.trim().toLowerCase();
  const terms = (entry.fields.get("category") ?? []).map(({ attributes }) => attributes.get("term") ?? "");
  return terms.map((term) => KIND.exec(term)?.[1]).find((kind) => kind !== undefined) ?? "post";
}

function bloggerReason(entry: XmlRecord): string | undefined {
  return bloggerKind(entry) === "comment" ? "a comment by a reader" : undefined;
}

function isBloggerMachinery(entry: XmlRecord): boolean {
  return !["post", "page"].includes(bloggerKind(entry));
}

function atomFormat(field: XmlField): PostFormat {
  const type = field.attributes.get("type");
  // Without a type it should be plain text, and often is not.
  if (type === undefined) return detectFormat(field.text);
  return ["html", "xhtml", "text/html", "application/xhtml+xml"].includes(type) ? "html" : "text";
}

function entryLink(entry: XmlRecord): string | undefined {
  const links = [...(entry.fields.get("link") ?? []), ...(entry.fields.get("atom:link") ?? [])];
  const alternate = links.find((link) => (link.attributes.get("rel") ?? "alternate") === "alternate");
  return addressFrom(alternate?.attributes.get("href"), alternate?.base);
}

function categories(entry: XmlRecord): string[] {
  const fields = [...(entry.fields.get("category") ?? []), ...(entry.fields.get("atom:category") ?? [])];
  return fields
    .map((field) => field.attributes.get("label") ?? field.attributes.get("term") ?? "")
    .filter((tag) => !KIND.test(tag));
}

function firstAtom(record: XmlRecord, name: string): XmlField | undefined {
  return firstField(record, name) ?? firstField(record, `atom:${name}`);
}

/* -------------------------------------------------------------- JSON Feed */

function readJsonFeed(input: ReaderInput): ReaderOutput {
  const feed = parseJson(input.text);
  if (feed instanceof Error) {
    return { posts: [], skipped: [skippedAt(input, "", `not valid JSON: ${feed.message}`)] };
  }
  const items = property(feed, "items");
  if (!Array.isArray(items) || items.length === 0) {
    return { posts: [], skipped: [skippedAt(input, "", 'expected a JSON Feed with "items", got none')] };
  }
  const feedAuthors = firstProperty(feed, ["authors", "author"]);
  return joinOutputs(
    (items as unknown[]).map((item, index) => readJsonItem(input, item, `item ${index + 1}`, feedAuthors)),
  );
}

function readJsonItem(input: ReaderInput, item: unknown, place: string, feedAuthors: unknown): ReaderOutput {
  const html = property(item, "content_html");
  const plain = textValue(property(item, "content_text")) ?? textValue(property(item, "summary"));
  const source = typeof html === "string" && html.trim() !== "" ? html : plain;
  if (source === undefined) return { posts: [], skipped: [skippedAt(input, place, "the item has no text")] };
  return buildPost(
    input,
    {
      source,
      format: source === html ? "html" : "text",
      title: property(item, "title"),
      titleFormat: "text",
      date: firstProperty(item, ["date_published", "date_modified"]),
      url: webAddress(property(item, "url")) ?? property(item, "external_url") ?? property(item, "id"),
      author: firstProperty(item, ["authors", "author"]) ?? feedAuthors,
      tags: property(item, "tags"),
    },
    { kind: "record", record: place },
  );
}
