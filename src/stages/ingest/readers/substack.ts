import type { Skipped } from "../../../shapes/post.js";
import type { Row } from "../../../io/csv-table.js";
import { readTable } from "./csv.js";
import { buildPost, joinOutputs } from "../fields.js";
import type {
  CollectionReader,
  FileGroup,
  OpenText,
  ReaderInput,
  ReaderOutput,
  SourceFile,
} from "../../../shapes/reader.js";
import { extensionOf } from "../../../text/file-names.js";
import { groupBy } from "../../../text/group.js";
import { baseName, folderOf, leftOut, nameOf, RULES, skippedAt } from "../names.js";
import { firstHeading, fromFileName } from "../titles.js";

/** A newsletter as Substack exports it: `posts.csv` beside `posts/<id>.<slug>.html`. */
interface SubstackExport {
  index: SourceFile;
  pages: SourceFile[];
  /** What lies beside the pages. */
  lists: readonly SourceFile[];
}

/**
 * The export of a Substack newsletter. Its other lists are no posts: they belong to it. In those of who was sent and who opened a post
 * addresses are counted and not kept; subscribers are never read.
 */
export const substackReader: CollectionReader = {
  name: "substack",
  async claim(files, open) {
    const byFolder = groupBy(files, folderOf);
    const groups: FileGroup[] = [];
    for (const index of files.filter((file) => baseName(nameOf(file)) === "posts.csv")) {
      const beside = byFolder.get(folderOf(index)) ?? [];
      const inside = byFolder.get(`${folderOf(index)}posts/`) ?? [];
      const pages = inside.filter((file) => extensionOf(nameOf(file)) === "html");
      if (pages.length === 0 || !isIndex(await open(index))) continue;
      const lists = beside.filter((other) => extensionOf(nameOf(other)) === "csv");
      const found = { index, pages, lists: inside };
      groups.push({ files: [...inside, ...lists], read: (reader) => readSubstackExport(found, reader) });
    }
    return groups;
  },
};

/** Somebody's own `posts.csv` has no ids; one that can't be read is taken for an export, so that no draft slips through. */
function isIndex(index: Awaited<ReturnType<OpenText>>): boolean {
  return (
    !("input" in index) || /\bpost_id\b/.test(index.input.text.slice(0, 4096).split(/[\r\n]/, 1)[0] ?? "")
  );
}

/** Reads the pages of an export, with title and date from `posts.csv`. Drafts are skipped. */
async function readSubstackExport(found: SubstackExport, read: OpenText): Promise<ReaderOutput> {
  const index = await read(found.index);
  const { rows, complete, skipped } = "input" in index ? readIndex(index.input) : unreadIndex(index.skipped);
  const outputs: ReaderOutput[] = [{ posts: [], skipped }];
  const seen = new Set<string>();
  for (const page of found.pages) {
    const id = postId(baseName(nameOf(page)));
    seen.add(id);
    const output = await readPage(page, rows.get(id), complete, read);
    outputs.push(await withCounts(output, id, found.lists, read));
  }
  for (const [id, row] of rows) {
    if (seen.has(id)) continue;
    const reason = row.published ? `the export has no posts/${id}….html for it` : "a draft, not published";
    const skipped = skippedAt(found.index, `row ${row.number}`, reason);
    outputs.push({ posts: [], skipped: [row.published ? skipped : leftOut(skipped, RULES.unpublished)] });
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

/** Which list has which figure of a post. */
const COUNTED = { delivers: "delivered", opens: "opens" } as const;

/** The post of a page with how many were sent it and opened it. */
async function withCounts(
  output: ReaderOutput,
  id: string,
  lists: readonly SourceFile[],
  read: OpenText,
): Promise<ReaderOutput> {
  if (output.posts.every(({ unpublished }) => unpublished !== undefined)) return output;
  const metrics: Record<string, number> = {};
  for (const [kind, name] of Object.entries(COUNTED)) {
    const list = lists.find((file) => isListOf(baseName(nameOf(file)), id, kind));
    const count = list && (await countPeople(list, read));
    if (count !== undefined) metrics[name] = count;
  }
  const { delivered, opens } = metrics;
  if (delivered !== undefined && opens !== undefined && delivered > 0)
    metrics["open rate"] = Math.round((1_000 * opens) / delivered) / 10;
  if (Object.keys(metrics).length === 0) return output;
  return { ...output, posts: output.posts.map((post) => ({ ...post, metrics })) };
}

function isListOf(name: string, id: string, kind: string): boolean {
  return postId(name) === id && name.endsWith(`.${kind}.csv`);
}

/** How many different addresses a list has; undefined where it has none, or can't be read. */
async function countPeople(list: SourceFile, read: OpenText): Promise<number | undefined> {
  const opened = await read(list);
  if (!("input" in opened)) return undefined;
  const table = readTable({ ...opened.input, columns: {} });
  const column = table.header.findIndex((name) => name.trim().toLowerCase() === "email");
  if (column < 0) return undefined;
  return new Set(table.rows.map(({ fields }) => fields[column]?.trim().toLowerCase())).size;
}

async function readPage(
  page: SourceFile,
  row: IndexRow | undefined,
  complete: boolean,
  read: OpenText,
): Promise<ReaderOutput> {
  const skip = (reason: string): ReaderOutput => ({ posts: [], skipped: [skippedAt(page, "", reason)] });
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
    unpublished: row?.published === false ? "a draft, not published" : undefined,
  });
}
