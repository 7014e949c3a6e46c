import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../errors.js";
import { quoted } from "./database.js";
import { TABLES } from "./maintain.js";
import type { StandingStore } from "./store.js";

/** The formats, by name, with what DuckDB is told. */
const FORMATS = { parquet: "FORMAT parquet, COMPRESSION zstd", json: "FORMAT json" } as const;

export type ExportFormat = keyof typeof FORMATS;
export const exportFormats = Object.keys(FORMATS) as ExportFormat[];

/**
 * Writes every table into a file of its own, `vectors.parquet`, for other programs to read. JSON comes one object a line.
 *
 * @returns the files
 * @throws UserError "config" where one of the files is there already: none is replaced
 */
export async function exportStore(
  { database }: StandingStore,
  folder: string,
  format: ExportFormat,
): Promise<string[]> {
  const files = TABLES.map((table) => ({ table, file: join(folder, `${table}.${format}`) }));
  const taken = files.find(({ file }) => existsSync(file));
  if (taken !== undefined) {
    const todo = "Name an empty or a new folder with --to; nothing was written.";
    throw new UserError("config", `Expected no ${taken.file} yet, got one. ${todo}`);
  }
  await mkdir(folder, { recursive: true });
  for (const { table, file } of files) {
    await database.rows(`COPY (SELECT * FROM ${table}) TO ${quoted(file)} (${FORMATS[format]})`);
  }
  return files.map(({ file }) => file);
}
