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

/** A post before its id, which is given to all of them together, with what only the whole collection can decide. */
export interface Draft extends Omit<Post, "id" | "links" | "captions"> {
  /** Why it was never meant for readers: "a draft". */
  unpublished?: string;
  /** A date written such as `3/4/2015`; all such dates of the collection together tell the order of day and month. */
  slashedDate?: string;
  /** The address from which relative ones in the text go, where the document says. */
  base?: string;
}

export interface ReaderOutput {
  posts: Draft[];
  skipped: Skipped[];
}

/** A file as it lies on disk, for a reader that decodes it itself. */
export interface DocumentInput extends Omit<ReaderInput, "text"> {
  bytes: Uint8Array;
}

/**
 * The contract of a reader of documents: files that are no text, or whose parser takes its time. It delivers posts whose
 * `source` is what it made of the file, HTML or Markdown.
 */
export interface DocumentReader {
  readonly name: string;
  /** Endings, in lower case and without the dot, of the files that it reads. */
  readonly endings: readonly string[];
  /** Whether reading takes so long that what comes of it is kept for the next run. @default false */
  readonly isSlow?: boolean;
  read(input: DocumentInput): Promise<ReaderOutput>;
}

/** Gives the decoded text of a file, or says why there is none. */
export type OpenText = (file: SourceFile) => Promise<{ input: ReaderInput } | { skipped: Skipped }>;

/** Files that belong together, such as the export of a newsletter. */
export interface FileGroup {
  files: readonly SourceFile[];
  read(open: OpenText): Promise<ReaderOutput>;
}

/** The contract of a reader of many files at once. What it claims is read by nobody else. */
export interface CollectionReader {
  readonly name: string;
  /** @param files everything that was found together, in a folder or a zip */
  claim(files: readonly SourceFile[], open: OpenText): Promise<FileGroup[]>;
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
