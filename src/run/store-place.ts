/** Where the store of a report folder lies. */
import { readdir } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { codeOf, realDisk, writeWhole, type FolderDisk } from "../io/disk.js";
import type { RunStoreOptions } from "../store/run-store.js";
import type { Config } from "./config.js";
import { kindOf } from "./path-kind.js";
import { checkStateFolder } from "./recover.js";
import { ignoreFile, shardFolder, stateFolder, storeFile } from "./state-folder.js";

export interface StorePlace extends Pick<RunStoreOptions, "prepare" | "isAskedFor"> {
  file: string;
  /** Whether the place is one of this program's, and not one that a person named. */
  isOurPlace: boolean;
}

/** The store of a run; undefined where none is wanted. */
export function storePlace({ out, store }: Pick<Config, "out" | "store">): StorePlace | undefined {
  if (store === false) return undefined;
  if (store === undefined) {
    const folder = resolve(out);
    const prepare = (): Promise<void> => prepareStateFolder(folder);
    return { file: storeFile(folder), isOurPlace: true, isAskedFor: false, prepare };
  }
  const file = resolve(store);
  const prepare = async (): Promise<void> => {
    await realDisk.makeFolder(dirname(file));
  };
  return { file, isOurPlace: false, isAskedFor: true, prepare };
}

/** Makes the state folder, where it is not there. */
export async function prepareStateFolder(folder: string, disk: FolderDisk = realDisk): Promise<void> {
  await checkStateFolder(folder);
  await disk.makeFolder(stateFolder(folder));
  if ((await kindOf(ignoreFile(folder))) !== "none") return;
  try {
    await writeWhole(ignoreFile(folder), "*\n", disk);
  } catch (error) {
    // A run that is writing there has cleared it away, and makes one itself.
    if (codeOf(error) !== "ENOENT") throw error;
  }
}

/**
 * Removes what was made of the parts of a large collection, and the state folder where nothing but that was in it.
 *
 * @param isNew whether the report folder was made for this run: then it goes too, where no report came into it
 */
export async function removeShards(out: string, isNew: boolean): Promise<void> {
  const folder = resolve(out);
  if ((await kindOf(shardFolder(folder))) === "none") return;
  await realDisk.removeTree(shardFolder(folder));
  const names = await readdir(stateFolder(folder));
  if (names.some((name) => name !== basename(ignoreFile(folder)))) return;
  await realDisk.removeTree(stateFolder(folder));
  if (isNew && (await readdir(folder)).length === 0) await realDisk.removeFolder(folder);
}
