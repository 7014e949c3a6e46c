import { CsvError, type Options, parse } from "csv-parse/sync";
import type { PostFormat, Skipped } from "../../../shapes/post.js";
import { COLUMN_ROLES, type ColumnNames, type ColumnRole, findColumns, noTextColumn } from "../columns.js";
import { buildPost, detectFormat, joinOutputs } from "../fields.js";
import type { Reader, ReaderInput, ReaderOutput } from "../../../shapes/reader.js";
import { extensionOf, skippedAt } from "../names.js";

/** One post per row, under a header. */
export const csvReader: Reader = {
  name: "csv",
  endings: ["csv", "tsv"],
  accepts: (name) => ["csv", "tsv"].includes(extensionOf(name)),
  read: readPosts,
};

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

/** One row as a spreadsheet numbers it: the header is row 1. */
export interface Row {
  number: number;
  fields: string[];
}

export interface Table {
  /** Empty where the file holds nothing. */
  header: string[];
  rows: Row[];
  skipped: Skipped[];
  /** False where parsing had to stop before the end of the file. */
  complete: boolean;
}

const PARSE_OPTIONS: Options = {
  // Given by hand, so that a file with mixed line ends is read as well.
  record_delimiter: ["\r\n", "\n", "\r"],
  relax_column_count: true,
  skip_records_with_error: true,
};

/**
 * Reads a table whose first row is the header. Rows that don't fit are skipped one by one; a quotation mark that is
 * never closed ends the reading there, as all that follows would be torn apart wrongly.
 */
export function readTable(input: ReaderInput): Table {
  const declared = /^"?sep=([,;\t])"?(?:\r\n|\n|\r)/i.exec(input.text);
  const text = declared === null ? input.text : input.text.slice(declared[0].length);
  const firstRow = declared === null ? 1 : 2;
  const delimiter = declared?.[1] ?? detectDelimiter(text, input);
  const table: Table = { header: [], rows: [], skipped: [], complete: true };
  let number = firstRow - 1;
  let lastLine = firstRow - 1;

  const takeRow = (fields: string[], line: number): void => {
    if (!table.complete) return;
    number++;
    lastLine = line + firstRow - 1;
    if (fields.every((field) => field.trim() === "")) return;
    if (table.header.length === 0) table.header = fields;
    else if (fields.slice(table.header.length).some((field) => field.trim() !== "")) {
      const reason = `expected ${table.header.length} fields as in the header, got ${fields.length}; put fields that hold "${delimiter}" in quotation marks`;
      table.skipped.push(skippedAt(input, `row ${number}`, reason));
    } else table.rows.push({ number, fields });
  };
  const takeError = (error: CsvError | undefined): undefined => {
    if (!table.complete || error === undefined) return;
    const line = lastLine + 1;
    if (error.code === "INVALID_OPENING_QUOTE") {
      number++;
      lastLine = line;
      table.skipped.push(
        skippedAt(input, `line ${line}`, "a quotation mark stands inside an unquoted field"),
      );
      return;
    }
    table.complete = false;
    const reason =
      "a quotation mark opened in this row is not closed properly; this row and all after it are left out";
    table.skipped.push(skippedAt(input, `line ${line}`, reason));
  };

  parse(text, {
    ...PARSE_OPTIONS,
    delimiter,
    on_record: (fields, { lines }) => {
      takeRow(fields, lines);
      return null;
    },
    on_skip: takeError,
  });
  return table;
}

const DELIMITERS = [",", ";", "\t"];
const HEADER_SAMPLE = 64 * 1024;

/** The delimiter under which the header makes most sense: most known names, then most columns. */
function detectDelimiter(text: string, input: ReaderInput): string {
  const named = COLUMN_ROLES.map((role) => input.columns[role]?.trim());
  const scores = DELIMITERS.map((delimiter) => {
    const header = firstRecord(text.slice(0, HEADER_SAMPLE), delimiter);
    const known = Object.keys(findColumns(header, {}, input.path)).length;
    const asked = header.filter((name) => named.includes(name.trim())).length;
    return { delimiter, score: (known + asked) * 1000 + header.length };
  });
  return scores.reduce((best, candidate) => (candidate.score > best.score ? candidate : best)).delimiter;
}

function firstRecord(text: string, delimiter: string): string[] {
  const [first] = parse(text, { ...PARSE_OPTIONS, delimiter, to: 1 });
  return first ?? [];
}
