import { lstat, readdir, realpath } from "node:fs/promises";
import type { FileInfo, Files } from "../shapes/context.js";
import { readRegular } from "./regular-file.js";

async function describe(path: string): Promise<FileInfo> {
  const stats = await lstat(path);
  if (stats.isSymbolicLink()) return { kind: "symlink", size: 0 };
  if (stats.isDirectory()) return { kind: "folder", size: 0 };
  return { kind: stats.isFile() ? "file" : "other", size: stats.size };
}

/** The real file system; relative paths count from the process's working folder. */
export function nodeFiles(): Files {
  return {
    read: readRegular,
    lstat: describe,
    readdir: async (path) => (await readdir(path)).sort(),
    realpath: (path) => realpath(path),
  };
}

/** As other files, with one more that is not on the disk: what came on standard input, or was pasted. */
export function withFile(path: string, content: Uint8Array, files: Files): Files {
  return {
    ...files,
    read: async (asked) => (asked === path ? content : files.read(asked)),
    lstat: async (asked) => (asked === path ? { kind: "file", size: content.length } : files.lstat(asked)),
    realpath: async (asked) => (asked === path ? path : files.realpath(asked)),
  };
}
