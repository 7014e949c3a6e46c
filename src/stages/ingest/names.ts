import { extensionOf } from "../../text/file-names.js";
import type { Skipped } from "../../shapes/post.js";
import type { Reader } from "../../shapes/reader.js";

/** The name that a file goes by: its entry in a zip, else its path. */
export function nameOf(source: { path: string; record?: string }): string {
  return source.record ?? source.path;
}

/** A row for `skipped.csv` that names the zip entry too, where there is one. */
export function skippedAt(
  source: { path: string; record?: string },
  place: string,
  reason: string,
  post = true,
): Skipped {
  const entry = source.record === undefined ? "" : `entry ${source.record}`;
  return { path: source.path, place: [entry, place].filter((part) => part !== "").join(", "), reason, post };
}

/** Tells by its ending whether a file may hold posts. */
export type MayHoldPosts = (name: string) => boolean;

/** Whether some reader may accept a file, by its ending. */
export function endingsOf(readers: readonly Pick<Reader, "endings">[]): MayHoldPosts {
  const endings = new Set(readers.flatMap((reader) => reader.endings));
  return (name) => endings.has(extensionOf(name));
}

export function isArchive(name: string): boolean {
  return extensionOf(name) === "zip";
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "no permission to read it",
  EPERM: "no permission to read it",
  ENOENT: "it went away while the files were read",
  ELOOP: "a symbolic link that leads back to itself",
};

/** The row for something that the file system, or the zip it is in, would not give. */
export function unreadable(source: { path: string; record?: string }, error: unknown): Skipped {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const message = error instanceof Error ? error.message : String(error);
  return skippedAt(source, "", REASONS[code] ?? (code === "" ? message : `it can't be read (${code})`));
}
