/** The folder in a report folder that holds what the program needs for itself, and that is no part of the report. */
import { join } from "node:path";
import { meantBy, temporaryBeside, uniqueName } from "../io/disk.js";

export const STATE_FOLDER = ".throughline";
export const JOURNAL = "journal.json";
const LOCK = "lock";
const STORE = "store.duckdb";
const DECISIONS = "decisions.json";
const DECISIONS_LOCK = `${DECISIONS}.lock`;
const NEW_DECISIONS = "themes.yaml";
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

/** Held by whoever is deciding: it keeps deciders apart, and a run from what they have begun to write. */
export function decisionsLock(folder: string): string {
  return join(folder, STATE_FOLDER, DECISIONS_LOCK);
}

/** A name for what is to become a file of decisions: not beside that one, where it would lie in a person's way. */
export function newDecisionsFile(folder: string): string {
  return temporaryBeside(join(folder, STATE_FOLDER, NEW_DECISIONS));
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

/** Whether this is a file of ours in the state folder that a run did not finish. */
export function isUnfinished(name: string): boolean {
  const meant = meantBy(name);
  return meant !== undefined && [JOURNAL, LOCK, IGNORE_FILE, LAST_RUN].includes(meant);
}

/** As `isUnfinished`, of those who decide; their lock is one. */
export function isUndecided(name: string): boolean {
  const meant = meantBy(name);
  return (
    name === DECISIONS_LOCK ||
    (meant !== undefined && [DECISIONS, DECISIONS_LOCK, NEW_DECISIONS].includes(meant))
  );
}
