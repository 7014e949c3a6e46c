import { dirname, resolve } from "node:path";
import { watch } from "chokidar";
import type { Log } from "../shapes/context.js";

/** Milliseconds. */
const LOOK_EVERY = 300;
/** A file that has not changed for so long is whole; some editors remove it for a moment. */
const SETTLED = { stabilityThreshold: 200, pollInterval: 100 };
const SOON = 400;

/**
 * Tells of every change of a file of decisions, whoever made it. As `watchRun`, it is looked at from the folder above.
 *
 * @returns call it to end the watch
 */
export function watchDecisions(
  file: string,
  { log, changed }: { log: Log; changed: () => void },
): () => Promise<void> {
  const place = resolve(file);
  const above = dirname(place);
  let timer: NodeJS.Timeout | undefined;
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(changed, SOON);
  };
  const watcher = watch(above, {
    usePolling: true,
    interval: LOOK_EVERY,
    awaitWriteFinish: SETTLED,
    ignoreInitial: true,
    depth: 0,
    ignored: (path) => ![above, place].includes(resolve(path)),
  });
  watcher.on("error", (error) => {
    log.warn(`${file} is not watched any more: ${error instanceof Error ? error.message : String(error)}.`);
  });
  watcher.on("add", soon).on("change", soon).on("unlink", soon);
  return async () => {
    clearTimeout(timer);
    await watcher.close();
  };
}
