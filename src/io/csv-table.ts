/** Tables of separated values as spreadsheets write them. */
import { CsvError, type Options, parse } from "csv-parse/sync";

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
 *
 * @param file the decoded file; its first line may declare the delimiter, `sep=;`
 * @param known how many names of a header make sense, by which the delimiter is found
 */
export function parseTable(file: string, known: (header: readonly string[]) => number = () => 0): Table {
  const declared = /^"?sep=([,;\t])"?(?:\r\n|\n|\r)/i.exec(file);
  const text = declared === null ? file : file.slice(declared[0].length);
  const firstRow = declared === null ? 1 : 2;
  const delimiter = declared?.[1] ?? detectDelimiter(text, known);
  const table: Table = { header: [], rows: [], faults: [], complete: true };
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
      table.faults.push({ place: `row ${number}`, reason: reason });
    } else table.rows.push({ number, fields });
  };
  const takeError = (error: CsvError | undefined): undefined => {
    if (!table.complete || error === undefined) return;
    const line = lastLine + 1;
    if (error.code === "INVALID_OPENING_QUOTE") {
      number++;
      lastLine = line;
      table.faults.push({
        place: `line ${line}`,
        reason: "a quotation mark stands inside an unquoted field",
      });
      return;
    }
    table.complete = false;
    const reason =
      "a quotation mark opened in this row is not closed properly; this row and all after it are left out";
    table.faults.push({ place: `line ${line}`, reason: reason });
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
function detectDelimiter(text: string, known: (header: readonly string[]) => number): string {
  const scores = DELIMITERS.map((delimiter) => {
    const header = firstRecord(text.slice(0, HEADER_SAMPLE), delimiter);
    return { delimiter, score: known(header) * 1000 + header.length };
  });
  return scores.reduce((best, candidate) => (candidate.score > best.score ? candidate : best)).delimiter;
}

function firstRecord(text: string, delimiter: string): string[] {
  const [first] = parse(text, { ...PARSE_OPTIONS, delimiter, to: 1 });
  return first ?? [];
}
