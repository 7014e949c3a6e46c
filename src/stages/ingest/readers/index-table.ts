import type { CollectionReader, Draft, OpenText, ReaderOutput, SourceFile } from "../../../shapes/reader.js";
import type { Skipped } from "../../../shapes/post.js";
import { extensionOf } from "../../../text/file-names.js";
import { withoutEnd } from "../../../text/without-end.js";
import { findColumns } from "../columns.js";
import { calendarDate, isSlashed } from "../dates.js";
import { foldName } from "../field-names.js";
import { joinOutputs } from "../fields.js";
import { baseName, folderOf, leftOut, nameOf, RULES, skippedAt } from "../names.js";
import { unpublishedBecause } from "../published.js";
import { plainTitle } from "../titles.js";
import { webAddress } from "../values.js";
import { readTable } from "./csv.js";
import { htmlReader } from "./html.js";
import { markdownReader } from "./markdown.js";

const DOCUMENTS = new Set(["html", "htm", "md", "markdown", "txt"]);
/** Columns that name the document of a row. */
const KEYS = [
  "slug",
  "id",
  "uniqueid",
  "postid",
  "emailid",
  "campaignid",
  "uuid",
  "file",
  "filename",
  "path",
  "url",
  "weburl",
  "title",
];
/** So many of the rows must have a document before the table counts as the index of these. */
const LEAST_SHARE = 0.5;

interface Entry {
  row: Record<string, string>;
  number: number;
  files: SourceFile[];
}

/**
 * A table about documents that lie beside it, as newsletter services export them (Mailchimp, Buttondown and others): rows have no
 * text, but a title, a date, a status, and an id or slug that the document's name or folder bears.
 */
export const indexTableReader: CollectionReader = {
  name: "index-table",
  async claim(files, open) {
    const groups = [];
    for (const table of files.filter((file) => extensionOf(nameOf(file)) === "csv")) {
      const inside = files.filter((file) => file !== table && isDocumentBelow(file, table));
      if (inside.length === 0) continue;
      const opened = await open(table);
      if ("skipped" in opened) continue;
      const { header, rows, skipped } = readTable({ ...opened.input, columns: {} });
      const columns = findColumns(header, {}, table.path);
      if (columns.text !== undefined || (columns.title === undefined && columns.date === undefined)) continue;
      const entries = entriesOf(header, rows, inside);
      if (entries.filter(({ files: own }) => own.length > 0).length < Math.max(1, LEAST_SHARE * rows.length))
        continue;
      const claimed = [table, ...entries.flatMap(({ files: own }) => own)];
      groups.push({
        files: claimed,
        read: (reader: OpenText) => readEntries(table, entries, skipped, reader),
      });
    }
    return groups;
  },
};

function isDocumentBelow(file: SourceFile, table: SourceFile): boolean {
  return DOCUMENTS.has(extensionOf(nameOf(file))) && folderOf(file).startsWith(folderOf(table));
}

/** Each row with its documents: those whose name, or whose folder's, bears a key of the row. */
function entriesOf(
  header: readonly string[],
  rows: readonly { number: number; fields: string[] }[],
  files: readonly SourceFile[],
): Entry[] {
  const keyColumns = KEYS.flatMap((key) => header.filter((name) => foldName(name) === key));
  const byName = new Map<string, SourceFile[]>();
  for (const file of files) {
    for (const name of namesOf(file)) byName.set(name, [...(byName.get(name) ?? []), file]);
  }
  const taken = new Set<SourceFile>();
  return rows.map(({ number, fields }) => {
    const row = Object.fromEntries(header.map((name, i) => [name, fields[i] ?? ""]));
    const keys = keyColumns.map((column) => keyOf(row[column] ?? "")).filter((key) => key !== "");
    const match = keys.map((key) => byName.get(key)).find((found) => found?.some((file) => !taken.has(file)));
    const own = (match ?? []).filter((file) => !taken.has(file));
    for (const file of own) taken.add(file);
    return { row, number, files: own };
  });
}

