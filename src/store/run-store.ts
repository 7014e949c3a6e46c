/** The store as a run uses it: opened when it is first asked, and never the reason why a run fails that could do without. */
import type { Fit } from "../shapes/fit.js";
import { setTimeout } from "node:timers/promises";
import type { Kept } from "../shapes/kept.js";
import { UserError } from "../errors.js";
import { meaningOf, StoreDamaged } from "./faults.js";
import { PackageMissing } from "../io/optional-package.js";
import { packFit, unpackFit } from "./packed-fit.js";
import type { StoredRun } from "./runs.js";
import { setAside } from "./set-aside.js";
import { openStore, type Store, type StoreOptions } from "./store.js";

export interface RunStore extends Kept {
  /** What the last run that made a fit left; undefined where there is none, or where it is of another program. */
  lastFit(): Promise<Fit | undefined>;
  /** Names what `lastFit` would give, without reading it. */
  lastFitId(): Promise<string | undefined>;
  putFit(fit: Fit, now: Date): Promise<void>;
  /** What is kept of a report for comparing, by `snapshotId`; undefined where nothing is. */
  snapshot(id: string): Promise<unknown>;
  /** Keeps the record of the run, and says what was damaged. */
  finish(run: StoredRun): Promise<void>;
  close(): Promise<void>;
}

export interface RunStoreOptions extends StoreOptions {
  /** Makes the folder in which the file is to lie. */
  prepare: () => Promise<void>;
  /** Whether the store was named by a person: then a run that can't have it fails. */
  isAskedFor: boolean;
}

/** Nothing is opened, and no file made, before something is asked of it. */
export function runStore(file: string, options: RunStoreOptions): RunStore {
  const used = new Used(file, options);
  const none = (): Map<string, never> => new Map<string, never>();
  return {
    documentsOf: (maker, keys) => used.do((store) => store.documentsOf(maker, keys), none()),
    putDocuments: (maker, entries) => used.do((store) => store.putDocuments(maker, entries), undefined),
    phrasesOf: (maker, keys) => used.do((store) => store.phrasesOf(maker, keys), none()),
    putPhrases: (maker, entries) => used.do((store) => store.putPhrases(maker, entries), undefined),
    vectorsOf: (maker, keys) => used.do((store) => store.vectorsOf(maker, keys), none()),
    putVectors: (maker, entries) => used.do((store) => store.putVectors(maker, entries), undefined),
    lastFit: async () => unpackFit(await used.do((store) => store.lastFit(), undefined)),
    lastFitId: () => used.do((store) => store.lastFitId(), undefined),
    putFit: (fit, now) => used.do((store) => store.putFit(packFit(fit, now)), undefined),
    snapshot: (id) => used.do((store) => store.snapshot(id), undefined),
    async finish(run) {
      await used.do((store) => store.putRun(run), undefined);
      used.tellOfDamaged();
    },
    close: () => used.close(),
  };
}

class Used {
  #opening: Promise<Store | undefined> | undefined;
  #store: Store | undefined;
  #isClosed = false;

  constructor(
    private readonly file: string,
    private readonly options: RunStoreOptions,
  ) {}

  /**
   * Asks the store; where it has nothing to say, the answer is `otherwise`. A run that was told to end closes it while parts of the
   * run still ask: of that nobody is told.
   */
  async do<T>(ask: (store: Store) => Promise<T>, otherwise: T): Promise<T> {
    if (this.#hasEnded()) return otherwise;
    this.#opening ??= this.#open();
    const store = await this.#opening;
    if (store === undefined) return otherwise;
    try {
      return await ask(store);
    } catch (error) {
      if (!this.#hasEnded()) await this.#giveUp(store, error);
      return otherwise;
    }
  }

  #hasEnded(): boolean {
    return this.#isClosed;
  }

  tellOfDamaged(): void {
    const count = this.#store?.damaged() ?? 0;
    if (count === 0) return;
    const entries = count === 1 ? "1 entry" : `${count} entries`;
    this.options.log.warn(`The store ${this.file} had ${entries} that were damaged; they were made anew.`);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#opening?.catch(() => undefined);
    await this.#store?.close();
    this.#store = undefined;
  }

  async #open(): Promise<Store | undefined> {
    const { prepare, isAskedFor, log } = this.options;
    try {
      await prepare();
      this.#store = await openPatiently(this.file, this.options);
      return this.#store;
    } catch (caught) {
      const error = meaningOf(caught, this.file);
      const canDoWithout =
        error instanceof PackageMissing || !(error instanceof UserError) || error.kind === "disk";
      if (isAskedFor || !canDoWithout) throw error;
      if (error instanceof PackageMissing) log.info(`Nothing is kept for the next run. ${error.message}`);
      else log.warn(`The run goes on without its store. ${messageOf(error)}`);
      return undefined;
    }
  }

  /** A file that turns out to be damaged is set aside, and a new one begun; after any other fault the run goes on without one. */
  async #giveUp(store: Store, error: unknown): Promise<void> {
    const { log } = this.options;
    this.#store = undefined;
    this.#opening = Promise.resolve(undefined);
    await store.close().catch(() => undefined);
    if (!(error instanceof StoreDamaged)) {
      log.warn(`The run goes on without its store. ${messageOf(error)}`);
      return;
    }
    const aside = await setAside(this.file);
    log.warn(
      `The store ${this.file} is damaged (${error.message}). It is kept as ${aside}, and a new one is begun.`,
    );
    this.#opening = this.#open();
  }
}

/** Whoever only looks into a store has it for a moment: so often it is tried again, after so many milliseconds. */
const TRIES = 5;
const PAUSE = 300;

async function openPatiently(file: string, options: StoreOptions): Promise<Store> {
  for (let left = TRIES; ; left--) {
    try {
      return await openStore(file, options);
    } catch (caught) {
      const error = meaningOf(caught, file);
      if (left === 0 || !(error instanceof UserError) || error.kind !== "locked") throw caught;
      await setTimeout(PAUSE);
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
