import { randomBytes } from "node:crypto";
import { openRunFolder } from "../run/folder.js";
import type { Files, Log } from "../shapes/context.js";
import { currentRun } from "./current-run.js";
import { openEditor } from "./editor.js";
import { openMeaningInWorker, type OpenMeaning } from "./meaning-in-worker.js";
import { factsOf, type RunFacts } from "../search/read-run.js";
import { startServer } from "./server.js";
import { updaterInProcess, type Updater } from "./updater.js";
import { watchRun } from "./watch-run.js";

export interface ExploreOptions {
  /** @default one that is free */
  port?: number;
  /** A folder with the files of the run's model, where it is not at its usual place. */
  modelDir?: string;
  /**
   * The file in which decisions about themes are written down. @default that of the run, else `themes.yaml`, where it
   * lies in the working folder
   */
  decisions?: string;
}

export interface ExploreEffects {
  files: Files;
  log: Log;
  /** @default in a thread of its own */
  open?: OpenMeaning;
  /** Makes the report again after a decision. @default in a process of its own */
  updater?: Updater;
}

/** A report folder that is being served. */
export interface Exploration {
  /** The whole address, with the token. */
  url: string;
  /** Resolves when the first run can be searched; rejects where it can't be read. */
  ready: Promise<void>;
  close(): Promise<void>;
}

/** 192 bits. */
const TOKEN_BYTES = 24;

/**
 * Serves a report folder on loopback, with search by meaning, and every new run that lands in it. Answers at once; the
 * search is there when `ready` resolves.
 *
 * @throws UserError "config" where the folder holds no report or the port can't be had
 */
export async function explore(
  folder: string,
  { port = 0, modelDir, decisions }: ExploreOptions,
  { files, log, open = openMeaningInWorker, updater }: ExploreEffects,
): Promise<Exploration> {
  const first = factsOf((await openRunFolder(folder, { files })).record);
  const run = currentRun(first, { folder, ...(modelDir !== undefined && { modelDir }) }, { log, open });
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  const read = async (facts: RunFacts, vectors?: string): Promise<void> => {
    const isNew = await run.take(facts, vectors);
    if (isNew && run.state.run === facts.key) log.info("Ready to be searched by meaning.");
  };
  const readOrWarn = (facts: RunFacts, vectors?: string): void => {
    read(facts, vectors).catch((error: unknown) => {
      log.warn(`${error instanceof Error ? error.message : String(error)} Search by meaning is off.`);
    });
  };
  const editor = openEditor(
    { folder, ...(decisions !== undefined && { decisions }) },
    { files, log, updater: updater ?? updaterInProcess(), current: () => run.state.run, land: readOrWarn },
  );
  const server = await startServer({ run, editor }, { folder, port, token, log }).catch(
    async (error: unknown) => {
      await editor.close();
      throw error;
    },
  );
  const endWatch = watchRun(folder, first.key, {
    files,
    log,
    landed(facts) {
      const shown = run.state.run;
      // What is being made here may be seen before it is known.
      void editor.settled().then(() => {
        if (facts.key === shown || editor.hasMade(facts.key)) return;
        log.info("A new run has landed.");
        // It may be overtaken by a decision meanwhile, but has perhaps learned its vectors anew.
        const { state, outputs } = run;
        readOrWarn(state.run === shown ? facts : { key: state.run, outputs });
      });
    },
  });
  const ready = read(first);
  // Whoever serves decides what a failure means; it must not end the process by being unheard.
  ready.catch(() => undefined).finally(() => void editor.warmUp());
  return {
    url: `http://127.0.0.1:${server.port}/?token=${token}`,
    ready,
    async close() {
      endWatch();
      await editor.close();
      await server.close();
      await run.close();
    },
  };
}
