import { lstat } from "node:fs/promises";
import { codeOf } from "../io/disk.js";

export type Kind = "none" | "file" | "folder" | "symlink" | "other";

/** What stands at a path; a link is not followed. */
export async function kindOf(path: string): Promise<Kind> {
  try {
    const stats = await lstat(path);
    if (stats.isSymbolicLink()) return "symlink";
    if (stats.isDirectory()) return "folder";
    return stats.isFile() ? "file" : "other";
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return "none";
    throw error;
  }
}
