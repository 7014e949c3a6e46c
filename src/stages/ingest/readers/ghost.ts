import { escapeHtml } from "../../../text/escape-html.js";
import { isRecord, parseJson, parseRecord, property } from "../../../io/json.js";
import type { Reader, ReaderInput, ReaderOutput } from "../../../shapes/reader.js";
import { extensionOf } from "../../../text/file-names.js";
import { buildPost, joinOutputs } from "../fields.js";
import { leftOut, RULES, skippedAt } from "../names.js";
import { unpublishedBecause } from "../published.js";
import { textValue } from "../values.js";
import { htmlOfLexical, htmlOfMobiledoc } from "./ghost-editors.js";

/** How Ghost's export names itself near its top. */
const HEAD = 4096;

export function isGhostExport(text: string): boolean {
  return (
    /"db"\s*:\s*\[|"exported_on"\s*:/.test(text.slice(0, HEAD)) &&
    /"(?:posts|lexical|mobiledoc)"\s*:/.test(text)
  );
}

/** Ghost's own export (Settings → Migration): published posts and pages, with their tags and authors. */
export const ghostReader: Reader = {
  name: "ghost",
  endings: ["json"],
  accepts: (name, text) => extensionOf(name) === "json" && isGhostExport(text),
  read: readExport,
};

function readExport(input: ReaderInput): ReaderOutput {
  const document = parseJson(input.text);
  if (document instanceof Error) {
    return { posts: [], skipped: [skippedAt(input, "", `not valid JSON: ${document.message}`)] };
  }
  const data = dataOf(document);
  const posts = listOf(data, "posts");
  if (posts.length === 0)
    return { posts: [], skipped: [skippedAt(input, "", "the Ghost export holds no posts")] };
  const tags = namesByPost(data, "posts_tags", "tag_id", "tags");
  const authors = namesByPost(data, "posts_authors", "author_id", "users");
  return joinOutputs(posts.map((post, i) => readPost(input, post, `post ${i + 1}`, { tags, authors })));
}

/** Older exports have the tables at the top, newer ones below `db`. */
function dataOf(document: unknown): unknown {
  const db = property(document, "db");
  const [first] = Array.isArray(db) ? (db as unknown[]) : [document];
  return property(first, "data") ?? first;
}

function listOf(data: unknown, name: string): object[] {
  const list = property(data, name);
  return Array.isArray(list) ? (list as unknown[]).filter(isRecord) : [];
}

type NamesByPost = ReadonlyMap<string, string[]>;

/** The names that a table of pairs joins to each post, in the order that the export gives them. */
function namesByPost(data: unknown, pairs: string, column: string, table: string): NamesByPost {
  const names = new Map(
    listOf(data, table).map((row) => [textValue(property(row, "id")), textValue(property(row, "name"))]),
  );
  const byPost = new Map<string, string[]>();
  const order = (pair: object): number => Number(property(pair, "sort_order") ?? 0);
  for (const pair of listOf(data, pairs).toSorted((a, b) => order(a) - order(b))) {
    const post = textValue(property(pair, "post_id"));
    const name = names.get(textValue(property(pair, column)));
    // Tags that begin with # are for the theme of the site, not for readers.
    if (post === undefined || name === undefined || name.startsWith("#")) continue;
    byPost.set(post, [...(byPost.get(post) ?? []), name]);
  }
  return byPost;
}

function readPost(
  input: ReaderInput,
  post: object,
  place: string,
  { tags, authors }: { tags: NamesByPost; authors: NamesByPost },
): ReaderOutput {
  const id = textValue(property(post, "id"));
  const source = htmlOf(post);
  const unpublished = unpublishedBecause({ status: property(post, "status") });
  if (source === undefined || source.trim() === "") {
    const row = skippedAt(input, place, unpublished ?? "the post has no text");
    return { posts: [], skipped: [unpublished === undefined ? row : leftOut(row, RULES.unpublished)] };
  }
  return buildPost(
    input,
    {
      source,
      format: "html",
      title: property(post, "title"),
      titleFormat: "text",
      date: property(post, "published_at") ?? property(post, "created_at"),
      url: property(post, "url") ?? property(post, "canonical_url"),
      author: authors.get(id ?? "") ?? property(post, "authors") ?? property(post, "author"),
      tags: tags.get(id ?? "") ?? property(post, "tags"),
      unpublished,
    },
    { kind: "record", record: place, ...(id === undefined ? {} : { id }) },
  );
}

/** The HTML that Ghost made of the post, else what its editor wrote. */
function htmlOf(post: object): string | undefined {
  const html = textValue(property(post, "html"));
  if (html !== undefined) return html;
  const lexical = parsed(property(post, "lexical"));
  if (lexical !== undefined) return htmlOfLexical(property(lexical, "root"));
  const mobiledoc = parsed(property(post, "mobiledoc"));
  if (mobiledoc !== undefined) return htmlOfMobiledoc(mobiledoc);
  const plain = textValue(property(post, "plaintext"));
  return plain
    ?.split(/\n{2,}/)
    .map((text) => `<p>${escapeHtml(text)}</p>`)
    .join("\n");
}

function parsed(value: unknown): object | undefined {
  if (typeof value === "string") return parseRecord(value);
  return isRecord(value) ? value : undefined;
}
