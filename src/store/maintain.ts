/** Looking after a store: what is in it, whether it is whole, and how it gets smaller. */
import { rename, rm, stat } from "node:fs/promises";
import { codeOf, temporaryBeside } from "../io/disk.js";
import { removeUnfinishedCopies } from "./copies.js";
import { lockedBy } from "./faults.js";
import { checksumOf } from "./entries.js";
import { parseJson, property } from "../io/json.js";
import { quoted } from "./database.js";
import { readRuns } from "./runs.js";
import { snapshotId } from "./snapshots.js";
import type { StandingStore } from "./store.js";

/** A table, how many rows it has, and the bytes of their values. */
export interface TableInfo {
  table: string;
  entries: number;
  bytes: number;
}

export interface StoreInfo {
  file: string;
  /** Of the file on the disk. */
  bytes: number;
  tables: TableInfo[];
  /** When the last run was that is kept, ISO 8601; absent where none is. */
  lastRun?: string;
  /** The oldest first. */
  runs: RunInfo[];
}

/** A run as it is listed: what `throughline diff` knows it by, and how much it found. */
export interface RunInfo {
  id: string;
  /** ISO 8601. */
  created: string;
  /** Undefined where the record doesn't say. */
  posts?: number;
  themes?: number;
}

/** Tables by name, with the length in bytes of what a row holds. */
const SIZES: Readonly<Record<string, string>> = {
  documents: "strlen(value)",
  phrases: "strlen(value)",
  vectors: "4 * len(value)",
  fits: "strlen(value)",
  fit_parts: "octet_length(bytes)",
  themes: "strlen(value)",
  snapshots: "strlen(value)",
  runs: "strlen(value)",
};

/** The tables that people may want to look into. */
export const TABLES = Object.keys(SIZES);

/** The tables of texts in which a checksum stands over the rows' other columns. */
const TEXTS: Readonly<Record<string, string>> = {
  fits: "id, created, value",
  themes: "run, id, value",
  snapshots: "id, value",
  runs: "id, created, value",
};

/** Counts what is in a store. */
export async function storeInfo({ database }: StandingStore): Promise<StoreInfo> {
  const tables: TableInfo[] = [];
  for (const [table, size] of Object.entries(SIZES)) {
    const [row] = await database.rows(`SELECT count(*), coalesce(sum(${size}), 0) FROM ${table}`);
    tables.push({ table, entries: Number(row?.[0]), bytes: Number(row?.[1]) });
  }
  const [last] = await database.rows("SELECT max(created) FROM runs");
  const { size } = await stat(database.file);
  const lastRun = last?.[0];
  const runs = (await readRuns(database, () => undefined)).map(runInfo);
  return { file: database.file, bytes: size, tables, ...(typeof lastRun === "string" && { lastRun }), runs };
}

function runInfo({ id, created, record }: { id: string; created: string; record: unknown }): RunInfo {
  const counts = property(record, "counts");
  const [posts, themes] = [property(counts, "postsClustered"), property(counts, "themes")];
  return {
    ...{ id, created },
    ...(typeof posts === "number" && { posts }),
    ...(typeof themes === "number" && { themes }),
  };
}

export interface Verified {
  table: string;
  entries: number;
  /** Rows that are not what was put in. */
  damaged: number;
}

/** Compares every row with its checksum. */
export async function verifyStore({ database, rooms }: StandingStore): Promise<Verified[]> {
  const found: Verified[] = [];
  for (const room of listed(rooms)) found.push({ table: room.room, ...(await room.verify()) });
  for (const [table, columns] of Object.entries(TEXTS)) {
    const rows = await database.rows(`SELECT checksum, ${columns} FROM ${table}`);
    const damaged = rows.filter(([checksum, ...parts]) => checksum !== checksumOf(...parts.map(String)));
    found.push({ table, entries: rows.length, damaged: damaged.length });
  }
  const parts = await database.rows("SELECT checksum, fit, name, bytes FROM fit_parts");
  const { DuckDBBlobValue } = database.duckdb;
  const damaged = parts.filter(
    ([checksum, fit, name, value]) =>
      !(value instanceof DuckDBBlobValue) || checksum !== checksumOf(String(fit), String(name), value.bytes),
  );
  return [...found, { table: "fit_parts", entries: parts.length, damaged: damaged.length }];
}

/** What was dropped, by table, and the file's bytes before and after. */
export interface Pruned {
  dropped: { table: string; entries: number }[];
  before: number;
  after: number;
}

/**
 * Drops what the last run neither asked for nor put in, and the records of the runs before it, and makes the file as small as what is
 * left. Closes the store. Without a run that came to its end, nothing is dropped.
 */
export async function pruneStore({ database, rooms }: StandingStore): Promise<Pruned> {
  const { file } = database;
  const before = (await stat(file)).size;
  const dropped: Pruned["dropped"] = [];
  const lastRun = "(SELECT id FROM runs ORDER BY created DESC, id DESC LIMIT 1)";
  await database.transaction(async (inside) => {
    const drop = async (table: string, where: string): Promise<void> => {
      const rows = await inside.rows(`DELETE FROM ${table} WHERE ${where} RETURNING 1`);
      dropped.push({ table, entries: rows.length });
    };
    if ((await inside.rows("SELECT 1 FROM runs LIMIT 1")).length === 0) return;
    for (const { room } of listed(rooms)) {
      await drop(room, `(maker, key) NOT IN (SELECT (maker, key) FROM used WHERE room = '${room}')`);
    }
    const [last] = await inside.rows(`SELECT value FROM runs WHERE id = ${lastRun}`);
    await drop("snapshots", `id <> '${snapshotId(parseJson(String(last?.[0])))}'`);
    await drop("themes", `run <> ${lastRun}`);
    await drop("runs", `id <> ${lastRun}`);
  });
  await shrink({ database, rooms });
  return { dropped, before, after: (await stat(file)).size };
}

function listed({ documents, phrases, vectors }: StandingStore["rooms"]) {
  return [documents, phrases, vectors];
}

/** Rows that are deleted leave their room in the file; a copy has none. */
async function shrink({ database }: StandingStore): Promise<void> {
  const { file } = database;
  await removeUnfinishedCopies(file);
  const copy = temporaryBeside(file);
  try {
    const [row] = await database.rows("SELECT current_database()");
    const own = `"${String(row?.[0]).replaceAll('"', '""')}"`;
    await database.rows(`ATTACH ${quoted(copy)} AS smaller`);
    await database.rows(`COPY FROM DATABASE ${own} TO smaller`);
    await database.rows("DETACH smaller");
    await database.close();
    await rename(copy, file).catch((error: unknown) => {
      // A run that opened the store in this moment took the copy for one that was left behind; the store is as it was.
      throw codeOf(error) === "ENOENT" ? lockedBy(undefined, file, error) : error;
    });
  } finally {
    await database.close();
    for (const rest of [copy, `${copy}.wal`]) await rm(rest, { force: true });
  }
}
