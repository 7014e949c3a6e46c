/** The smaller copies that take the place of a store. */
import { readdir, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { meantBy } from "../io/disk.js";

/** Removes copies whose making was cut off; to be called by whoever has the store open. */
export async function removeUnfinishedCopies(file: string): Promise<void> {
  const folder = dirname(resolve(file));
  for (const name of await readdir(folder)) {
    if (meantBy(name.replace(/\.wal$/, "")) !== basename(file)) continue;
    await rm(join(folder, name), { force: true });
  }
}
