/** One DuckDB file that this process alone has open: statements one after the other, writing in transactions. */
import { realpathSync } from "node:fs";
import { open, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { DuckDBConnection, DuckDBInstance, DuckDBType, DuckDBValue } from "@duckdb/node-api";
import type { DuckDb } from "./library.js";
import { codeOf } from "../io/disk.js";
import { lockedBy, meaningOf, NotOfDuckDb } from "./faults.js";

/**
 * What this process has open. The lock of the file keeps other processes out; it would let this one in a second time, and lose
 * what was written.
 */
const opened = new Set<string>();

/** The rows of a chunk of DuckDB: more go into several. */
const CHUNK_ROWS = 2048;

/** A column that is appended: its type, and a value per row. */
export interface Column {
  type: DuckDBType;
  values: readonly DuckDBValue[];
}

export type Row = readonly DuckDBValue[];

/**
 * Opens a database, or makes one where there is no file.
 *
 * @throws UserError "locked" where somebody else has it open; StoreDamaged where it is not whole
 */
export async function openDatabase(file: string, duckdb: DuckDb): Promise<Database> {
  const place = join(realFolder(dirname(resolve(file))), basename(file));
  if (opened.has(place)) throw lockedBy(process.pid, file);
  opened.add(place);
  // A file that is closed gives up all locks on it that this process has, so it is looked at before DuckDB opens it.
  let instance: DuckDBInstance | undefined;
  try {
    if (!(await mayBeOfDuckDb(place))) throw new NotOfDuckDb("it is a file of another kind");
    // Nothing is ever fetched: what is not in the package is not there.
    const settings = { autoinstall_known_extensions: "false", autoload_known_extensions: "false" };
    instance = await duckdb.DuckDBInstance.create(place, settings);
    const connection = await instance.connect();
    return new Database(file, duckdb, instance, connection, () => opened.delete(place));
  } catch (error) {
    instance?.closeSync();
    opened.delete(place);
    throw meaningOf(error, file);
  }
}

/** Where the four letters stand by which a file of DuckDB is known. */
const MAGIC_AT = 8;
const MAGIC = "DUCK";

/** Whether there is no such file, or an empty one, or one that begins as those of DuckDB do. */
async function mayBeOfDuckDb(file: string): Promise<boolean> {
  let handle;
  try {
    // Opening a pipe would wait for somebody to write to it.
    if (!(await stat(file)).isFile()) return false;
    handle = await open(file, "r");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return true;
    throw error;
  }
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(MAGIC_AT + MAGIC.length), 0);
    return bytesRead === 0 || buffer.toString("latin1", MAGIC_AT, bytesRead) === MAGIC;
  } finally {
    await handle.close();
  }
}

function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}

export class Database {
  /** What is being done, one thing behind the other: a transaction belongs to the connection. */
  #last: Promise<unknown> = Promise.resolve();
  #isOpen = true;

  constructor(
    readonly file: string,
    readonly duckdb: DuckDb,
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
    private readonly onClosed: () => void,
  ) {}

  /** All rows of a query. */
  async rows(sql: string, values: DuckDBValue[] = [], types: DuckDBType[] = []): Promise<Row[]> {
    return this.#alone(() => this.#rows(sql, values, types));
  }

  /** The rows of a query of any size, some at a time. */
  async each(sql: string, work: (rows: readonly Row[]) => void): Promise<void> {
    await this.#alone(async () => {
      const result = await this.connection.stream(sql);
      for await (const rows of result.yieldRows()) work(rows);
    });
  }

  /** Does all of the work, or nothing: what is written is on the disk when this resolves. */
  async transaction<T>(work: (inside: Transaction) => Promise<T>): Promise<T> {
    return this.#alone(async () => {
      await this.connection.run("BEGIN TRANSACTION");
      try {
        const result = await work({
          rows: (sql, values = [], types = []) => this.#rows(sql, values, types),
          append: (table, columns) => this.#append(table, columns),
        });
        await this.connection.run("COMMIT");
        return result;
      } catch (error) {
        await this.connection.run("ROLLBACK").catch(() => undefined);
        throw error;
      }
    });
  }

  /** Waits for what is being done, then gives the file back. */
  async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    await this.#last;
    try {
      this.connection.closeSync();
      this.instance.closeSync();
    } finally {
      this.onClosed();
    }
  }

  async #rows(sql: string, values: DuckDBValue[], types: DuckDBType[]): Promise<Row[]> {
    return (await this.connection.runAndReadAll(sql, values, types)).getRows();
  }

  async #append(table: string, columns: readonly Column[]): Promise<void> {
    const appender = await this.connection.createAppender(table);
    const total = columns[0]?.values.length ?? 0;
    for (let from = 0; from < total; from += CHUNK_ROWS) {
      const rows = Math.min(CHUNK_ROWS, total - from);
      const chunk = this.duckdb.DuckDBDataChunk.create(
        columns.map(({ type }) => type),
        rows,
      );
      chunk.setColumns(columns.map(({ values }) => values.slice(from, from + rows)));
      appender.appendDataChunk(chunk);
    }
    appender.closeSync();
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    const own = this.#last.then(work).catch((error: unknown) => {
      throw meaningOf(error, this.file);
    });
    this.#last = own.catch(() => undefined);
    return own;
  }
}

/** What can be done inside a transaction. */
export interface Transaction {
  rows(sql: string, values?: DuckDBValue[], types?: DuckDBType[]): Promise<Row[]>;
  /** Adds rows to a table, its columns in their order. */
  append(table: string, columns: readonly Column[]): Promise<void>;
}

/** A text as SQL has it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
