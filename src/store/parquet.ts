/** Tables as Parquet, written by DuckDB. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBType, DuckDBValue } from "@duckdb/node-api";
import { openDatabase, quoted } from "./database.js";
import { withTemporaryFolder } from "../io/temporary.js";
import { importDuckDb, loadDuckDb, type DuckDb, type LoadDuckDb } from "./library.js";

/** A column: its name, and a value per row; a text may be absent. */
export type TableColumn = { name: string } & (
  | { kind: "text"; values: readonly (string | undefined)[] }
  | { kind: "number"; values: ArrayLike<number> }
  /** All of one length. */
  | { kind: "vector"; values: readonly Float32Array[] }
);

/**
 * A table as the bytes of a Parquet file: texts, 32-bit numbers and lists of these. Written by one thread, so that the same table gives the
 * same bytes. DuckDB writes to files alone, so one is made among the temporary ones and read back.
 *
 * @throws PackageMissing without the package
 */
export async function parquetOf(
  columns: readonly TableColumn[],
  load: LoadDuckDb = importDuckDb,
): Promise<Uint8Array> {
  const duckdb = await loadDuckDb(load);
  return withTemporaryFolder(async (folder) => {
    const database = await openDatabase(join(folder, "table.duckdb"), duckdb);
    const file = join(folder, "table.parquet");
    try {
      await database.rows("SET threads = 1");
      const typed = columns.map((column) => ({ name: column.name, ...columnOf(column, duckdb) }));
      const names = typed.map(({ name, type }) => `"${name.replaceAll('"', '""')}" ${type.toString()}`);
      await database.rows(`CREATE TABLE rows (${names.join(", ")})`);
      await database.transaction((inside) => inside.append("rows", typed));
      await database.rows(`COPY rows TO ${quoted(file)} (FORMAT parquet, COMPRESSION zstd)`);
    } finally {
      await database.close();
    }
    return new Uint8Array(await readFile(file));
  });
}

/**
 * Joins Parquet files of the same columns into one, in their order.
 *
 * @throws PackageMissing without the package
 */
export async function joinParquet(
  files: readonly string[],
  into: string,
  load: LoadDuckDb = importDuckDb,
): Promise<void> {
  const duckdb = await loadDuckDb(load);
  await withTemporaryFolder(async (folder) => {
    const database = await openDatabase(join(folder, "join.duckdb"), duckdb);
    try {
      await database.rows("SET threads = 1");
      const all = `read_parquet([${files.map(quoted).join(", ")}])`;
      await database.rows(
        `COPY (SELECT * FROM ${all}) TO ${quoted(into)} (FORMAT parquet, COMPRESSION zstd)`,
      );
    } finally {
      await database.close();
    }
  });
}

function columnOf(column: TableColumn, duckdb: DuckDb): { type: DuckDBType; values: DuckDBValue[] } {
  const { VARCHAR, FLOAT, LIST, listValue } = duckdb;
  switch (column.kind) {
    case "text":
      return { type: VARCHAR, values: column.values.map((text) => text ?? null) };
    case "number":
      return { type: FLOAT, values: Array.from(column.values) };
    case "vector":
      return { type: LIST(FLOAT), values: column.values.map((vector) => listValue(Array.from(vector))) };
  }
}
