/** Report folders as a run writes them, what lies in them, and disks that fail. */
import { execFile } from "node:child_process";
import { lstat, readdir, readFile, readlink, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { promisify } from "node:util";
import { realDisk, type FolderDisk } from "../../src/io/disk.js";
import { sha256 } from "../../src/io/hash.js";
import type { OutputFile } from "../../src/shapes/exporter.js";

/** The files of a report, with the `run.json` that lists them. */
export function reportOf(contents: Readonly<Record<string, string>>): OutputFile[] {
  const files = Object.entries(contents).map(([path, content]) => ({ path, content }));
  const outputs = Object.fromEntries(files.map(({ path, content }) => [path, sha256(content)]));
  const record = `${JSON.stringify({ generator: "throughline", outputs })}\n`;
  return [...files, { path: "run.json", content: record }];
}

/** Every file and folder below a folder by its path: a file's text, a link's target, "(folder)". */
export async function everythingIn(folder: string): Promise<Record<string, string>> {
  const found: [string, string][] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path).split(sep).join("/");
    if (entry.isDirectory()) found.push([name, "(folder)"]);
    else if (entry.isSymbolicLink()) found.push([name, `-> ${await readlink(path)}`]);
    else found.push([name, await readFile(path, "utf8")]);
  }
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** As `everythingIn`, without what the program needs for itself, and without `run.json`. */
export async function reportIn(folder: string): Promise<Record<string, string>> {
  const all = Object.entries(await everythingIn(folder));
  return Object.fromEntries(
    all.filter(
      ([path, text]) => path !== "run.json" && text !== "(folder)" && !path.startsWith(".throughline"),
    ),
  );
}

/** What tells whether somebody opened a file for writing, moved it, or made it anew. */
export async function identityOf(path: string): Promise<object> {
  const { ino, mode, uid, gid, mtimeMs, nlink } = await lstat(path);
  return { ino, mode, uid, gid, mtimeMs, nlink };
}

/** The real disk, without the waiting for it: what is tested is what becomes of a process that dies, not of a computer. */
export const quickDisk: FolderDisk = {
  ...realDisk,
  createFile: (path, content) => writeFile(path, content, { flag: "wx" }),
  syncFolder: async () => undefined,
};

/** How a disk ends: the call is not done, or half of it is and nobody hears. */
export type Death = "before" | "after";

export interface FailingDisk extends FolderDisk {
  calls: number;
}

/** A disk of which one call fails, by its number from 0: with an error once, or for ever, as if the process were killed. */
export function failingDisk(number: number, how: Death | NodeJS.ErrnoException): FailingDisk {
  const disk = { calls: 0 };
  const wrapped = Object.entries(quickDisk).map(([name, call]) => {
    const real = call as (...args: string[]) => Promise<unknown>;
    return [
      name,
      async (...args: string[]) => {
        const at = disk.calls++;
        if (how instanceof Error) {
          if (at === number) throw how;
        } else if (at >= number) {
          if (at === number && how === "after") await half(name, real, args);
          throw new Error("killed");
        }
        return real(...args);
      },
    ];
  });
  return Object.assign(disk, Object.fromEntries(wrapped) as FolderDisk);
}

async function half(
  name: string,
  real: (...args: string[]) => Promise<unknown>,
  args: string[],
): Promise<void> {
  const [path = "", content = ""] = args;
  if (name === "createFile") await writeFile(path, content.slice(0, content.length / 2), { flag: "wx" });
  else await real(...args);
}

/** A disk before one of whose changes, by its number from 0, something else happens. */
export function meddledDisk(number: number, meddle: () => Promise<void>): FailingDisk {
  const disk = { calls: 0 };
  const wrapped = Object.entries(quickDisk).map(([name, call]) => [
    name,
    async (...args: string[]): Promise<unknown> => {
      if (disk.calls++ === number) await meddle();
      return (call as (...given: string[]) => Promise<unknown>)(...args);
    },
  ]);
  return Object.assign(disk, Object.fromEntries(wrapped) as FolderDisk);
}

/** Makes a named pipe, which nobody writes to. */
export async function makePipe(path: string): Promise<void> {
  await promisify(execFile)("mkfifo", [path]);
}

export function fault(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: no`), { code });
}
