/** Folders for what is needed for a moment. */
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { contentId } from "./hash.js";
import { isAlive } from "./lock.js";

/** Tells the processes of this computer from those of another that has the same folder for temporary files. */
const HERE = `throughline-${contentId(hostname())}-`;

/**
 * Does some work with an empty folder, which is removed behind it. Those that processes left behind that were killed are removed
 * first.
 */
export async function withTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  await removeLeftBehind();
  const folder = await mkdtemp(join(tmpdir(), `${HERE}${process.pid}-`));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function removeLeftBehind(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(HERE)) continue;
    const pid = Number.parseInt(name.slice(HERE.length), 10);
    if (!(pid > 0) || isAlive(pid)) continue;
    // What another user left can't be removed, and is in nobody's way.
    await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
  }
}
