/**
 * Writes a report folder so that a reader finds the whole old one or the whole new one, whenever the program dies:
 * everything goes to a sibling `.<name>.new-<pid>` first, then the old folder is renamed to `.<name>.old-<pid>`, the new
 * one takes its place, and the old one is removed. A run that finds the leftovers of a dead one puts them in order.
 */
import { constants } from "node:fs";
import * as nodeFs from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { OutputFile } from "../shapes/exporter.js";
import { checkTarget, codeOf, fail, kindOf, MANIFEST, readManifest, refusal } from "./target.js";

/** The calls that change the disk; a test passes ones that fail. */
export interface FolderDisk {
  mkdir: typeof nodeFs.mkdir;
  rename: typeof nodeFs.rename;
  rm: typeof nodeFs.rm;
  cp: typeof nodeFs.cp;
  /** Writes a file and waits until the disk has it. */
  writeFile: (path: string, content: string) => Promise<void>;
}

export interface WriteFolderOptions {
  /** Files, folders and globs that were read; the target must neither hold them nor lie inside them. */
  inputs?: readonly string[];
  disk?: FolderDisk;
}

export const realDisk: FolderDisk = {
  mkdir: nodeFs.mkdir,
  rename: nodeFs.rename,
  rm: nodeFs.rm,
  cp: nodeFs.cp,
  async writeFile(path, content) {
    const handle = await nodeFs.open(path, "wx");
    try {
      await handle.writeFile(content, "utf8");
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
};

/**
 * Replaces the folder `target` by one that holds `files`; what else lay in it (and is not of this program's making) is
 * carried over. The files must hold a `run.json` with `"generator": "throughline"` and the `outputs` by path.
 * Throws `UserError` "config" for a target that must not be replaced and "disk" where writing failed; the old folder is
 * then untouched.
 */
export async function writeFolder(
  target: string,
  files: readonly OutputFile[],
  options: WriteFolderOptions = {},
): Promise<void> {
  const disk = options.disk ?? realDisk;
  const folder = resolve(target);
  await tidyUp(folder, disk);
  await checkTarget(folder, options.inputs ?? []);
  const staged = await stageFolder(folder, files, disk);
  await swapFolder(folder, staged, disk);
}

/* ---------------------------------------------------------------- leftovers */

function sibling(folder: string, role: "new" | "old", id: string | number): string {
  return join(dirname(folder), `.${basename(folder)}.${role}-${id}`);
}

/**
 * Puts in order what a dead run left beside the folder: an old folder goes back into its place where there is none, and
 * is removed where the new one has it; half-written new ones are removed.
 */
export async function tidyUp(target: string, disk: FolderDisk = realDisk): Promise<void> {
  const folder = resolve(target);
  const leftovers = await leftoversOf(folder);
  try {
    for (const path of leftovers.old) {
      if ((await kindOf(folder)) === "none") await disk.rename(path, folder);
      else await disk.rm(path, { recursive: true, force: true });
    }
    for (const path of leftovers.fresh) await disk.rm(path, { recursive: true, force: true });
  } catch (error) {
    fail(error, folder);
  }
}

/** Folders of runs that are no more, the newest old one first. */
async function leftoversOf(folder: string): Promise<{ old: string[]; fresh: string[] }> {
  const parent = dirname(folder);
  const names = await nodeFs.readdir(parent).catch(() => [] as string[]);
  const dead = (role: "new" | "old"): string[] => {
    const prefix = basename(sibling(folder, role, ""));
    const ours = names.filter((name) => name.startsWith(prefix) && isDead(name.slice(prefix.length)));
    return ours.map((name) => join(parent, name));
  };
  const dated = await Promise.all(
    dead("old").map(async (path) => ({ path, time: (await nodeFs.lstat(path)).ctimeMs })),
  );
  dated.sort((a, b) => b.time - a.time);
  return { old: dated.map(({ path }) => path), fresh: dead("new") };
}

/** This process has only begun, so what carries its own number was left by an earlier one. */
function isDead(id: string): boolean {
  if (!/^\d+$/.test(id)) return false;
  if (Number(id) === process.pid) return true;
  try {
    process.kill(Number(id), 0);
    return false;
  } catch (error) {
    return codeOf(error) === "ESRCH";
  }
}

/* -------------------------------------------------------------------- stage */

/** Writes everything to a new folder beside the target, and returns its path. On a fault it leaves nothing behind. */
export async function stageFolder(
  target: string,
  files: readonly OutputFile[],
  disk: FolderDisk = realDisk,
): Promise<string> {
  const folder = resolve(target);
  for (const { path } of files) checkOutputPath(path);
  const staged = sibling(folder, "new", process.pid);
  try {
    await disk.mkdir(dirname(folder), { recursive: true });
    await disk.mkdir(staged);
    await carryOver(folder, staged, files, disk);
    for (const { path, content } of files) {
      const place = join(staged, ...path.split("/"));
      await disk.mkdir(dirname(place), { recursive: true });
      await disk.writeFile(place, content);
    }
    await syncFolders(staged, files);
    return staged;
  } catch (error) {
    await disk.rm(staged, { recursive: true, force: true }).catch(() => undefined);
    return fail(error, folder);
  }
}

/** Exporters make these paths; one that leads elsewhere is a fault of the program. */
function checkOutputPath(path: string): void {
  const parts = path.split("/");
  if (
    isAbsolute(path) ||
    path.includes("\\") ||
    parts.some((part) => part === "" || part === "." || part === "..")
  ) {
    throw new Error(`Expected the path of an output file to be relative, got "${path}".`);
  }
}

/** Copies what a person put into the old folder. */
async function carryOver(
  folder: string,
  staged: string,
  files: readonly OutputFile[],
  disk: FolderDisk,
): Promise<void> {
  if ((await kindOf(folder)) !== "folder") return;
  const outputs = (await readManifest(folder)) ?? [];
  const ours = new Set([...outputs, MANIFEST]);
  const written = new Set(files.map(({ path }) => path));
  for (const path of await filesBelow(folder)) {
    if (ours.has(path)) continue;
    if (written.has(path)) {
      throw refusal(
        folder,
        `holds a file ${path} that no earlier report wrote and this one would replace`,
        "Move it elsewhere, or name another folder; nothing was changed.",
      );
    }
    const [from, to] = [join(folder, ...path.split("/")), join(staged, ...path.split("/"))];
    await disk.mkdir(dirname(to), { recursive: true });
    const mode = constants.COPYFILE_FICLONE;
    await disk.cp(from, to, { mode, preserveTimestamps: true, verbatimSymlinks: true });
  }
}

/** Everything below a folder but the folders themselves, with `/`, in code-unit order; links are not followed. */
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await nodeFs.readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

async function syncFolders(staged: string, files: readonly OutputFile[]): Promise<void> {
  const folders = new Set([staged, ...files.map(({ path }) => dirname(join(staged, ...path.split("/"))))]);
  for (const folder of folders) await syncFolder(folder);
}

/** Some systems can't sync a folder; the files themselves are synced in any case. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await nodeFs.open(folder, "r").catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

/* --------------------------------------------------------------------- swap */

/** Puts the staged folder in the target's place. On a fault the old folder is back, and the staged one is removed. */
export async function swapFolder(target: string, staged: string, disk: FolderDisk = realDisk): Promise<void> {
  const folder = resolve(target);
  const old = sibling(folder, "old", process.pid);
  const hadOld = (await kindOf(folder)) === "folder";
  let isMoved = false;
  try {
    if (hadOld) {
      await disk.rename(folder, old);
      isMoved = true;
    }
    await disk.rename(staged, folder);
  } catch (error) {
    if (isMoved) await disk.rename(old, folder);
    await disk.rm(staged, { recursive: true, force: true }).catch(() => undefined);
    fail(error, folder);
  }
  await syncFolder(dirname(folder));
  // The new folder stands; an old one that can't be removed now goes with the next run.
  if (hadOld) await disk.rm(old, { recursive: true, force: true }).catch(() => undefined);
}
