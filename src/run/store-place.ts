/** Where the store of a report folder lies. */
import { dirname, resolve } from "node:path";
import { codeOf, realDisk } from "../io/disk.js";
import type { RunStoreOptions } from "../store/run-store.js";
import type { Config } from "./config.js";
import { checkStateFolder } from "./recover.js";
import { ignoreFile, stateFolder, storeFile } from "./state-folder.js";

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
export async function prepareStateFolder(folder: string): Promise<void> {
  await checkStateFolder(folder);
  await realDisk.makeFolder(stateFolder(folder));
  try {
    await realDisk.createFile(ignoreFile(folder), "*\n");
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  }
}
