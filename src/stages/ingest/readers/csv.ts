import { parseTable, type Table } from "../../../io/csv-table.js";
import type { Skipped } from "../../../shapes/post.js";
import { extensionOf } from "../../../text/file-names.js";
import { COLUMN_ROLES, type ColumnNames, type ColumnRole, findColumns, noTextColumn } from "../columns.js";
import { buildPost, formatOfField, joinOutputs, type Place } from "../fields.js";
import type { Reader, ReaderInput, ReaderOutput } from "../../../shapes/reader.js";
import { leftOut, skippedAt, stemOf, UNPUBLISHED } from "../names.js";
import { privateBecause } from "../private-data.js";
import { unpublishedBecause } from "../published.js";
import { placesOf } from "../records.js";

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
  const privacy = input.columns.text === undefined ? privateBecause(stemOf(input), table.header) : undefined;
  if (privacy !== undefined) {
    return { posts: [], skipped: [leftOut(skippedAt(input, "", privacy, false), "files with private data")] };
  }
  const columns = findColumns(table.header, input.columns, input.path);
  if (columns.text === undefined) throw noTextColumn(table.header, input.path);
  const rows = table.rows.map(({ number, fields }) => ({
    place: `row ${number}`,
    value: Object.fromEntries(table.header.map((name, i) => [name, fields[i] ?? ""])),
  }));
  const places = placesOf(rows);
  const outputs = rows.map(({ place, value }, i) =>
    readRow(input, value, columns, places[i] ?? { kind: "record", record: place }),
  );
  const joined = joinOutputs(outputs);
  return { posts: joined.posts, skipped: [...table.skipped, ...joined.skipped] };
}

function readRow(
  input: ReaderInput,
  row: Record<string, string>,
  columns: ColumnNames,
  place: Place,
): ReaderOutput {
  const cell = (role: ColumnRole): string => row[columns[role] ?? ""] ?? "";
  const text = cell("text");
  const unpublished = unpublishedBecause(row);
  if (text.trim() === "") {
    const where = place.kind === "record" ? place.record : "";
    const empty = skippedAt(input, where, unpublished ?? "the row has no text");
    return { posts: [], skipped: [unpublished === undefined ? empty : leftOut(empty, UNPUBLISHED)] };
  }
  return buildPost(
    input,
    {
      source: text,
      format: formatOfField(columns.text ?? "", text),
      title: cell("title"),
      titleFormat: "html",
      date: cell("date"),
      url: cell("url"),
      author: cell("author"),
      tags: cell("tags"),
      unpublished,
    },
    place,
  );
}
