/** What is kept of runs: their records and their themes, the last one's use of everything else. */
import { checksumOf, type Entries } from "./entries.js";
import type { Database, Row, Transaction } from "./database.js";
import type { StoredSnapshot } from "./snapshots.js";

export interface StoredRun {
  id: string;
  /** ISO 8601. */
  created: string;
  /** What `run.json` holds. */
  record: unknown;
  /** The themes of the run by their ids, as JSON holds them. */
  themes: ReadonlyMap<string, unknown>;
  /** What is compared with other runs. */
  snapshot: StoredSnapshot;
}

/** The tables whose use a run records. */
export type UsedRooms = readonly Pick<Entries<never>, "recordUse">[];

/** Keeps a run beside the ones before it, and what it used of the tables. */
export async function putRun(database: Database, run: StoredRun, rooms: UsedRooms): Promise<void> {
  await database.transaction(async (inside) => {
    await inside.rows("DELETE FROM runs WHERE id = ?", [run.id]);
    await inside.rows("DELETE FROM themes WHERE run = ?", [run.id]);
    await inside.rows("DELETE FROM used");
    const record = JSON.stringify(run.record);
    await appendTexts(database, inside, "runs", [
      [run.id, run.created, record, checksumOf(run.id, run.created, record)],
    ]);
    const themes = Array.from(run.themes, ([id, theme]) => [id, JSON.stringify(theme)] as const);
    await appendTexts(
      database,
      inside,
      "themes",
      themes.map(([id, theme]) => [run.id, id, theme, checksumOf(run.id, id, theme)]),
    );
    const { id, value } = run.snapshot;
    const text = JSON.stringify(value);
    await inside.rows("DELETE FROM snapshots WHERE id = ?", [id]);
    await appendTexts(database, inside, "snapshots", [[id, text, checksumOf(id, text)]]);
    for (const room of rooms) await room.recordUse(inside);
  });
}

/** The runs whose rows are whole, the oldest first. */
export async function readRuns(
  database: Database,
  onDamaged: (count: number) => void,
): Promise<Omit<StoredRun, "snapshot">[]> {
  const runs = await database.rows("SELECT id, created, value, checksum FROM runs ORDER BY created, id");
  const themes = await database.rows("SELECT run, id, value, checksum FROM themes ORDER BY run, id");
  const whole = { runs: runs.filter(isWhole), themes: themes.filter(isWhole) };
  const damaged = runs.length + themes.length - whole.runs.length - whole.themes.length;
  if (damaged > 0) onDamaged(damaged);
  return whole.runs.map(([id, created, value]) => ({
    id: String(id),
    created: String(created),
    record: JSON.parse(String(value)) as unknown,
    themes: new Map(
      whole.themes
        .filter(([run]) => run === id)
        .map(([, theme, text]) => [String(theme), JSON.parse(String(text)) as unknown]),
    ),
  }));
}

function isWhole([...row]: Row): boolean {
  const checksum = row.pop();
  return checksum === checksumOf(...row.map(String));
}

async function appendTexts(
  { duckdb }: Database,
  inside: Transaction,
  table: string,
  rows: readonly (readonly string[])[],
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = first.map((_, column) => rows.map((row) => row[column] ?? null));
  await inside.append(
    table,
    columns.map((values) => ({ type: duckdb.VARCHAR, values })),
  );
}
