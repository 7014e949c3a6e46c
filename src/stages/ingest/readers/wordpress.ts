import { buildPost, joinOutputs } from "../fields.js";
import type { Reader, ReaderInput, ReaderOutput } from "../../../shapes/reader.js";
import { extensionOf } from "../../../text/file-names.js";
import { skippedAt } from "../names.js";
import { firstText, scanXml, skippedForProblem, texts, type XmlRecord } from "../xml.js";

const RECORDS = new Set(["item", "wp:author"]);
/** Everything else in an export (attachments, menus, revisions) is no post. */
const POST_TYPES = new Set(["post", "page"]);
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
  if (scan.problem !== undefined)
    joined.skipped.push(skippedForProblem(input, scan.problem, items.length === 0));
  else if (joined.posts.length + joined.skipped.length === 0) {
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
  if (!POST_TYPES.has(firstText(item, ["wp:post_type"]) ?? "post")) return { posts: [], skipped: [] };
  const status = firstText(item, ["wp:status"]) ?? "publish";
  if (status !== "publish") {
    return {
      posts: [],
      skipped: [skippedAt(input, place, `not published (its status is "${status.slice(0, 40)}")`)],
    };
  }
  const source = firstText(item, ["content:encoded"]);
  if (source === undefined) return { posts: [], skipped: [skippedAt(input, place, "the item has no text")] };
  const login = firstText(item, ["dc:creator"]) ?? "";
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
      author: authors.get(login) ?? login,
      tags: texts(item, ["category"]),
    },
    { kind: "record", record: place },
  );
}
