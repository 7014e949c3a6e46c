import { parseTable, type Table } from "../../../io/csv-table.js";
import type { Skipped } from "../../../shapes/post.js";
import { extensionOf } from "../../../text/file-names.js";
import { COLUMN_ROLES, findColumns } from "../columns.js";
import { joinOutputs } from "../fields.js";
import type { Reader, ReaderInput, ReaderOutput } from "../../../shapes/reader.js";
import { skippedAt } from "../names.js";
import { readRecords } from "../records.js";

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
  const { header, rows, skipped } = readTable(input);
  if (rows.length === 0) {
    if (skipped.length > 0) return { posts: [], skipped };
    return { posts: [], skipped: [skippedAt(input, "", "the table has no rows below its header", false)] };
  }
  const records = rows.map(({ number, fields }) => ({
    place: `row ${number}`,
    value: Object.fromEntries(header.map((name, i) => [name, fields[i] ?? ""])),
  }));
  return joinOutputs([{ posts: [], skipped }, readRecords(input, records)]);
}
