import { UserError } from "../../errors.js";
import type { ColumnMap } from "../../shapes/config.js";
import type { Skipped } from "../../shapes/post.js";
import type { Reader, ReaderInput, ReaderOutput, SourceFile } from "../../shapes/reader.js";
import { decode } from "../../io/decode.js";
import { takeTurn } from "../../io/turn.js";
import { joinOutputs } from "./fields.js";
import { extensionOf } from "../../text/file-names.js";
import { isArchive, nameOf, skippedAt, unreadable, type MayHoldPosts } from "./names.js";
import { markdownReader } from "./readers/markdown.js";
import { type Decoder, readSubstackExport, splitSubstackExports } from "./readers/substack.js";
import { openArchive } from "./zip.js";

export interface ReadOptions {
  columns: ColumnMap;
  /** The first that accepts a file reads it. */
  readers: readonly Reader[];
  mayHoldPosts: MayHoldPosts;
  /** Most bytes of a file, or of a zip's entry, that are read. */
  maxBytes: number;
  signal: AbortSignal;
  /** Called before each file on disk is read. */
  onFile: () => void;
  /** Called where a file that the user did not name lacks a column that the configuration could map. */
  onMisfit: (error: UserError) => void;
}

/** How many times the size cap of a file all entries of one zip may have together. */
const ARCHIVE_FACTOR = 10;

/** Reads files that were found together: exports of many files as one, zips entry by entry, all others one by one. */
export async function readFiles(files: readonly SourceFile[], options: ReadOptions): Promise<ReaderOutput> {
  const decoder: Decoder = (file) => readText(file, options);
  const { exports, rest } = await splitSubstackExports(files, decoder);
  const outputs: ReaderOutput[] = [];
  const begin = async (): Promise<void> => {
    await takeTurn(options.signal);
    options.onFile();
  };
  for (const found of exports) {
    const read: Decoder = async (file) => {
      await begin();
      return decoder(file);
    };
    outputs.push(await readSubstackExport(found, read));
  }
  for (const file of rest) {
    await begin();
    outputs.push(isArchive(nameOf(file)) ? await readArchive(file, options) : await readFile(file, options));
  }
  return joinOutputs(outputs);
}

async function readArchive(file: SourceFile, options: ReadOptions): Promise<ReaderOutput> {
  if (file.size > options.maxBytes) return { posts: [], skipped: [tooLarge(file, options.maxBytes)] };
  const limits = { entryBytes: options.maxBytes, totalBytes: ARCHIVE_FACTOR * options.maxBytes };
  try {
    const archive = await openArchive(file, limits, options.mayHoldPosts);
    const read = await readFiles(archive.files, { ...options, onFile: () => undefined });
    return joinOutputs([{ posts: [], skipped: archive.skipped }, read]);
  } catch (error) {
    return { posts: [], skipped: [unreadable(file, error)] };
  }
}

async function readFile(file: SourceFile, options: ReadOptions): Promise<ReaderOutput> {
  const decoded = await readText(file, options);
  if ("skipped" in decoded) return { posts: [], skipped: [decoded.skipped] };
  const { input } = decoded;
  if (input.text.trim() === "") return { posts: [], skipped: [skippedAt(file, "", "the file is empty")] };
  const name = nameOf(file);
  const reader = options.readers.find((candidate) => candidate.accepts(name, input.text));
  if (reader !== undefined) return readWith(reader, input, file, options);
  if (!file.explicit) return { posts: [], skipped: [] };
  // A file that the user named is a text, whatever its ending, unless the ending says that it is data of some kind.
  if (!options.mayHoldPosts(name)) return readWith(markdownReader, input, file, options);
  const reason = `expected a feed or an export in this .${extensionOf(name)} file, got something else`;
  return { posts: [], skipped: [skippedAt(file, "", reason)] };
}

/** A table without a text column ends the run only where the user named it; in a folder it is something else's data. */
function readWith(reader: Reader, input: ReaderInput, file: SourceFile, options: ReadOptions): ReaderOutput {
  try {
    return reader.read(input);
  } catch (error) {
    if (error instanceof RangeError)
      return { posts: [], skipped: [skippedAt(file, "", "nested too deeply to be read")] };
    if (!(error instanceof UserError) || file.explicit) throw error;
    options.onMisfit(error);
    return { posts: [], skipped: [skippedAt(file, "", error.message, false)] };
  }
}

/** Reads and decodes one file, or says why that can't be done. */
async function readText(
  file: SourceFile,
  { columns, maxBytes }: ReadOptions,
): Promise<{ input: ReaderInput } | { skipped: Skipped }> {
  if (file.size > maxBytes) return { skipped: tooLarge(file, maxBytes) };
  let bytes: Uint8Array;
  try {
    bytes = await file.read();
  } catch (error) {
    return { skipped: unreadable(file, error) };
  }
  const decoded = decode(bytes);
  if (!decoded.ok) return { skipped: skippedAt(file, decoded.place, decoded.reason) };
  const record = file.record === undefined ? {} : { record: file.record };
  return { input: { path: file.path, file: file.file, ...record, text: decoded.text, columns } };
}

function tooLarge(file: SourceFile, maxBytes: number): Skipped {
  const reason = `${readableSize(file.size)}; at most ${readableSize(maxBytes)} are read (maxFileMegabytes)`;
  return skippedAt(file, "", reason);
}

function readableSize(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
