/** Whether a folder is a place for a report, and what is known of one that is. */
import * as nodeFs from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import picomatch from "picomatch";
import { UserError } from "../errors.js";
import { isRecord } from "../io/json.js";

/** The file by which a folder is known as written by this program; the keys of its `outputs` are the files' paths. */
export const MANIFEST = "run.json";
const GENERATOR = "throughline";

/** Throws a `UserError` "config" where `target` is no place for a report, given the files, folders and globs that are read. */
export async function checkTarget(target: string, inputs: readonly string[]): Promise<void> {
  const folder = resolve(target);
  const kind = await kindOf(folder);
  if (kind === "symlink") {
    throw refusal(target, "is a symbolic link", "Name the folder that it leads to, or another one.");
  }
  if (kind === "file") throw refusal(target, "is a file", "Name a folder.");
  const real = await realPath(folder);
  if (contains(real, await realPath(process.cwd()))) {
    throw refusal(target, "holds the folder you are in", "Name a folder below it, such as output.");
  }
  for (const input of inputs) {
    const root = await rootOf(input);
    if (root === undefined) continue;
    const realInput = await realPath(resolve(root));
    if (contains(real, realInput)) {
      throw refusal(target, `holds ${input}, which is read`, "Name a folder of its own for the report.");
    }
    if (contains(realInput, real)) {
      throw refusal(target, `lies inside ${input}, which is read`, "Name a folder outside it.");
    }
  }
  if (kind === "folder") await checkIsOurs(folder, target);
}

/** The folder that a glob searches all the way down; undefined for a glob that only looks at one level. */
async function rootOf(input: string): Promise<string | undefined> {
  const { base, glob, isGlob } = picomatch.scan(input);
  if (!isGlob || (await kindOf(resolve(input))) !== "none") return input;
  return glob.includes("**") ? base : undefined;
}

/** The refusal of a folder, with what to do. */
export function refusal(target: string, fault: string, advice: string): UserError {
  return new UserError(
    "config",
    `Expected a folder of its own for the report, but ${target} ${fault}. ${advice}`,
  );
}

async function checkIsOurs(folder: string, shown: string): Promise<void> {
  const names = await nodeFs.readdir(folder).catch((error: unknown) => fail(error, folder));
  if (names.length > 0 && (await readManifest(folder)) === undefined) {
    throw refusal(
      shown,
      `holds files and no ${MANIFEST} of an earlier report`,
      "Name an empty or a new folder; nothing was changed.",
    );
  }
}

/** What stands at a path. */
export async function kindOf(path: string): Promise<"none" | "file" | "folder" | "symlink"> {
  try {
    const stats = await nodeFs.lstat(path);
    if (stats.isSymbolicLink()) return "symlink";
    return stats.isDirectory() ? "folder" : "file";
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return "none";
    return fail(error, path);
  }
}

/** The path with symbolic links resolved as far as it exists. */
async function realPath(path: string): Promise<string> {
  try {
    return await nodeFs.realpath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(await realPath(parent), basename(path));
  }
}

/** Whether `inner` is `outer` or lies below it. */
function contains(outer: string, inner: string): boolean {
  const way = relative(outer, inner);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** The outputs that a folder's `run.json` lists; undefined where it is not one of ours. */
export async function readManifest(folder: string): Promise<string[] | undefined> {
  try {
    const manifest: unknown = JSON.parse(await nodeFs.readFile(join(folder, MANIFEST), "utf8"));
    if (!isRecord(manifest) || manifest["generator"] !== GENERATOR) return undefined;
    return isRecord(manifest["outputs"]) ? Object.keys(manifest["outputs"]) : [];
  } catch {
    return undefined;
  }
}

/** The code of a fault of the system, such as ENOSPC. */
export function codeOf(error: unknown): string | undefined {
  return isRecord(error) && typeof error["code"] === "string" ? error["code"] : undefined;
}

const ADVICE: Record<string, string> = {
  ENOSPC: "the disk is full. Free some space",
  EDQUOT: "your quota on the disk is used up. Free some space",
  EFBIG: "a file would be larger than this system allows. Raise the limit",
  EROFS: "the disk is read-only. Name a folder on another one with --out",
  EACCES: "writing is not permitted there. Change the rights, or name another folder with --out",
  EPERM: "writing is not permitted there. Change the rights, or name another folder with --out",
  ENOTDIR: "a part of the path is a file. Name another folder with --out",
  EEXIST: "a part of the path is a file. Name another folder with --out",
  EIO: "the disk reported a fault. Check it, or name another folder with --out",
};

/** A fault of the disk as a `UserError`; anything else goes on as it is. */
export function fail(error: unknown, folder: string): never {
  const code = codeOf(error);
  if (error instanceof UserError || code === undefined) throw error;
  const what = ADVICE[code] ?? `the system said ${code}. Name another folder with --out`;
  const message = `Could not write the report to ${folder}: ${what}, and run again. What was there before is untouched.`;
  throw new UserError("disk", message, { cause: error });
}
