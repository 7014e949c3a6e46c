import { join } from "node:path";
import { UserError } from "../errors.js";
import { sha256 } from "../io/hash.js";
import { parseTable } from "../io/csv-table.js";
import { strictRows } from "../io/strict-csv.js";
import { decode } from "../io/decode.js";
import { parseJson, property } from "../io/json.js";
import type { Context, Files } from "../shapes/context.js";
import { withoutGuard } from "../text/formula-guard.js";
import { journalFile } from "./state-folder.js";

/** One row of a table, its fields by the names in the header. */
export type Row = Readonly<Record<string, string>>;

/** A report folder, to be read back. */
export interface RunFolder {
  /** What `run.json` holds; unchecked but for its maker. */
  record: unknown;
  /**
   * Reads one of the CSV files, texts as they were before they were guarded against being run as formulas.
   *
   * @throws UserError "config" where it is missing, broken or lacks one of the columns
   */
  table: (name: string, columns: readonly string[]) => Promise<Row[]>;
  /** The tables read so far that differ from what the run wrote. */
  edited: readonly string[];
  /** Whether a run is changing the folder now, or was cut off while it did: its files may be of two runs then. */
  interrupted: boolean;
}

/**
 * Opens a folder that `throughline run` wrote.
 *
 * @throws UserError "config" where it holds no report of this program
 */
export async function openRunFolder(folder: string, { files }: Pick<Context, "files">): Promise<RunFolder> {
  const journal = await files.lstat(journalFile(folder)).catch(() => undefined);
  const interrupted = journal !== undefined;
  const read = (name: string): Promise<ReadFile> => readWhole(folder, name, { files, interrupted });
  const record = parseJson((await read("run.json")).text);
  if (property(record, "generator") !== "throughline")
    throw noRun(folder, "a run.json that is not of its making", interrupted);
  const edited: string[] = [];
  return {
    record,
    edited,
    interrupted,
    async table(name, columns) {
      const { bytes, text } = await read(name);
      if (property(property(record, "outputs"), name) !== sha256(bytes)) edited.push(name);
      return rowsOf(text, join(folder, name), columns);
    },
  };
}

/** The field of a row; empty where the table has no such column. */
export function cell(row: Row, column: string): string {
  return row[column] ?? "";
}

/** What a reader of a half-written folder does about it. */
export const INTERRUPTED =
  "A run is writing there, or was cut off while it did. Wait for it to end, or run again.";

function noRun(folder: string, got: string, interrupted: boolean): UserError {
  const todo = interrupted ? INTERRUPTED : "Name the folder that `throughline run --out` wrote.";
  return new UserError("config", `Expected a report of throughline in ${folder}, got ${got}. ${todo}`);
}

interface ReadFile {
  /** As they lie on disk, by which the file is known. */
  bytes: Uint8Array;
  text: string;
}

async function readWhole(
  folder: string,
  name: string,
  { files, interrupted }: { files: Files; interrupted: boolean },
): Promise<ReadFile> {
  let bytes: Uint8Array;
  try {
    bytes = await files.read(join(folder, name));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw noRun(folder, `${code} for ${name}`, interrupted);
  }
  const decoded = decode(bytes);
  if (!decoded.ok) throw noRun(folder, `a ${name} that is ${decoded.reason}`, interrupted);
  return { bytes, text: decoded.text };
}

function rowsOf(text: string, path: string, columns: readonly string[]): Row[] {
  const strict = strictRows(text);
  const [header = [], ...own] = strict ?? [];
  if (strict !== undefined && columns.every((column) => header.includes(column)))
    return own.map((fields) => rowOf(header, fields));
  return anyRowsOf(text, path, columns);
}

/** As `rowsOf`, of a table that somebody may have saved in another way. */
function anyRowsOf(text: string, path: string, columns: readonly string[]): Row[] {
  const { header, rows, faults } = parseTable(text);
  const missing = columns.filter((column) => !header.includes(column));
  const [broken] = faults;
  if (missing.length > 0 || broken) {
    const got = broken ? `${broken.place}: ${broken.reason}` : `no column ${missing.join(", ")}`;
    throw new UserError(
      "config",
      `Expected ${path} as a run writes it, got ${got}. Run again to write it anew.`,
    );
  }
  return rows.map(({ fields }) => rowOf(header, fields));
}

function rowOf(header: readonly string[], fields: readonly string[]): Row {
  return Object.fromEntries(header.map((name, i) => [name, plainOf(fields[i] ?? "")]));
}

/** Without an apostrophe there is no guard to be taken off. */
function plainOf(field: string): string {
  return field.includes("'") ? withoutGuard(field) : field;
}
