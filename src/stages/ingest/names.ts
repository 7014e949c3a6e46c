import { extensionOf } from "../../text/file-names.js";
import type { Skipped } from "../../shapes/post.js";

/** The name that a file goes by: its entry in a zip, else its path. */
export function nameOf(source: { path: string; record?: string }): string {
  return source.record ?? source.path;
}

/** The folder of a file, with the zip that it is in, so that exports in different zips stay apart. */
export function folderOf(file: { path: string; file: string; record?: string }): string {
  const name = nameOf(file);
  return `${file.record === undefined ? "" : `${file.file}:`}${name.slice(0, name.lastIndexOf("/") + 1)}`;
}

export function baseName(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

/** A file's name without its folders and its ending. */
export function stemOf(source: { path: string; record?: string }): string {
  return baseName(nameOf(source)).replace(/(?<=.)\.[^.]+$/, "");
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

/** The rules by which something is left out, in the words under which it is counted. */
export const RULES = {
  unpublished: "drafts and other posts that are not published",
  otherKinds: "files of other kinds",
  copies: "copies of other posts",
  responses: "responses and comments",
  privateData: "files with private data",
  siteFiles: "files of the site",
  builtSites: "built sites",
  pageTables: "tables of pages",
  account: "files of an account",
  otherTypes: "records of other types",
  otherJson: "JSON without posts",
} as const;

/** The same row, as one that a rule leaves out: no fault, and counted under these few words. */
export function leftOut(row: Skipped, rule: (typeof RULES)[keyof typeof RULES]): Skipped {
  return { ...row, rule };
}

/** The row for files of a kind that is not read: "27 .qmd files". */
export function unreadKind(
  source: { path: string; record?: string },
  ending: string,
  count: number,
): Skipped {
  const kind = ending === "" ? "without an ending" : `.${ending}`;
  const files = count === 1 ? "file" : "files";
  const what = ending === "" ? `${count} ${files} ${kind}` : `${count} ${kind} ${files}`;
  const why = ending === "" ? "which is no kind that is read" : "not a kind that is read";
  return leftOut(skippedAt(source, "", `${what}: ${why}`, false), RULES.otherKinds);
}

/** Tells by its ending whether a file may hold posts. */
export type MayHoldPosts = (name: string) => boolean;

/** Whether some reader may accept a file, by its ending. */
export function endingsOf(readers: readonly { readonly endings: readonly string[] }[]): MayHoldPosts {
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
