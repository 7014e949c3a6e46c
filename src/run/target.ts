/** Whether a folder is a place for a report, and what is known of one that is. */
import * as nodeFs from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import picomatch from "picomatch";
import { UserError } from "../errors.js";
import { codeOf } from "../io/disk.js";
import { isRecord, parseJson, property } from "../io/json.js";
import { kindOf } from "./path-kind.js";
import { isOutputPath } from "./standing.js";
import { STATE_FOLDER } from "./state-folder.js";

/** The file by which a folder is known as written by this program; the keys of its `outputs` are the files' paths. */
export const MANIFEST = "run.json";
const GENERATOR = "throughline";
/** What may lie in a folder without making it somebody's: what an interrupted run left, and the disk's own. */
const NOBODYS: ReadonlySet<string> = new Set([STATE_FOLDER, "lost+found"]);

/** Throws a `UserError` "config" where `target` is no place for a report, given the files, folders and globs that are read. */
export async function checkTarget(target: string, inputs: readonly string[]): Promise<void> {
  const folder = resolve(target);
  const kind = await kindOf(folder).catch((error: unknown) => fail(error, folder));
  if (kind === "symlink") {
    throw refusal(target, "is a symbolic link", "Name the folder that it leads to, or another one.");
  }
  if (kind === "file") throw refusal(target, "is a file", "Name a folder.");
  if (kind === "other") throw refusal(target, "is a device, pipe or socket", "Name a folder.");
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
  const kind = await kindOf(resolve(input)).catch((error: unknown) => fail(error, input));
  if (!isGlob || kind !== "none") return input;
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
  const isTaken = names.some((name) => !NOBODYS.has(name));
  if (isTaken && (await readManifest(folder)) === undefined) {
    throw refusal(
      shown,
      `holds files and no ${MANIFEST} of an earlier report`,
      "Name an empty or a new folder; nothing was changed.",
    );
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

/** The SHA-256 of the outputs that a folder's `run.json` lists, by path; undefined where it is not one of ours. */
export async function readManifest(folder: string): Promise<Map<string, string> | undefined> {
  const file = join(folder, MANIFEST);
  if ((await kindOf(file).catch(() => "none")) !== "file") return undefined;
  const manifest = parseJson(await nodeFs.readFile(file, "utf8").catch(() => ""));
  if (property(manifest, "generator") !== GENERATOR) return undefined;
  const outputs = property(manifest, "outputs");
  // The folder may be a stranger's: a path that leads elsewhere is none of ours.
  const entries = Object.entries(isRecord(outputs) ? outputs : {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string" && isOutputPath(entry[0]),
  );
  return new Map(entries);
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

const UNTOUCHED = "What was there before is untouched.";

/** A fault of the disk as a `UserError`; anything else goes on as it is. */
export function fail(error: unknown, folder: string, outcome = UNTOUCHED): never {
  const code = codeOf(error);
  if (error instanceof UserError || code === undefined) throw error;
  const what = ADVICE[code] ?? `the system said ${code}. Name another folder with --out`;
  const message = `Could not write the report to ${folder}: ${what}, and run again. ${outcome}`;
  throw new UserError("disk", message, { cause: error });
}
