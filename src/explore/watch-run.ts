import { watch, type FSWatcher } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { UserError } from "../errors.js";
import { openRunFolder } from "../run/folder.js";
import type { Files } from "../shapes/context.js";
import { factsOf, type RunFacts } from "../search/read-run.js";

/** Looked at so often where the system tells nothing; in milliseconds. */
const LOOK_EVERY = 2000;
/** A run renames two folders, one right after the other. */
const SETTLE = 150;

/**
 * Tells of every new run that lands in a folder. A run replaces the folder by another, so that a watch on the folder
 * itself would go on looking at the old one: the folder above is watched, and `run.json` is looked at now and then,
 * since not every file system tells of changes.
 *
 * @returns call it to end the watch
 */
export function watchRun(
  folder: string,
  known: string,
  { files, landed }: { files: Files; landed: (facts: RunFacts) => void },
): () => void {
  const place = resolve(folder);
  let key = known;
  let stamp: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  const ended = new AbortController();
  const isOver = (): boolean => ended.signal.aborted;

  async function look(): Promise<void> {
    const now = await stampOf(join(place, "run.json"));
    if (isOver() || now === undefined || now === stamp) return;
    const facts = await readFacts(folder, files);
    if (isOver() || facts === undefined) return;
    stamp = now;
    if (facts.key === key) return;
    key = facts.key;
    landed(facts);
  }

  const lookSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), SETTLE);
  };
  const watcher = watchFolder(dirname(place), (name) => {
    if (name === undefined || name === basename(place)) lookSoon();
  });
  const interval = setInterval(() => void look(), LOOK_EVERY);
  return () => {
    ended.abort();
    watcher?.close();
    clearTimeout(timer);
    clearInterval(interval);
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

/** Changes whenever the file does. */
async function stampOf(file: string): Promise<string | undefined> {
  try {
    const { ino, mtimeMs, size } = await stat(file);
    return `${ino} ${mtimeMs} ${size}`;
  } catch {
    return undefined;
  }
}

/** Undefined where the system watches no folders; looking now and then is enough. */
function watchFolder(folder: string, changed: (name: string | undefined) => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, { persistent: false }, (_, name) => changed(name ?? undefined));
    watcher.on("error", () => watcher.close());
    return watcher;
  } catch {
    return undefined;
  }
}
