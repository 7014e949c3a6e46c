import { parseTable, type Row, type Table } from "../../../io/csv-table.js";
import type { PostFormat, Skipped } from "../../../shapes/post.js";
import { extensionOf } from "../../../text/file-names.js";
import { COLUMN_ROLES, type ColumnNames, type ColumnRole, findColumns, noTextColumn } from "../columns.js";
import { buildPost, detectFormat, joinOutputs } from "../fields.js";
import type { Reader, ReaderInput, ReaderOutput } from "../../../shapes/reader.js";
import { skippedAt } from "../names.js";

/** One post per row, under a header. */
export const csvReader: Reader = {
  name: "csv",
  endings: ["csv", "tsv"],
  accepts: (name) => ["csv", "tsv"].includes(extensionOf(name)),
  read: readPosts,
};

/** A table of posts, its faults as rows of `skipped.csv`. */
interface PostTable extends Pick<Table, "header" | "rows"> {
  skipped: Skipped[];
}

/** Reads a table, its delimiter found by the names of columns that posts have. */
export function readTable(input: ReaderInput): PostTable {
  const asked = COLUMN_ROLES.map((role) => input.columns[role]?.trim());
  const known = (header: readonly string[]): number =>
    Object.keys(findColumns(header, {}, input.path)).length +
    header.filter((name) => asked.includes(name.trim())).length;
  const { header, rows, faults } = parseTable(input.text, known);
  return { header, rows, skipped: faults.map(({ place, reason }) => skippedAt(input, place, reason)) };
}

function readPosts(input: ReaderInput): ReaderOutput {
  const table = readTable(input);
  if (table.rows.length + table.skipped.length === 0) {
    table.skipped.push(skippedAt(input, "", "the table has no rows below its header", false));
  }
  if (table.header.length === 0) return { posts: [], skipped: table.skipped };
  const columns = findColumns(table.header, input.columns, input.path);
  if (columns.text === undefined) throw noTextColumn(table.header, input.path);
  const read = rowReader(table.header, columns);
  const outputs = table.rows.map((row) => {
    const text = read(row, "text");
    const place = `row ${row.number}`;
    if (text.trim() === "") return { posts: [], skipped: [skippedAt(input, place, "the row has no text")] };
    return buildPost(
      input,
      {
        source: text,
        format: formatOfColumn(columns.text ?? "", text),
        title: read(row, "title"),
        titleFormat: "html",
        date: read(row, "date"),
        url: read(row, "url"),
        author: read(row, "author"),
        tags: read(row, "tags"),
      },
      { kind: "record", record: place },
    );
  });
  const joined = joinOutputs(outputs);
  return { posts: joined.posts, skipped: [...table.skipped, ...joined.skipped] };
}

/** What a column's own name says its text is written in, else what the text looks like. */
export function formatOfColumn(name: string, text: string): PostFormat {
  if (/html/i.test(name)) return "html";
  if (/markdown/i.test(name)) return "markdown";
  return detectFormat(text);
}

function rowReader(header: readonly string[], columns: ColumnNames): (row: Row, role: ColumnRole) => string {
  const index = new Map(COLUMN_ROLES.map((role) => [role, header.indexOf(columns[role] ?? "")]));
  return (row, role) => {
    const at = columns[role] === undefined ? -1 : (index.get(role) ?? -1);
    return row.fields[at] ?? "";
  };
}
