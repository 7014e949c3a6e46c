import { buildPost, joinOutputs } from "../fields.js";
import type { Reader, ReaderInput, ReaderOutput } from "../../../shapes/reader.js";
import { extensionOf } from "../../../text/file-names.js";
import { leftOut, RULES, skippedAt } from "../names.js";
import { unpublishedBecause } from "../published.js";
import { foldLine } from "../titles.js";
import { firstText, scanXml, skippedForProblems, type XmlRecord } from "../xml.js";

const RECORDS = new Set(["item", "wp:author"]);
/** What plug-ins call the posts of a newsletter, a podcast and the like. */
const POST_LIKE =
  /^(?:posts?|pages?|.*(?:newsletter|letter|issue|campaign|article|episode|podcast|story|stories|essay|note|blog|news|column|review|tutorial|recipe|interview).*)$/i;
/** What WordPress and its plug-ins keep in the same table; none of it is writing. */
const MACHINERY =
  /^(?:attachment|revision|nav_menu_item|custom_css|customize_changeset|oembed_cache|user_request|wp_.*|acf-.*|elementor_.*|jp_.*|et_.*|vc_.*|fusion_.*|.*_(?:templates?|forms?|orders?|coupons?|fields?|library)|feedback|shop_.*|scheduled-action)$/i;

/** The export names its own format in the namespaces of its root. */
const HEAD = 16 * 1024;

/** WordPress's own export (WXR): published posts and pages. */
export const wordpressReader: Reader = {
  name: "wordpress",
  endings: ["xml", "wxr"],
  accepts: (name, text) =>
    ["xml", "wxr"].includes(extensionOf(name)) &&
    /wordpress\.org\/export\/\d|<wp:wxr_version>/.test(text.slice(0, HEAD)),
  read: readExport,
};

function readExport(input: ReaderInput): ReaderOutput {
  const scan = scanXml(input.text, RECORDS);
  const authors = displayNames(scan.records);
  const items = scan.records.filter((record) => record.name === "item");
  const outputs = items.map((item, index) => readItem(input, item, `item ${index + 1}`, authors));
  const joined = joinOutputs(outputs);
  const faults = skippedForProblems(input, scan);
  joined.skipped.push(...faults);
  if (joined.posts.length + joined.skipped.length === 0) {
    joined.skipped.push(skippedAt(input, "", "the export holds no posts or pages"));
  }
  return joined;
}

function displayNames(records: readonly XmlRecord[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const record of records) {
    const login = firstText(record, ["wp:author_login"]);
    const display = firstText(record, ["wp:author_display_name"]);
    if (record.name === "wp:author" && login !== undefined && display !== undefined)
      names.set(login, display);
  }
  return names;
}

function readItem(
  input: ReaderInput,
  item: XmlRecord,
  place: string,
  authors: ReadonlyMap<string, string>,
): ReaderOutput {
  const type = foldLine(firstText(item, ["wp:post_type"]) ?? "post");
  if (MACHINERY.test(type)) return { posts: [], skipped: [] };
  if (!POST_LIKE.test(type)) {
    const reason = `of the type "${type.slice(0, 40)}", which is no post`;
    return { posts: [], skipped: [leftOut(skippedAt(input, place, reason), RULES.otherTypes)] };
  }
  const source = firstText(item, ["content:encoded"]);
  if (source === undefined) return { posts: [], skipped: [skippedAt(input, place, "the item has no text")] };
  return buildPost(
    input,
    {
      source,
      // The classic editor stores paragraphs as blank lines between bits of HTML, which is what Markdown is.
      format: /<(?:p|div)[\s>]|<!-- wp:/i.test(source) ? "html" : "markdown",
      title: firstText(item, ["title"]),
      titleFormat: "html",
      // The local day, as the author saw it; pubDate is in UTC.
      date: firstText(item, ["wp:post_date", "pubDate"]),
      url: firstText(item, ["link"]),
      author: authorsOf(item, authors),
      tags: categories(item)
        .filter(({ domain, text }) => !NO_TAG.test(domain) && text !== "Uncategorized")
        .map(({ text }) => text),
      unpublished: unpublishedBecause({
        status: firstText(item, ["wp:status"]),
        password: firstText(item, ["wp:post_password"]),
      }),
    },
    { kind: "record", record: place },
  );
}

/** Domains of `<category>` by which WordPress says something else than a tag. */
const NO_TAG = /^(?:author|post_format|nav_menu|language|.*_visibility)$/;

function categories(item: XmlRecord): { domain: string; text: string }[] {
  return (item.fields.get("category") ?? []).map(({ text, attributes }) => ({
    domain: attributes.get("domain") ?? "category",
    text,
  }));
}

/** The co-authors that a plug-in keeps as a taxonomy, else the one who made the post. */
function authorsOf(item: XmlRecord, names: ReadonlyMap<string, string>): string[] {
  const coAuthors = categories(item).filter(({ domain }) => domain === "author");
  if (coAuthors.length > 0) return coAuthors.map(({ text }) => names.get(text) ?? text);
  const login = firstText(item, ["dc:creator"]);
  return login === undefined ? [] : [names.get(login) ?? login];
}
