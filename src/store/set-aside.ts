import { codeOf, moveToFree, realDisk } from "../io/disk.js";

/** So many names are tried; nobody keeps more of them. */
const MOST_ASIDE = 100;

/**
 * Gives a damaged store another name, `store.duckdb.damaged`, so that nothing is lost and a new one can be begun. The log of what
 * was not yet written into it, which is of no use without it, goes along.
 *
 * @returns the new name
 */
export async function setAside(file: string): Promise<string> {
  for (let i = 1; i <= MOST_ASIDE; i++) {
    const aside = `${file}.damaged${i === 1 ? "" : `-${i}`}`;
    try {
      await moveToFree(file, aside, realDisk);
    } catch (error) {
      if (codeOf(error) === "EEXIST") continue;
      throw error;
    }
    await realDisk.rename(`${file}.wal`, `${aside}.wal`).catch(() => undefined);
    return aside;
  }
  throw new Error(`Expected a free name for the damaged ${file}, got ${MOST_ASIDE} that are taken.`);
}
