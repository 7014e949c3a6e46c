import type { Skipped } from "../../../shapes/post.js";
import type { Row } from "../../../io/csv-table.js";
import { readTable } from "./csv.js";
import { buildPost, joinOutputs } from "../fields.js";
import type { ReaderInput, ReaderOutput, SourceFile } from "../../../shapes/reader.js";
import { extensionOf } from "../../../text/file-names.js";
import { nameOf, skippedAt } from "../names.js";
import { firstHeading, fromFileName } from "../titles.js";

/** A newsletter as Substack exports it: `posts.csv` beside `posts/<id>.<slug>.html`. */
export interface SubstackExport {
  index: SourceFile;
  pages: SourceFile[];
}

/** Reads and decodes a file, or says why that can't be done. */
export type Decoder = (file: SourceFile) => Promise<{ input: ReaderInput } | { skipped: Skipped }>;

/**
 * Finds the exports among files that were found together. The other lists of an export (subscribers, who opened which
 * mail) are no posts: they belong to it and are never read.
 */
export async function splitSubstackExports(
  files: readonly SourceFile[],
  read: Decoder,
): Promise<{ exports: SubstackExport[]; rest: SourceFile[] }> {
  const byFolder = groupByFolder(files);
  const exports: SubstackExport[] = [];
  const taken = new Set<SourceFile>();
  for (const index of files.filter((file) => baseName(nameOf(file)) === "posts.csv")) {
    const beside = byFolder.get(folderOf(index)) ?? [];
    const inside = byFolder.get(`${folderOf(index)}posts/`) ?? [];
    const pages = inside.filter((file) => extensionOf(nameOf(file)) === "html");
    if (pages.length === 0 || !isIndex(await read(index))) continue;
    exports.push({ index, pages });
    for (const file of [...inside, ...beside.filter((other) => extensionOf(nameOf(other)) === "csv")])
      taken.add(file);
  }
  return { exports, rest: files.filter((file) => !taken.has(file)) };
}

/** Somebody's own `posts.csv` has no ids; one that can't be read is taken for an export, so that no draft slips through. */
function isIndex(index: Awaited<ReturnType<Decoder>>): boolean {
  return (
    !("input" in index) || /\bpost_id\b/.test(index.input.text.slice(0, 4096).split(/[\r\n]/, 1)[0] ?? "")
  );
}

function groupByFolder(files: readonly SourceFile[]): Map<string, SourceFile[]> {
  const groups = new Map<string, SourceFile[]>();
  for (const file of files) {
    const folder = folderOf(file);
    const group = groups.get(folder);
    if (group === undefined) groups.set(folder, [file]);
    else group.push(file);
  }
  return groups;
}

/** The zip and the folder in it, so that exports in different zips stay apart. */
function folderOf(file: SourceFile): string {
  const name = nameOf(file);
  return `${file.record === undefined ? "" : `${file.file}:`}${name.slice(0, name.lastIndexOf("/") + 1)}`;
}

function baseName(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

/** Reads the pages of an export, with title and date from `posts.csv`. Drafts are skipped. */
export async function readSubstackExport(found: SubstackExport, read: Decoder): Promise<ReaderOutput> {
  const index = await read(found.index);
  const { rows, complete, skipped } = "input" in index ? readIndex(index.input) : unreadIndex(index.skipped);
  const outputs: ReaderOutput[] = [{ posts: [], skipped }];
  const seen = new Set<string>();
  for (const page of found.pages) {
    const id = postId(baseName(nameOf(page)));
    seen.add(id);
    outputs.push(await readPage(page, rows.get(id), complete, read));
  }
  for (const [id, row] of rows) {
    if (seen.has(id)) continue;
    const reason = row.published ? `the export has no posts/${id}….html for it` : "a draft, not published";
    outputs.push({ posts: [], skipped: [skippedAt(found.index, `row ${row.number}`, reason)] });
  }
  return joinOutputs(outputs);
}

interface IndexRow {
  number: number;
  title: string;
  date: string;
  published: boolean;
}

interface Index {
  rows: ReadonlyMap<string, IndexRow>;
  /** False where a page without a row may have one in the part that could not be read. */
  complete: boolean;
  skipped: Skipped[];
}

function unreadIndex(reason: Skipped): Index {
  return { rows: new Map(), complete: false, skipped: [{ ...reason, post: false }] };
}

function readIndex(input: ReaderInput): Index {
  const table = readTable({ ...input, columns: {} });
  const cell = (row: Row, name: string): string => row.fields[table.header.indexOf(name)]?.trim() ?? "";
  const rows = new Map<string, IndexRow>();
  for (const row of table.rows) {
    rows.set(postId(cell(row, "post_id")), {
      number: row.number,
      title: cell(row, "title"),
      date: cell(row, "post_date"),
      published: cell(row, "is_published").toLowerCase() !== "false",
    });
  }
  // What is lost with a broken row is counted where its page is skipped.
  return {
    rows,
    complete: table.skipped.length === 0,
    skipped: table.skipped.map((row) => ({ ...row, post: false })),
  };
}

/** `44.the-slug.html` and `44.the-slug` both belong to post 44. */
function postId(name: string): string {
  return name.split(".")[0] ?? name;
}

async function readPage(
  page: SourceFile,
  row: IndexRow | undefined,
  complete: boolean,
  read: Decoder,
): Promise<ReaderOutput> {
  const skip = (reason: string): ReaderOutput => ({ posts: [], skipped: [skippedAt(page, "", reason)] });
  if (row?.published === false) return skip("a draft, not published");
  if (row === undefined && !complete)
    return skip("its row in posts.csv could not be read, so it may be a draft");
  const decoded = await read(page);
  if ("skipped" in decoded) return { posts: [], skipped: [decoded.skipped] };
  const { text } = decoded.input;
  const slug = /^\d+\.(.+)$/.exec(baseName(nameOf(page)))?.[1];
  const fallback = slug === undefined ? undefined : (firstHeading(text, "html") ?? fromFileName(slug).title);
  return buildPost(decoded.input, {
    source: text,
    format: "html",
    title: row === undefined || row.title === "" ? fallback : row.title,
    titleFormat: "html",
    date: row?.date,
  });
}
