/** What is kept between runs, in one file: everything in it can be made again from the posts. */
import type { Log } from "../shapes/context.js";
import { UserError } from "../errors.js";
import { Entries, textValue, vectorValue } from "./entries.js";
import { openDatabase, type Database } from "./database.js";
import { NotOfDuckDb, StoreDamaged } from "./faults.js";
import { lastFit, putFit, type Fit } from "./fits.js";
import { importDuckDb, loadDuckDb, type LoadDuckDb } from "./library.js";
import { putRun, readRuns, type StoredRun } from "./runs.js";
import { prepareTables } from "./schema.js";
import { setAside } from "./set-aside.js";

export interface Store {
  readonly file: string;
  /** What a maker (its name and version) made of contents, by the hash of each content; JSON. */
  documentsOf(maker: string, keys: readonly string[]): Promise<Map<string, string>>;
  putDocuments(maker: string, entries: ReadonlyMap<string, string>): Promise<void>;
  phrasesOf(maker: string, keys: readonly string[]): Promise<Map<string, string>>;
  putPhrases(maker: string, entries: ReadonlyMap<string, string>): Promise<void>;
  /** Vectors by the hash of their texts, the same to the bit as they were put in. */
  vectorsOf(modelKey: string, keys: readonly string[]): Promise<Map<string, Float32Array>>;
  putVectors(modelKey: string, entries: ReadonlyMap<string, Float32Array>): Promise<void>;
  putFit(fit: Fit): Promise<void>;
  /** Undefined where none is kept, or where it is damaged. */
  lastFit(): Promise<Fit | undefined>;
  /** Keeps a run, and that it used what was asked for and put in since the store was opened. */
  putRun(run: StoredRun): Promise<void>;
  /** The oldest first. */
  runs(): Promise<StoredRun[]>;
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
 * @throws DuckDbMissing without the package; UserError "locked" where another process has it open, "config" where the file is
 *   something else or of a later version, "disk" where it can't be written
 */
export async function openStore(file: string, options: StoreOptions): Promise<Store> {
  return storeOf(await openOurs(file, options));
}

/** As `openStore`, the database alone. */
export async function openOurs(
  file: string,
  { log, isOurPlace = false, load = importDuckDb }: StoreOptions,
): Promise<Database> {
  const duckdb = await loadDuckDb(load);
  const opened = async (): Promise<Database> => {
    const database = await openDatabase(file, duckdb);
    try {
      await prepareTables(database);
      return database;
    } catch (error) {
      await database.close().catch(() => undefined);
      throw error;
    }
  };
  try {
    return await opened();
  } catch (error) {
    if (!(error instanceof StoreDamaged)) throw error;
    if (!isOurPlace && error instanceof NotOfDuckDb) throw notAStore(file, error);
    const aside = await setAside(file);
    log.warn(
      `The store ${file} is damaged (${error.message}). It is kept as ${aside}, and a new one is begun.`,
    );
    return opened();
  }
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
  const documents = new Entries(database, "documents", textValue, onDamaged);
  const phrases = new Entries(database, "phrases", textValue, onDamaged);
  const vectors = new Entries(database, "vectors", vectorValue, onDamaged);
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
    putRun: (run) => putRun(database, run, [documents, phrases, vectors]),
    runs: () => readRuns(database, onDamaged),
    damaged: () => damaged,
    close: () => database.close(),
  };
}
