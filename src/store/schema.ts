/** The tables of the store, and how one of an earlier version becomes one of this version. */
import { UserError } from "../errors.js";
import type { Database } from "./database.js";

/**
 * What leads from each version of the tables to the next; the first step makes them. A change to the tables is one more step
 * at the end, never one in the middle.
 */
const STEPS: readonly (readonly string[])[] = [
  [
    "CREATE TABLE meta (name VARCHAR, value VARCHAR)",
    // What a maker (a reader, a model, and its version) made of a content, by the hash of that content.
    "CREATE TABLE documents (maker VARCHAR, key VARCHAR, value VARCHAR, checksum VARCHAR)",
    "CREATE TABLE phrases (maker VARCHAR, key VARCHAR, value VARCHAR, checksum VARCHAR)",
    "CREATE TABLE vectors (maker VARCHAR, key VARCHAR, value FLOAT[], checksum VARCHAR)",
    // What the last run asked for or put in.
    "CREATE TABLE used (room VARCHAR, maker VARCHAR, key VARCHAR)",
    "CREATE TABLE fits (id VARCHAR, created VARCHAR, value VARCHAR, checksum VARCHAR)",
    "CREATE TABLE fit_parts (fit VARCHAR, name VARCHAR, bytes BLOB, checksum VARCHAR)",
    "CREATE TABLE runs (id VARCHAR, created VARCHAR, value VARCHAR, checksum VARCHAR)",
    "CREATE TABLE themes (run VARCHAR, id VARCHAR, value VARCHAR, checksum VARCHAR)",
  ],
  // What of a report is compared with others, by a hash of its tables: runs that wrote the same share it.
  ["CREATE TABLE snapshots (id VARCHAR, value VARCHAR, checksum VARCHAR)"],
];

/** The version of the tables that this program reads and writes. */
export const SCHEMA = STEPS.length;

/**
 * Brings a database to the tables of this version.
 *
 * @throws UserError "config" where a later version of the program made them, or something else did
 */
export async function prepareTables(database: Database): Promise<void> {
  const found = await versionOf(database);
  if (found > SCHEMA) {
    const todo =
      "Update throughline, name another file with --store, or remove this one: all in it can be made again.";
    const got = `ones of version ${found}, from a later throughline`;
    throw new UserError(
      "config",
      `Expected tables of version ${SCHEMA} in ${database.file}, got ${got}. ${todo}`,
    );
  }
  if (found === SCHEMA) return;
  await database.transaction(async (inside) => {
    for (const step of STEPS.slice(found)) for (const sql of step) await inside.rows(sql);
    await inside.rows("DELETE FROM meta WHERE name = 'schema'");
    await inside.rows("INSERT INTO meta VALUES ('schema', ?)", [String(SCHEMA)]);
  });
}

/** 0 for a database without any tables. */
async function versionOf(database: Database): Promise<number> {
  const tables = await database.rows("SELECT table_name FROM duckdb_tables() WHERE NOT internal");
  if (tables.length === 0) return 0;
  const isOurs = tables.some(([name]) => name === "meta") && tables.some(([name]) => name === "documents");
  const [row] = isOurs ? await database.rows("SELECT value FROM meta WHERE name = 'schema'") : [];
  const found = Number(row?.[0]);
  if (Number.isInteger(found) && found > 0) return found;
  const todo = "Name another file with --store; nothing was changed.";
  throw new UserError(
    "config",
    `Expected ${database.file} to be a store of throughline, got another database. ${todo}`,
  );
}