/** `1000_the-slug.html` is found by 1000, by the-slug and by both. */
function namesOf(file: SourceFile): Set<string> {
  const parts = nameOf(file).split("/");
  const stem = baseName(nameOf(file)).replace(/\.[^.]+$/, "");
  const folder = /^(?:index|content|email|post)$/i.test(stem) ? (parts.at(-2) ?? "") : "";
  const names = [stem, folder].filter((name) => name !== "");
  return new Set(
    names.flatMap((name) => {
      const [, id = "", slug = ""] = /^(\w{1,40}?)[_.-](.+)$/.exec(name) ?? [];
      return [name, id, slug].map(keyOf).filter((key) => key !== "");
    }),
  );
}

function keyOf(text: string): string {
  const tail = withoutEnd(text.trim(), "/?#").split("/").at(-1) ?? "";
  return tail
    .toLowerCase()
    .replace(/\.(?:html?|md|txt)$/, "")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
}

async function readEntries(
  table: SourceFile,
  entries: readonly Entry[],
  faults: readonly Skipped[],
  open: OpenText,
): Promise<ReaderOutput> {
  const outputs: ReaderOutput[] = [{ posts: [], skipped: faults.map((row) => ({ ...row, post: false })) }];
  for (const { row, number, files } of entries) {
    const [best, ...copies] = files.toSorted((a, b) => worth(b) - worth(a));
    if (best === undefined) {
      const why = unpublishedBecause(row) ?? "the export has no document for it";
      outputs.push({ posts: [], skipped: [skippedAt(table, `row ${number}`, why)] });
      continue;
    }
    outputs.push(await readEntry(best, row, open));
    const skipped = copies.map((copy) =>
      leftOut(skippedAt(copy, "", `the same post as ${nameOf(best)}, which is read`), RULES.copies),
    );
    outputs.push({ posts: [], skipped });
  }
  return joinOutputs(outputs);
}

/** HTML says more than its text copy; Markdown is what was written. */
function worth(file: SourceFile): number {
  const ending = extensionOf(nameOf(file));
  return ending === "txt" ? 0 : ending.startsWith("htm") ? 1 : 2;
}

async function readEntry(
  file: SourceFile,
  row: Record<string, string>,
  open: OpenText,
): Promise<ReaderOutput> {
  const opened = await open(file);
  if ("skipped" in opened) return { posts: [], skipped: [opened.skipped] };
  const reader = extensionOf(nameOf(file)).startsWith("htm") ? htmlReader : markdownReader;
  const { posts, skipped } = reader.read({ ...opened.input, columns: {} });
  return { posts: posts.map((post) => withRow(post, row)), skipped };
}

/** What the table says of a post goes before what its document says. */
function withRow(post: Draft, row: Record<string, string>): Draft {
  const columns = findColumns(Object.keys(row), {}, post.path);
  const subject = Object.keys(row).find((name) =>
    /^(?:subject|subjectline|emailsubject)$/.test(foldName(name)),
  );
  const cell = (name: string | undefined): string => (name === undefined ? "" : (row[name] ?? "").trim());
  const title = plainTitle(cell(subject) || cell(columns.title), "html");
  const written = cell(columns.date);
  const date = calendarDate(written);
  const url = webAddress(cell(columns.url));
  const author = cell(columns.author);
  const tags = cell(columns.tags)
    .split(/[,;]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "");
  const unpublished = unpublishedBecause(row);
  return {
    ...post,
    ...(title !== "" && { title }),
    ...(date !== undefined && { date }),
    ...(isSlashed(written) && { slashedDate: written }),
    ...(url !== undefined && { url }),
    ...(author !== "" && { author }),
    ...(tags.length > 0 && { tags }),
    ...(unpublished !== undefined && { unpublished }),
  };
}
