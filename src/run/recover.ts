/** Puts in order what runs left that were killed while they wrote. */
import { lstat, readdir } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { realDisk, type FolderDisk } from "../io/disk.js";
import { isAlive, isFree, withLock } from "../io/lock.js";
import { readJournal } from "./journal.js";
import { kindOf } from "./path-kind.js";
import {
  decisionsLock,
  isStagedName,
  isUndecided,
  isUnfinished,
  JOURNAL,
  lockFile,
  stateFolder,
} from "./state-folder.js";
import { finishSwap, type KeptPage } from "./swap.js";
import { fail, readManifest, refusal } from "./target.js";

export interface WriteEffects {
  /** @default the real disk */
  disk?: FolderDisk;
  /** Milliseconds to wait for another run to end its writing. @default 10 seconds */
  patience?: number;
}

/**
 * Finishes what a dead run began to change in a report folder, and removes what it had only prepared. Does nothing to a
 * folder in which no run was interrupted.
 *
 * @returns the pages that had been edited, and where they are now
 */
export async function recoverFolder(target: string, effects: WriteEffects = {}): Promise<KeptPage[]> {
  const folder = resolve(target);
  const disk = effects.disk ?? realDisk;
  try {
    await restoreReplaced(folder, disk);
    if ((await leftoversOf(folder)).length === 0) return [];
    return await alone(folder, { ...effects, disk }, () => recoverAlone(folder, disk));
  } catch (error) {
    return fail(error, folder, UNFINISHED);
  }
}

/** What is told where a fault keeps a run from finishing what it began. */
export const UNFINISHED =
  "Some of its files may be those of the new report already; the next run finishes that. Files of yours are untouched.";

/** Does some work on a folder while no other run does any. The state folder must be there. */
export async function alone<T>(
  folder: string,
  { disk = realDisk, patience }: WriteEffects,
  work: () => Promise<T>,
): Promise<T> {
  const options = { disk, what: `the report in ${folder}`, ...(patience !== undefined && { patience }) };
  return withLock(lockFile(folder), options, work);
}

/** As `recoverFolder`, for those who hold the lock. */
export async function recoverAlone(folder: string, disk: FolderDisk): Promise<KeptPage[]> {
  const journal = await readJournal(folder);
  const kept = journal === undefined ? [] : await finishSwap(folder, journal, disk);
  for (const name of await leftoversOf(folder)) await disk.removeTree(join(stateFolder(folder), name));
  return kept;
}

/** The names in the state folder that an interrupted run left there. Others are not ours to judge. */
async function leftoversOf(folder: string): Promise<string[]> {
  if ((await kindOf(folder)) !== "folder") return [];
  await checkStateFolder(folder);
  if ((await kindOf(stateFolder(folder))) === "none") return [];
  const names = await readdir(stateFolder(folder));
  const own = names.filter((name) => name === JOURNAL || isStagedName(name) || isUnfinished(name));
  const undecided = names.filter(isUndecided);
  const isNobodys = undecided.length > 0 && (await isFree(decisionsLock(folder)));
  return isNobodys ? [...own, ...undecided] : own;
}

/** A link would lead the writing out of the folder. */
export async function checkStateFolder(folder: string): Promise<void> {
  const kind = await kindOf(stateFolder(folder));
  if (kind === "none" || kind === "folder") return;
  const what = `holds a ${basename(stateFolder(folder))} that is no folder`;
  throw refusal(folder, what, "Move it elsewhere, or name another folder; nothing was changed.");
}

/**
 * Earlier versions replaced the whole folder, by way of `.<name>.old-<pid>` and `.<name>.new-<pid>` beside it. Where one
 * was killed in between, and there is no folder now, the report in such a one goes back into its place.
 */
async function restoreReplaced(folder: string, disk: FolderDisk): Promise<void> {
  if ((await kindOf(folder)) !== "none") return;
  const [place] = [...(await reportsBeside(folder, "old")), ...(await reportsBeside(folder, "new"))];
  if (place !== undefined) await disk.rename(place, folder);
}

/** The newest first. */
async function reportsBeside(folder: string, role: "old" | "new"): Promise<string[]> {
  const parent = dirname(folder);
  const prefix = `.${basename(folder)}.${role}-`;
  const names = await readdir(parent).catch(() => [] as string[]);
  const found: { path: string; time: number }[] = [];
  for (const name of names) {
    if (!name.startsWith(prefix) || !isOfTheDead(name.slice(prefix.length))) continue;
    const path = join(parent, name);
    if ((await kindOf(path)) !== "folder" || (await readManifest(path)) === undefined) continue;
    found.push({ path, time: (await lstat(path)).ctimeMs });
  }
  return found.sort((a, b) => b.time - a.time).map(({ path }) => path);
}

/** This process has only begun, so what carries its own number was left by an earlier one. */
function isOfTheDead(id: string): boolean {
  return /^\d+$/.test(id) && (Number(id) === process.pid || !isAlive(Number(id)));
}
