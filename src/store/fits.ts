/** What was learned from a whole collection: kept so that the next run can go on from it. */
import { checksumOf } from "./entries.js";
import type { Database } from "./database.js";

export interface StoredFit {
  id: string;
  /** ISO 8601. */
  created: string;
  /** What JSON holds. */
  value: unknown;
  /** Tables of numbers and the like, by name. */
  parts: ReadonlyMap<string, Uint8Array>;
}

/** Keeps a fit in the place of the ones before it. */
export async function putFit(database: Database, { id, created, value, parts }: StoredFit): Promise<void> {
  const text = JSON.stringify(value);
  const { VARCHAR, BLOB, blobValue } = database.duckdb;
  const strings = (values: readonly string[]) => ({ type: VARCHAR, values });
  await database.transaction(async (inside) => {
    await inside.rows("DELETE FROM fits");
    await inside.rows("DELETE FROM fit_parts");
    await inside.append(
      "fits",
      [id, created, text, checksumOf(id, created, text)].map((each) => strings([each])),
    );
    await inside.append("fit_parts", [
      strings(Array.from(parts, () => id)),
      strings([...parts.keys()]),
      { type: BLOB, values: Array.from(parts.values(), (bytes) => blobValue(bytes)) },
      strings(Array.from(parts, ([name, bytes]) => checksumOf(id, name, bytes))),
    ]);
  });
}

/** Names the fit that is kept, without reading it. */
export async function lastFitId(database: Database): Promise<string | undefined> {
  const [row] = await database.rows("SELECT id FROM fits");
  return row === undefined ? undefined : String(row[0]);
}

/** The fit that was kept, where it is whole: a part that is damaged makes the rest of no use. */
export async function lastFit(
  database: Database,
  onDamaged: (count: number) => void,
): Promise<StoredFit | undefined> {
  const [row] = await database.rows("SELECT id, created, value, checksum FROM fits");
  if (row === undefined) return undefined;
  const [id = "", created = "", text = ""] = row.map(String);
  const parts = await database.rows(
    "SELECT name, bytes, checksum FROM fit_parts WHERE fit = ? ORDER BY name",
    [id],
  );
  const read = parts.map(([name, bytes]) => [String(name), bytesOf(bytes, database)] as const);
  const isWhole =
    row[3] === checksumOf(id, created, text) &&
    read.every(([name, bytes], i) => parts[i]?.[2] === checksumOf(id, name, bytes));
  if (!isWhole) {
    onDamaged(1);
    return undefined;
  }
  return { id, created, value: JSON.parse(text) as unknown, parts: new Map(read) };
}

function bytesOf(value: unknown, { duckdb }: Database): Uint8Array {
  if (value instanceof duckdb.DuckDBBlobValue) return Uint8Array.from(value.bytes);
  throw new Error(`Expected bytes in the store, got ${typeof value}.`);
}
