/** The folder in a report folder that holds what the program needs for itself, and that is no part of the report. */
import { join } from "node:path";
import { meantBy, uniqueName } from "../io/disk.js";

export const STATE_FOLDER = ".throughline";
export const JOURNAL = "journal.json";
const LOCK = "lock";
const STORE = "store.duckdb";
const DECISIONS = "decisions.json";
const IGNORE_FILE = ".gitignore";
const LAST_RUN = "last-run.json";

export function stateFolder(folder: string): string {
  return join(folder, STATE_FOLDER);
}

export function journalFile(folder: string): string {
  return join(folder, STATE_FOLDER, JOURNAL);
}

export function lockFile(folder: string): string {
  return join(folder, STATE_FOLDER, LOCK);
}

/** What runs keep for one another, where nobody named another place for it. */
export function storeFile(folder: string): string {
  return join(folder, STATE_FOLDER, STORE);
}

/** What the last run was made of and what it said. */
export function lastRunFile(folder: string): string {
  return join(folder, STATE_FOLDER, LAST_RUN);
}

/** What `themes.yaml` was before each decision, for undo. */
export function historyFile(folder: string): string {
  return join(folder, STATE_FOLDER, DECISIONS);
}

/** What is made of the parts of a large collection. */
export function shardFolder(folder: string): string {
  return join(folder, STATE_FOLDER, "shards");
}

/** Keeps the state folder out of a git repository that the report stands in. */
export function ignoreFile(folder: string): string {
  return join(folder, STATE_FOLDER, IGNORE_FILE);
}

/** A name for a folder of new files that wait for their places. */
export function newStagedName(): string {
  return `staged-${uniqueName()}`;
}

export function isStagedName(name: string): boolean {
  return /^staged-[0-9a-f]{16}$/.test(name);
}

/** Whether this is a file of ours in the state folder that was not finished. */
export function isUnfinished(name: string): boolean {
  const meant = meantBy(name);
  return meant !== undefined && [JOURNAL, LOCK, IGNORE_FILE, LAST_RUN, DECISIONS].includes(meant);
}
