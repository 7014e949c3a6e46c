/** What of each report is compared with others. */
import { sha256 } from "../io/hash.js";
import { property } from "../io/json.js";
import type { Database } from "./database.js";
import { checksumOf } from "./entries.js";

export interface StoredSnapshot {
  id: string;
  /** What JSON holds. */
  value: unknown;
}

/** Of the form of a snapshot: another one, other names. */
const VERSION = 1;
/** The tables of a report that a snapshot is made of. */
export const TABLES_COMPARED = ["themes.csv", "passages.csv", "posts.csv"] as const;

/**
 * Names the snapshot of a run by the hashes of the tables that it wrote.
 *
 * @param record what `run.json` holds
 */
export function snapshotId(record: unknown): string {
  const outputs = property(record, "outputs");
  const hashes = TABLES_COMPARED.map((name) => property(outputs, name));
  return sha256(JSON.stringify([VERSION, ...hashes])).slice(0, 16);
}

/** Undefined where none is kept, or where it is damaged. */
export async function readSnapshot(
  database: Database,
  id: string,
  onDamaged: (count: number) => void = () => undefined,
): Promise<unknown> {
  const [row] = await database.rows("SELECT value, checksum FROM snapshots WHERE id = ? LIMIT 1", [id]);
  if (row === undefined) return undefined;
  const text = String(row[0]);
  if (row[1] === checksumOf(id, text)) return JSON.parse(text) as unknown;
  onDamaged(1);
  return undefined;
}
