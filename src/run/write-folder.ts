/**
 * Writes a report into a folder that belongs to a person. Nothing but files that an earlier run wrote (by the list in its
 * `run.json`, with their SHA-256) is replaced or removed; all else stays as it is, where it is.
 *
 * The new files are written below `.throughline/` first. Then a journal says what is to be changed, and the files go to
 * their places one by one. A run that is killed before the journal is there has changed nothing; what a later one left
 * undone is finished by the next.
 */
import { readdir } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { realDisk, writeWhole, type FolderDisk } from "../io/disk.js";
import type { ReportFile, StagedFile } from "../shapes/exporter.js";
import { writeJournal, type Journal, type Operation } from "./journal.js";
import { kindOf } from "./path-kind.js";
import {
  alone,
  checkStateFolder,
  recoverAlone,
  recoverFolder,
  UNFINISHED,
  type WriteEffects,
} from "./recover.js";
import { isOutputPath } from "./standing.js";
import { ignoreFile, journalFile, newStagedName, STATE_FOLDER, stateFolder } from "./state-folder.js";
import { finishSwap, type KeptPage } from "./swap.js";
import { planSwap } from "./swap-plan.js";
import { checkTarget, fail } from "./target.js";

export interface WriteFolderOptions extends WriteEffects {
  /** Files, folders and globs that were read; the target must neither hold them nor lie inside them. */
  inputs?: readonly string[];
}

/**
 * Makes the report in the folder `target` that of `files`, which must hold a `run.json` with `"generator": "throughline"`
 * and the `outputs` by path, with their SHA-256.
 *
 * @returns the pages that had been edited since they were written, and where they are now
 * @throws UserError "config" for a target that is none, or where something stands in the way; "locked" where another run
 *   writes there; "disk" where writing failed
 */
export async function writeFolder(
  target: string,
  files: readonly (ReportFile | StagedFile)[],
  { inputs = [], ...effects }: WriteFolderOptions = {},
): Promise<KeptPage[]> {
  const folder = resolve(target);
  const disk = effects.disk ?? realDisk;
  checkOutputPaths(files);
  const recovered = await recoverFolder(folder, effects);
  await checkTarget(folder, inputs);
  let made: string | undefined;
  try {
    made = await disk.makeFolder(folder);
    await openStateFolder(folder, disk);
    const kept = await alone(folder, { ...effects, disk }, () => writeAlone(folder, files, disk));
    return [...recovered, ...kept];
  } catch (error) {
    if (made !== undefined) await removeMade(folder, made, disk);
    return fail(error, folder);
  }
}

/** Exporters make these paths; one that leads elsewhere, or comes twice, is a fault of the program. */
function checkOutputPaths(files: readonly (ReportFile | StagedFile)[]): void {
  const seen = new Set<string>();
  for (const { path } of files) {
    if (!isOutputPath(path)) {
      throw new Error(`Expected the path of an output file to be relative and in the report, got "${path}".`);
    }
    if (seen.has(path)) throw new Error(`Expected one output file at "${path}", got two.`);
    seen.add(path);
  }
}

async function openStateFolder(folder: string, disk: FolderDisk): Promise<void> {
  await checkStateFolder(folder);
  await disk.makeFolder(stateFolder(folder));
}

async function writeAlone(
  folder: string,
  files: readonly (ReportFile | StagedFile)[],
  disk: FolderDisk,
): Promise<KeptPage[]> {
  // Another run may have written, or died, since the folder was looked at.
  const recovered = await recoverAlone(folder, disk);
  // Not before: whoever holds the lock removes what others have only begun to write there.
  if ((await kindOf(ignoreFile(folder))) === "none") await writeWhole(ignoreFile(folder), "*\n", disk);
  await checkTarget(folder, []);
  const operations = await planSwap(folder, files);
  const journal: Journal = { version: 1, staged: newStagedName(), operations };
  try {
    await stage(folder, journal, files, disk);
    await writeJournal(folder, journal, disk);
  } catch (error) {
    if ((await kindOf(journalFile(folder))) !== "none") fail(error, folder, UNFINISHED);
    await disk.removeTree(join(stateFolder(folder), journal.staged)).catch(() => undefined);
    throw error;
  }
  try {
    return [...recovered, ...(await finishSwap(folder, journal, disk))];
  } catch (error) {
    return fail(error, folder, UNFINISHED);
  }
}

/** Writes the files that are new or differ, where they are not yet a part of the report. */
async function stage(
  folder: string,
  { staged, operations }: Journal,
  files: readonly (ReportFile | StagedFile)[],
  disk: FolderDisk,
): Promise<void> {
  const root = join(stateFolder(folder), staged);
  const changes = new Map(operations.filter(isWrite).map((operation) => [operation.path, operation.do]));
  const folders = new Set([root]);
  for (const file of files) {
    const { path } = file;
    const change = changes.get(path);
    if (change === undefined) continue;
    const place = join(root, ...path.split("/"));
    await disk.makeFolder(dirname(place));
    if ("staged" in file) await disk.rename(file.staged, place);
    else await disk.createFile(place, file.content);
    if (change === "replace") await disk.matchRights(place, join(folder, ...path.split("/")));
    folders.add(dirname(place));
  }
  for (const each of folders) await disk.syncFolder(each);
}

function isWrite(operation: Operation): operation is Extract<Operation, { do: "add" | "replace" }> {
  return operation.do === "add" || operation.do === "replace";
}

/** Takes back the folders made for a report that could not be written, as far as nothing else came into them. */
async function removeMade(folder: string, first: string, disk: FolderDisk): Promise<void> {
  try {
    // Another run may have begun to use them.
    if ((await readdir(folder)).some((name) => name !== STATE_FOLDER)) return;
    const inside = (await kindOf(stateFolder(folder))) === "folder" ? await readdir(stateFolder(folder)) : [];
    if (inside.some((name) => name !== basename(ignoreFile(folder)))) return;
    await disk.unlink(ignoreFile(folder)).catch(() => undefined);
    await disk.removeFolder(stateFolder(folder)).catch(() => undefined);
    for (let path = folder; ; path = dirname(path)) {
      await disk.removeFolder(path);
      if (path === first) return;
    }
  } catch {
    // The fault of the writing is the one to tell of.
  }
}
