/** A run that a person names: by its report folder, or by its id in a store. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { UserError } from "../errors.js";
import type { Files } from "../shapes/context.js";
import type { Snapshot } from "../shapes/snapshot.js";
import { readRuns } from "../store/runs.js";
import { readSnapshot, snapshotId } from "../store/snapshots.js";
import { openStanding } from "../store/store.js";
import { openRunFolder } from "./folder.js";
import { isSnapshot, readSnapshotOf } from "./last-report.js";
import { MANIFEST } from "./target.js";

/** Fewer digits of an id name no run: they could be a word. */
const FEWEST_DIGITS = 4;
const IS_ID = new RegExp(`^[0-9a-f]{${FEWEST_DIGITS},16}$`);

export interface FoundRun {
  /** As it was asked for, an id in full. */
  name: string;
  snapshot: Snapshot;
  /** Tables of a report folder that were edited; they are taken as they are. */
  edited: readonly string[];
}

/**
 * The runs that people name, each by a report folder or by the beginning of an id that no other run in the store has.
 *
 * @param store the file that keeps runs; opened only where a name is no folder
 * @throws UserError "config" where a name leads to no run, or to several, "locked" where another process has the store
 */
export async function findRuns(
  names: readonly string[],
  store: string,
  effects: { files: Files },
): Promise<FoundRun[]> {
  const folders = names.map((name) => (existsSync(join(name, MANIFEST)) ? name : undefined));
  const ids = names.filter((_, i) => folders[i] === undefined);
  const kept = ids.length === 0 ? new Map<string, FoundRun>() : await keptRuns(ids, store);
  const found: FoundRun[] = [];
  for (const [i, name] of names.entries()) {
    const run = folders[i] === undefined ? kept.get(name) : await runOfFolder(name, effects);
    if (run === undefined) throw new Error(`Expected to have found the run "${name}".`);
    found.push(run);
  }
  return found;
}

async function runOfFolder(folder: string, { files }: { files: Files }): Promise<FoundRun> {
  const run = await openRunFolder(folder, { files });
  const snapshot = await readSnapshotOf(run);
  return { name: folder, snapshot, edited: run.edited };
}

async function keptRuns(ids: readonly string[], file: string): Promise<Map<string, FoundRun>> {
  for (const id of ids) if (!IS_ID.test(id)) throw neither(id, file);
  const [first = ""] = ids;
  if (!existsSync(file)) throw neither(first, file);
  const { database } = await openStanding(resolve(file));
  try {
    const runs = await readRuns(database, () => undefined);
    const found = new Map<string, FoundRun>();
    for (const name of ids) {
      const fitting = runs.filter(({ id }) => id.startsWith(name));
      const [run] = fitting;
      if (run === undefined) throw neither(name, file);
      if (fitting.length > 1) throw several(name, fitting);
      const snapshot = await readSnapshot(database, snapshotId(run.record));
      if (!isSnapshot(snapshot)) throw withoutSnapshot(run.id, file);
      found.set(name, { name: run.id, snapshot, edited: [] });
    }
    return found;
  } finally {
    await database.close();
  }
}

function neither(name: string, file: string): UserError {
  const got = existsSync(name) ? `${name}, which holds no report` : `"${name}"`;
  const todo = "`throughline store info` lists the runs; --out or --store say where they are kept.";
  return new UserError(
    "config",
    `Expected a report folder, or the id of a run in ${file}, got ${got}. ${todo}`,
  );
}

function several(name: string, runs: readonly { id: string }[]): UserError {
  const ids = runs.map(({ id }) => id).join(", ");
  return new UserError(
    "config",
    `Expected the beginning of one run's id, got "${name}", with which ${ids} begin.`,
  );
}

function withoutSnapshot(id: string, file: string): UserError {
  return new UserError(
    "config",
    `Expected ${file} to hold what the run ${id} can be compared by, got a run of an earlier version, or a damaged one. Compare other runs, or report folders.`,
  );
}
