import type { PostFormat } from "../../../shapes/post.js";
import { parseJson, property } from "../../../io/json.js";
import { buildPost, detectFormat, firstProperty, joinOutputs, textValue, webAddress } from "../fields.js";
import type { Reader, ReaderInput, ReaderOutput } from "../../../shapes/reader.js";
import { extensionOf } from "../../../text/file-names.js";
import { skippedAt } from "../names.js";
import { foldLine } from "../titles.js";
import {
  firstField,
  firstText,
  scanXml,
  skippedForProblem,
  texts,
  type XmlField,
  type XmlRecord,
} from "../xml.js";

const XML_FEED = /<(?:rss|feed|rdf:RDF|atom:feed)[\s>]|<!DOCTYPE\s+(?:rss|feed|rdf:RDF)\b/;
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
  const nothing = scan.records.length === 0;
  if (scan.problem !== undefined) joined.skipped.push(skippedForProblem(input, scan.problem, nothing));
  else if (nothing) joined.skipped.push(skippedAt(input, "", "the feed holds no items"));
  return joined;
}

function readItem(input: ReaderInput, item: XmlRecord, place: string): ReaderOutput {
  const full = firstText(item, ["content:encoded", "content", "xhtml:body"]);
  const source = full ?? firstText(item, ["description", "summary"]);
  if (source === undefined) return { posts: [], skipped: [skippedAt(input, place, "the item has no text")] };
  const guid = firstField(item, "guid");
  const permalink = guid?.attributes.get("isPermaLink") === "false" ? undefined : guid?.text;
  return buildPost(
    input,
    {
      source,
      format: full === undefined && !/&[#\w]+;/.test(source) ? detectFormat(source) : "html",
      title: firstText(item, ["title"]),
      titleFormat: "html",
      date: firstText(item, ["pubDate", "dc:date", "date", "published"]),
      url: webAddress(firstText(item, ["link"])) ?? webAddress(permalink),
      author: rssAuthor(firstText(item, ["dc:creator", "author", "itunes:author"])),
      tags: texts(item, ["category", "dc:subject"]),
    },
    { kind: "record", record: place },
  );
}

/** RSS writes `mail@example.org (Name)`; the name is the author. */
function rssAuthor(written: string | undefined): string | undefined {
  return /^\S+@\S+ \(([^()]+)\)$/.exec(foldLine(written ?? ""))?.[1] ?? written;
}

function readEntry(
  input: ReaderInput,
  entry: XmlRecord,
  place: string,
  feedAuthor: string | undefined,
): ReaderOutput {
  const body = [firstAtom(entry, "content"), firstAtom(entry, "summary")].find(
    (field) => (field?.text ?? "").trim() !== "",
  );
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
      author: texts(entry, ["author/name", "atom:author/atom:name"])
        .concat(feedAuthor ?? [])
        .slice(0, 1),
      tags: categories(entry),
    },
    { kind: "record", record: place },
  );
}

function atomFormat(field: XmlField): PostFormat {
  return ["html", "xhtml", "text/html", "application/xhtml+xml"].includes(
    field.attributes.get("type") ?? "text",
  )
    ? "html"
    : "text";
}

function entryLink(entry: XmlRecord): string | undefined {
  const links = [...(entry.fields.get("link") ?? []), ...(entry.fields.get("atom:link") ?? [])];
  const alternate = links.find((link) => (link.attributes.get("rel") ?? "alternate") === "alternate");
  return webAddress(alternate?.attributes.get("href"));
}

function categories(entry: XmlRecord): string[] {
  const fields = [...(entry.fields.get("category") ?? []), ...(entry.fields.get("atom:category") ?? [])];
  return fields.map((field) => field.attributes.get("label") ?? field.attributes.get("term") ?? "");
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
