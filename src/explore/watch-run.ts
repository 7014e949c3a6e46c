import { join } from "node:path";
import { UserError } from "../errors.js";
import { openRunFolder } from "../run/folder.js";
import { factsOf, type RunFacts } from "../search/read-run.js";
import type { Files, Log } from "../shapes/context.js";
import { watchFile } from "./watch-file.js";

/** Milliseconds. */
const LOOK_EVERY = 400;

export interface WatchEffects {
  files: Files;
  log: Log;
  landed: (facts: RunFacts) => void;
}

/**
 * Tells of every new run that lands in a folder, one that landed before the watch began as well. A run puts its `run.json`
 * there behind the other files; nothing else is looked at.
 *
 * @returns the end of the watch
 */
export function watchRun(folder: string, known: string, { files, log, landed }: WatchEffects): () => void {
  let key = known;
  let hasEnded = false;

  async function look(): Promise<void> {
    const facts = await readFacts(folder, files);
    if (hasEnded || facts === undefined || facts.key === key) return;
    key = facts.key;
    landed(facts);
  }

  const watching = watchFile(join(folder, "run.json"), {
    every: LOOK_EVERY,
    changed: () => {
      look().catch((error: unknown) => {
        log.warn(`${folder} can't be read: ${error instanceof Error ? error.message : String(error)}.`);
      });
    },
    isFirstNews: true,
  });
  return () => {
    hasEnded = true;
    watching.end();
  };
}

/** Undefined where the folder holds no whole report at this moment. */
async function readFacts(folder: string, files: Files): Promise<RunFacts | undefined> {
  try {
    return factsOf((await openRunFolder(folder, { files })).record);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
