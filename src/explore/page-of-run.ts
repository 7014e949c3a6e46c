import { setTimeout as sleep } from "node:timers/promises";
import { sha256 } from "../io/hash.js";
import { nodeFiles } from "../io/files.js";
import { openRunFolder } from "../run/folder.js";
import { factsOf, type RunFacts } from "../search/read-run.js";
import { outputFile } from "./output-files.js";

/** The name of the page in the report folder. */
export const PAGE = "report.html";

/** Milliseconds that a run may take to put its files in place; its record comes last. */
const PATIENCE = 3000;
const LOOK_EVERY = 100;

export interface RunPage {
  content: Uint8Array;
  /** Of the run that wrote it. */
  key: string;
}

/**
 * The page, if a run wrote it as it is: the run that is served, or one that has landed and was not heard of yet. While a run puts its
 * files in place, page and record are of two runs; that is waited for.
 *
 * @param served what is known of the run that is served; asked for at every look
 * @returns "missing" where there is no page, "changed" where there is one that no run wrote so
 */
export async function pageOfRun(
  folder: string,
  served: () => RunFacts,
): Promise<RunPage | "missing" | "changed"> {
  const until = performance.now() + PATIENCE;
  for (;;) {
    const looks = [served(), await factsOnDisk(folder)].filter((facts) => facts !== undefined);
    let isThere = false;
    for (const { key, outputs } of looks) {
      const file = await outputFile(folder, PAGE, outputs);
      if (file === undefined) continue;
      isThere = true;
      if (sha256(file.content) === outputs.get(PAGE)) return { content: file.content, key };
    }
    if (performance.now() >= until) return isThere ? "changed" : "missing";
    await sleep(LOOK_EVERY);
  }
}

/** Undefined where the folder holds no whole record at this moment. */
async function factsOnDisk(folder: string): Promise<RunFacts | undefined> {
  try {
    return factsOf((await openRunFolder(folder, { files: nodeFiles() })).record);
  } catch {
    return undefined;
  }
}
