import { dirname, join, resolve } from "node:path";
import { watch } from "chokidar";
import { UserError } from "../errors.js";
import { openRunFolder } from "../run/folder.js";
import { factsOf, type RunFacts } from "../search/read-run.js";
import type { Files, Log } from "../shapes/context.js";

/** Milliseconds. */
const LOOK_EVERY = 500;
/** A file that has not changed for so long is whole. */
const SETTLED = { stabilityThreshold: 300, pollInterval: 100 };

export interface WatchEffects {
  files: Files;
  log: Log;
  landed: (facts: RunFacts) => void;
}

/**
 * Tells of every new run that lands in a folder. A run puts its `run.json` there behind the other files. Somebody may
 * replace the folder by another of the same name, which no system tells those who watch the folder itself, and network
 * drives tell of nothing: so `run.json` is looked at again and again from the folder above, and nothing else is.
 *
 * @returns call it to end the watch
 */
export function watchRun(
  folder: string,
  known: string,
  { files, log, landed }: WatchEffects,
): () => Promise<void> {
  const place = resolve(folder);
  const above = dirname(place);
  const record = join(place, "run.json");
  let key = known;

  async function look(): Promise<void> {
    const facts = await readFacts(folder, files);
    if (watcher.closed || facts === undefined || facts.key === key) return;
    key = facts.key;
    landed(facts);
  }

  const watcher = watch(above, {
    usePolling: true,
    interval: LOOK_EVERY,
    awaitWriteFinish: SETTLED,
    depth: 1,
    ignored: (path) => ![above, place, record].includes(resolve(path)),
  });
  const warn = (error: unknown): void => {
    log.warn(`${folder} is not watched any more: ${error instanceof Error ? error.message : String(error)}.`);
  };
  watcher.on("error", warn);
  // The first time as well: a run may have landed before the watch began.
  const lookNow = (): void => void look().catch(warn);
  watcher.on("add", lookNow).on("change", lookNow);
  return () => watcher.close();
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
