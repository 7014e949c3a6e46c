/** What is kept between runs, in one file: everything in it can be made again from the posts. */
import { existsSync } from "node:fs";
import type { Log } from "../shapes/context.js";
import type { Kept } from "../shapes/kept.js";
import { UserError } from "../errors.js";
import { removeUnfinishedCopies } from "./copies.js";
import { Entries, textValue, vectorValue } from "./entries.js";
import { openDatabase, type Database } from "./database.js";
import { NotOfDuckDb, StoreDamaged } from "./faults.js";
import { lastFit, lastFitId, putFit, type StoredFit } from "./fits.js";
import { importDuckDb, loadDuckDb, type LoadDuckDb } from "./library.js";
import { putRun, readRuns, type StoredRun } from "./runs.js";
import { prepareTables } from "./schema.js";
import { setAside } from "./set-aside.js";
import { readSnapshot } from "./snapshots.js";

export interface Store extends Kept {
  readonly file: string;
  putFit(fit: StoredFit): Promise<void>;
  /** Undefined where none is kept, or where it is damaged. */
  lastFit(): Promise<StoredFit | undefined>;
  lastFitId(): Promise<string | undefined>;
  /** Keeps a run, and that it used what was asked for and put in since the store was opened. */
  putRun(run: StoredRun): Promise<void>;
  /** The oldest first. */
  runs(): ReturnType<typeof readRuns>;
  /** Undefined where none is kept, or where it is damaged. */
  snapshot(id: string): Promise<unknown>;
  /** Entries that were met since the store was opened and are not what was put in; they are never given out. */
  damaged(): number;
  close(): Promise<void>;
}

export interface StoreOptions {
  log: Log;
  /**
   * Whether a file that DuckDB did not make may be set aside: where it has a place of ours, and not one that a person named.
   * @default false
   */
  isOurPlace?: boolean;
  /** @default the package, where it is installed */
  load?: LoadDuckDb;
}

/**
 * Opens the store in a file, whose folder must be there, or begins one. A damaged file is given another name, with a warning.
 *
 * @throws PackageMissing without the package; UserError "locked" where another process has it open, "config" where the file is
 *   something else or of a later version, "disk" where it can't be written
 */
export async function openStore(file: string, options: StoreOptions): Promise<Store> {
  const database = await openOrBegin(file, options);
  await removeUnfinishedCopies(file);
  return storeOf(database);
}

async function openOrBegin(
  file: string,
  { log, isOurPlace = false, load = importDuckDb }: StoreOptions,
): Promise<Database> {
  try {
    return await openTables(file, load);
  } catch (error) {
    if (!(error instanceof StoreDamaged)) throw error;
    if (!isOurPlace && error instanceof NotOfDuckDb) throw notAStore(file, error);
    const aside = await setAside(file);
    log.warn(
      `The store ${file} is damaged (${error.message}). It is kept as ${aside}, and a new one is begun.`,
    );
    return openTables(file, load);
  }
}

/** Opens a database and sees to its tables. @throws as `openStore`, and StoreDamaged */
async function openTables(file: string, load: LoadDuckDb): Promise<Database> {
  const database = await openDatabase(file, await loadDuckDb(load));
  try {
    await prepareTables(database);
    return database;
  } catch (error) {
    await database.close().catch(() => undefined);
    throw error;
  }
}

/**
 * Opens a store that is there, to look at it or to tidy it up.
 *
 * @throws UserError "config" where there is none, or where it is damaged; else as `openStore`
 */
export async function openStanding(file: string, load: LoadDuckDb = importDuckDb): Promise<StandingStore> {
  if (!existsSync(file)) {
    const todo = "Name the report folder of a run that keeps one, or its file with --store.";
    throw new UserError("config", `Expected a store at ${file}, got nothing there. ${todo}`);
  }
  try {
    const database = await openTables(file, load);
    return { database, rooms: roomsOf(database, () => undefined) };
  } catch (error) {
    if (error instanceof NotOfDuckDb) throw notAStore(file, error);
    if (!(error instanceof StoreDamaged)) throw error;
    const todo = "The next run keeps it under another name, and begins a new one.";
    throw new UserError(
      "config",
      `Expected ${file} to be whole, got a damaged file: ${error.message}. ${todo}`,
      {
        cause: error,
      },
    );
  }
}

/** A store as those see it who look after it. */
export interface StandingStore {
  database: Database;
  rooms: Rooms;
}

interface Rooms {
  documents: Entries<string>;
  phrases: Entries<string>;
  vectors: Entries<Float32Array>;
}

function roomsOf(database: Database, onDamaged: (count: number) => void): Rooms {
  return {
    documents: new Entries(database, "documents", textValue, onDamaged),
    phrases: new Entries(database, "phrases", textValue, onDamaged),
    vectors: new Entries(database, "vectors", vectorValue, onDamaged),
  };
}

function notAStore(file: string, cause: unknown): UserError {
  const todo = "Name another file with --store; nothing was changed.";
  return new UserError(
    "config",
    `Expected ${file} to be a store of throughline, got a file of another kind. ${todo}`,
    {
      cause,
    },
  );
}

function storeOf(database: Database): Store {
  let damaged = 0;
  const onDamaged = (count: number): void => void (damaged += count);
  const { documents, phrases, vectors } = roomsOf(database, onDamaged);
  return {
    file: database.file,
    documentsOf: (maker, keys) => documents.of(maker, keys),
    putDocuments: (maker, entries) => documents.put(maker, entries),
    phrasesOf: (maker, keys) => phrases.of(maker, keys),
    putPhrases: (maker, entries) => phrases.put(maker, entries),
    vectorsOf: (modelKey, keys) => vectors.of(modelKey, keys),
    putVectors: (modelKey, entries) => vectors.put(modelKey, entries),
    putFit: (fit) => putFit(database, fit),
    lastFit: () => lastFit(database, onDamaged),
    lastFitId: () => lastFitId(database),
    putRun: (run) => putRun(database, run, [documents, phrases, vectors]),
    runs: () => readRuns(database, onDamaged),
    snapshot: (id) => readSnapshot(database, id, onDamaged),
    damaged: () => damaged,
    close: () => database.close(),
  };
}
