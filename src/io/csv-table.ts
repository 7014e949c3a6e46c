/** Tables of separated values as spreadsheets write them. */
import { CsvError, type Options, parse } from "csv-parse/sync";
import { type Dialect, recoveredRows } from "./csv-recover.js";

/** One row as a spreadsheet numbers it: the header is row 1. */
export interface Row {
  number: number;
  fields: string[];
}

/** A row, or more, that could not be read. */
export interface Fault {
  /** `row 12` or `line 30`. */
  place: string;
  reason: string;
}

export interface Table {
  /** Empty where the file holds nothing. */
  header: string[];
  rows: Row[];
  /** What could not be read, by its place. */
  faults: Fault[];
}

const PARSE_OPTIONS: Options = {
  // Given by hand, so that a file with mixed line ends is read as well.
  record_delimiter: ["\r\n", "\n", "\r"],
  relax_column_count: true,
};

/**
 * Reads a table whose first row is the header. Rows that don't fit are left out one by one. Where quotation marks are wrong, the
 * table is read as programs write it that escape them by `\"`, else row by row, so that a mark costs its own row alone.
 *
 * @param file the decoded file; its first line may declare the delimiter, `sep=;`
 * @param known how many names of a header make sense, by which the delimiter is found
 */
export function parseTable(file: string, known: (header: readonly string[]) => number = () => 0): Table {
  const declared = /^"?sep=([,;\t|])"?(?:\r\n|\n|\r)/i.exec(file);
  const text = declared === null ? file : file.slice(declared[0].length);
  const firstRow = declared === null ? 1 : 2;
  const delimiter = declared?.[1] ?? detectDelimiter(text, known);
  const plain = parseWhole(text, { delimiter, escape: '"' }, firstRow);
  if (plain !== undefined) return plain;
  const isEscaped = text.includes('\\"');
  const escaped = isEscaped ? parseWhole(text, { delimiter, escape: "\\" }, firstRow) : undefined;
  return escaped ?? parseByRows(text, { delimiter, escape: isEscaped ? "\\" : '"' }, firstRow);
}

/** The table at one go; undefined where a quotation mark is wrong. */
function parseWhole(text: string, dialect: Dialect, firstRow: number): Table | undefined {
  const builder = new TableBuilder(dialect.delimiter, firstRow);
  const on_record = (fields: string[]): null => {
    builder.take(fields);
    return null;
  };
  try {
    parse(text, { ...PARSE_OPTIONS, ...dialect, on_record });
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
  return builder.table;
}

/** Row by row, so that a fault costs its own row alone. */
function parseByRows(text: string, dialect: Dialect, firstRow: number): Table {
  const builder = new TableBuilder(dialect.delimiter, firstRow);
  for (const { fields, line, isClosed } of recoveredRows(text, dialect)) {
    if (isClosed) builder.take(fields);
    else {
      const reason = "a quotation mark in this row is never closed; the row is left out";
      builder.fault(`line ${line + firstRow - 1}`, reason);
    }
  }
  return builder.table;
}

/** Gathers rows under their header. */
class TableBuilder {
  readonly table: Table = { header: [], rows: [], faults: [] };
  private number: number;

  constructor(
    private readonly delimiter: string,
    firstRow: number,
  ) {
    this.number = firstRow - 1;
  }

  take(fields: string[]): void {
    this.number++;
    const { header, rows } = this.table;
    if (fields.every((field) => field.trim() === "")) return;
    if (header.length === 0) this.table.header = fields;
    else if (fields.slice(header.length).some((field) => field.trim() !== "")) {
      const reason = `expected ${header.length} fields as in the header, got ${fields.length}; put fields that hold "${this.delimiter}" in quotation marks`;
      this.table.faults.push({ place: `row ${this.number}`, reason });
    } else rows.push({ number: this.number, fields });
  }

  fault(place: string, reason: string): void {
    this.number++;
    this.table.faults.push({ place, reason });
  }
}

const DELIMITERS = [",", ";", "\t", "|"];
const HEADER_SAMPLE = 64 * 1024;

/** The delimiter under which the header makes most sense: most known names, then most columns. */
function detectDelimiter(text: string, known: (header: readonly string[]) => number): string {
  const scores = DELIMITERS.map((delimiter) => {
    const header = firstRecord(text.slice(0, HEADER_SAMPLE), delimiter);
    return { delimiter, score: known(header) * 1000 + header.length };
  });
  return scores.reduce((best, candidate) => (candidate.score > best.score ? candidate : best)).delimiter;
}

function firstRecord(text: string, delimiter: string): string[] {
  const [first] = parse(text, { ...PARSE_OPTIONS, skip_records_with_error: true, delimiter, to: 1 });
  return first ?? [];
}
