import type { ColumnMap } from "./config.js";
import type { Post, Skipped } from "./post.js";

/** Something that may hold posts: a file on disk, or an entry of a zip. */
export interface SourceFile {
  /** As shown to people: `<folder given>/<path below it>`. */
  path: string;
  /** Absolute path on disk; for an entry, that of its zip. */
  file: string;
  /** Name of the entry in its zip. */
  record?: string;
  /** Named by the user, so that it is read even where its ending is unknown. */
  explicit: boolean;
  /** Size in bytes, as far as it is known before reading. */
  size: number;
  read(): Promise<Uint8Array>;
}

/** One decoded file, ready for a reader. */
export interface ReaderInput {
  path: string;
  file: string;
  record?: string;
  /** The whole file, decoded, without its byte order mark. */
  text: string;
  /** Columns or keys that the user named. */
  columns: ColumnMap;
}

/** A post before its id, which is given to all of them together. */
export type Draft = Omit<Post, "id">;

export interface ReaderOutput {
  posts: Draft[];
  skipped: Skipped[];
}

/**
 * The contract of a reader. It looks at one file at a time, keeps no state, and throws only where the user must change
 * something (`UserError`, kind `config`): everything else that can't be read becomes a `Skipped` row.
 */
export interface Reader {
  readonly name: string;
  /** Endings, in lower case and without the dot, of the files that it may accept; others are never shown to it. */
  readonly endings: readonly string[];
  /** Whether this reader is the one for a file of this name and text. */
  accepts(name: string, text: string): boolean;
  read(input: ReaderInput): ReaderOutput;
}
