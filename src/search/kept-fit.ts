import { existsSync } from "node:fs";
import { storeFile } from "../run/state-folder.js";
import type { Fit } from "../shapes/fit.js";
import { rowsIn } from "../stages/reconcile/rows.js";
import { version } from "../version.js";
import { lastFit } from "../store/fits.js";
import { unpackFit } from "../store/packed-fit.js";
import { openStanding } from "../store/store.js";

/** A fit of which this share of the passages is not that of the report. */
const LEAST_KNOWN = 0.9;

/** The fit that a report was made by, with the row of each of its passages in it, −1 for those that came later. */
export interface KeptFit {
  fit: Fit;
  rows: Int32Array;
}

/**
 * The last fit in a store.
 *
 * @returns undefined where there is none, or where it is of other passages
 * @throws UserError as `openStanding`
 */
export async function openKeptFit(
  file: string,
  passages: readonly { id: string; text: string }[],
): Promise<KeptFit | undefined> {
  const { database } = await openStanding(file);
  try {
    const fit = unpackFit(await lastFit(database, () => undefined));
    if (fit === undefined) return undefined;
    const rows = rowsIn(fit, passages);
    const known = rows.filter((row) => row >= 0).length;
    return known >= LEAST_KNOWN * passages.length ? { fit, rows } : undefined;
  } finally {
    await database.close();
  }
}

/**
 * The last fit that a report folder keeps; nothing in the folder is changed by looking. Whoever asks can do without: it is undefined where there is none, where another process has
 * the store, where it is of other passages, and where another version of this program made it.
 *
 * @param store the file of the store, where it is not the one in the report folder
 */
export async function keptFit(
  folder: string,
  run: { passages: readonly { id: string; text: string }[]; version: string },
  store?: string,
): Promise<KeptFit | undefined> {
  const file = store ?? storeFile(folder);
  if (run.version !== version || !existsSync(file)) return undefined;
  return openKeptFit(file, run.passages).catch(() => undefined);
}
