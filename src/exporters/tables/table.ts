import { stringify } from "csv-stringify/sync";
import type { OutputFile } from "../../shapes/exporter.js";
import type { ReportPost } from "../../shapes/report.js";
import { isWebAddress } from "../../text/links.js";
import { cellText } from "../../text/plain-cell.js";
import { BYTE_ORDER_MARK } from "../../text/spreadsheet.js";

/** What stands in one cell; empty where undefined. */
export type Cell = string | number | undefined;

/** Column names with their values, in the order of the file. */
export interface Table<Row> {
  path: string;
  rows: readonly Row[];
  columns: readonly (readonly [name: string, value: (row: Row) => Cell])[];
}

/**
 * One table: RFC 4180 (comma, CRLF, quotes doubled), a header row, UTF-8 with a byte order mark, without which Excel takes it
 * for another encoding. Texts that a spreadsheet would take for a formula get an apostrophe; numbers stay numbers.
 */
export function csvFile<Row>(table: Table<Row>): OutputFile {
  return { path: table.path, content: csvHead(table) + csvRows(table) };
}

/** As `csvFile`, without the byte order mark: for programs that take it for a part of the first name. */
export function unmarkedCsvFile<Row>(table: Table<Row>): OutputFile {
  const { path, content } = csvFile(table);
  return { path, content: content.slice(BYTE_ORDER_MARK.length) };
}

/** The beginning of a table: the byte order mark and the header row. */
export function csvHead<Row>({ columns }: Table<Row>): string {
  return BYTE_ORDER_MARK + csv([columns.map(([name]) => name)]);
}

/** The rows of a table without its header. */
export function csvRows<Row>({ columns, rows }: Table<Row>): string {
  return csv(rows.map((row) => columns.map(([, value]) => value(row))));
}

/** Rows of a table that is made in parts. */
const ROWS_PER_PART = 10_000;

/** As `csvFile`, in parts, for tables that are larger than a string can be. */
export function* csvParts<Row>(table: Table<Row>): Generator<string, void, undefined> {
  yield csvHead(table);
  for (let from = 0; from < table.rows.length; from += ROWS_PER_PART) {
    yield csvRows({ ...table, rows: table.rows.slice(from, from + ROWS_PER_PART) });
  }
}

function csv(rows: readonly (readonly Cell[])[]): string {
  return stringify([...rows], {
    record_delimiter: "windows",
    // By itself the package quotes for a whole CRLF only, but readers end a row at any line break.
    quoted_match: /[\r\n]/,
    // Not by the package: it sees to the beginning of a text alone.
    cast: { string: (text) => cellText(text) },
  });
}

/** Four decimals: more would be the noise of 32-bit arithmetic. */
export function rounded(value: number): number {
  // Also of −0, which `toFixed` writes without a sign.
  if (value === 0) return 0;
  const parts = value * 10_000;
  const whole = Math.round(parts);
  // Far enough from the middle of two the fraction that is nearest is known; `toFixed` takes longer to find the same.
  if (Math.abs(parts - whole) < 0.49 && Math.abs(whole) < MOST_PARTS) return whole / 10_000;
  return Number(value.toFixed(4));
}

/** Up to so many ten-thousandths the error of the arithmetic is far below what is looked at. */
const MOST_PARTS = 1e9;

/** As `rounded`, and an empty cell for what is not known. */
export function optional(value: number | undefined): Cell {
  return value === undefined ? undefined : rounded(value);
}

/** Where a post can be read on the web; empty where it has no http(s) address. */
export function addressOf({ href }: Pick<ReportPost, "href">): Cell {
  return isWebAddress(href) ? href : undefined;
}

/** Several values in one cell. */
export function joined(items: readonly string[]): string {
  return items.join("; ");
}
