import { UserError } from "../../errors.js";
import { decode } from "../../io/decode.js";
import { takeTurn } from "../../io/turn.js";
import type { ColumnMap } from "../../shapes/config.js";
import type { Skipped } from "../../shapes/post.js";
import type {
  CollectionReader,
  DocumentReader,
  FileGroup,
  OpenText,
  Reader,
  ReaderInput,
  ReaderOutput,
  SourceFile,
} from "../../shapes/reader.js";
import { dataUris } from "../../text/data-uris.js";
import { extensionOf } from "../../text/file-names.js";
import { joinOutputs } from "./fields.js";
import { readAhead } from "./read-ahead.js";
import type { KeptOutputs } from "./kept-outputs.js";
import { isArchive, nameOf, skippedAt, unreadable, unreadKind, type MayHoldPosts } from "./names.js";
import { markdownReader } from "./readers/markdown.js";
import { withoutSiteFiles } from "./site-files.js";
import { openArchive } from "./zip.js";

export interface ReadOptions {
  columns: ColumnMap;
  /** The first that accepts a file reads it. */
  readers: readonly Reader[];
  /** Each for the endings that it names. */
  documents: readonly DocumentReader[];
  /** Asked before all others, in this order. */
  collections: readonly CollectionReader[];
  mayHoldPosts: MayHoldPosts;
  /** Most bytes of a file, or of a zip's entry, that are read. */
  maxBytes: number;
  signal: AbortSignal;
  /** What earlier runs made of documents. */
  outputs: KeptOutputs;
  /** Called before each file on disk is read. */
  onFile: () => void;
  /** Called where a file that the user did not name lacks a column that the configuration could map. */
  onMisfit: (error: UserError) => void;
}

/** How many times the size cap of a file all entries of one zip may have together. */
const ARCHIVE_FACTOR = 10;
/** Zips in zips in zips are no export of anything. */
const MAX_ZIP_DEPTH = 2;

/** How deep in zips the files lie, and what these may still unpack to. */
interface Nesting {
  depth: number;
  budget: { left: number };
}

/**
 * Reads files that were found together: exports of many files as one, zips entry by entry, all others one by one. What belongs
 * to a site and is no post is left out.
 */
export async function readFiles(
  files: readonly SourceFile[],
  options: ReadOptions,
  nesting: Nesting = { depth: 0, budget: { left: 0 } },
): Promise<ReaderOutput> {
  const counted: OpenText = async (file) => {
    await begin(options);
    return openText(file, options);
  };
  const { groups, rest } = await claimed(files, options);
  const outputs: ReaderOutput[] = [];
  for (const group of groups) outputs.push(await group.read(counted));
  const { files: posts, skipped } = withoutSiteFiles(rest);
  outputs.push({ posts: [], skipped });
  // What a zip holds is unpacked one by one, as it counts.
  const inOrder = nesting.depth === 0 ? readAhead(posts, options.maxBytes) : posts;
  for (const file of inOrder) {
    await begin(options);
    const isZip = isArchive(nameOf(file));
    outputs.push(await (isZip ? readArchive(file, options, nesting) : readFile(file, options)));
  }
  return joinOutputs(outputs);
}

async function begin({ signal, onFile }: ReadOptions): Promise<void> {
  await takeTurn(signal);
  onFile();
}

/** The files that belong together, and those that stand alone. */
export async function claimed(
  files: readonly SourceFile[],
  options: ReadOptions,
): Promise<{ groups: FileGroup[]; rest: SourceFile[] }> {
  const groups: FileGroup[] = [];
  let rest = [...files];
  for (const reader of options.collections) {
    const claims = await reader.claim(rest, (file) => openText(file, options));
    const taken = new Set(claims.flatMap((claim) => claim.files));
    groups.push(...claims);
    rest = rest.filter((file) => !taken.has(file));
  }
  return { groups, rest };
}

async function readArchive(file: SourceFile, options: ReadOptions, outer: Nesting): Promise<ReaderOutput> {
  if (file.size > options.maxBytes * ARCHIVE_FACTOR) {
    return { posts: [], skipped: [tooLarge(file.size, file, options.maxBytes * ARCHIVE_FACTOR)] };
  }
  if (outer.depth >= MAX_ZIP_DEPTH) {
    const reason = "a zip inside a zip inside a zip; unpack it and name it by itself";
    return { posts: [], skipped: [skippedAt(file, "", reason)] };
  }
  const budget = outer.depth === 0 ? { left: ARCHIVE_FACTOR * options.maxBytes } : outer.budget;
  try {
    const archive = await openArchive(file, { entryBytes: options.maxBytes, budget }, options.mayHoldPosts);
    const inner = { ...options, onFile: () => undefined };
    const read = await readFiles(archive.files, inner, { depth: outer.depth + 1, budget });
    return joinOutputs([{ posts: [], skipped: archive.skipped }, read]);
  } catch (error) {
    if (options.signal.aborted || error instanceof UserError) throw error;
    return { posts: [], skipped: [unreadable(file, error)] };
  }
}

async function readFile(file: SourceFile, options: ReadOptions): Promise<ReaderOutput> {
  const name = nameOf(file);
  const document = options.documents.find(({ endings }) => endings.includes(extensionOf(name)));
  if (document !== undefined) return readDocument(document, file, options);
  const opened = await openText(file, options);
  if ("skipped" in opened) return { posts: [], skipped: [opened.skipped] };
  const { input, notes } = opened;
  if (input.text.trim() === "") return { posts: [], skipped: [skippedAt(file, "", "the file is empty")] };
  const reader = options.readers.find((candidate) => candidate.accepts(name, input.text));
  if (reader !== undefined) return withNotes(readWith(reader, input, file, options), notes);
  if (!file.explicit) return { posts: [], skipped: [unreadKind(file, extensionOf(name), 1)] };
  // A file that the user named is a text, whatever its ending, unless the ending says that it is data of some kind.
  if (!options.mayHoldPosts(name)) return withNotes(readWith(markdownReader, input, file, options), notes);
  const reason = `expected a feed or an export in this .${extensionOf(name)} file, got something else`;
  return { posts: [], skipped: [skippedAt(file, "", reason)] };
}

function withNotes(output: ReaderOutput, notes: readonly Skipped[]): ReaderOutput {
  return { posts: output.posts, skipped: [...notes, ...output.skipped] };
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

/** A parser of somebody else's may fail in ways of its own: that costs the file. */
async function readDocument(
  reader: DocumentReader,
  file: SourceFile,
  options: ReadOptions,
): Promise<ReaderOutput> {
  const read = await readBytes(file, options.maxBytes);
  if ("skipped" in read) return { posts: [], skipped: [read.skipped] };
  const { path, file: disk, record } = file;
  const input = { path, file: disk, ...(record === undefined ? {} : { record }), columns: options.columns };
  try {
    return await options.outputs.read(reader, { ...input, bytes: read.bytes });
  } catch (error) {
    options.signal.throwIfAborted();
    if (error instanceof UserError) throw error;
    const why = (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "";
    const reason = `expected a .${extensionOf(nameOf(file))} file as its programs write it, got: ${why.slice(0, 200)}`;
    return { posts: [], skipped: [skippedAt(file, "", reason)] };
  }
}

/** Pictures written into a text may be larger than all that a text may have; so much more is read. */
const INLINE_FACTOR = 4;

/** Reads and decodes one file, or says why that can't be done. */
async function openText(
  file: SourceFile,
  { columns, maxBytes }: ReadOptions,
): Promise<{ input: ReaderInput; notes: Skipped[] } | { skipped: Skipped }> {
  const read = await readBytes(file, maxBytes * INLINE_FACTOR);
  if ("skipped" in read) return read;
  const decoded = decode(read.bytes);
  if (!decoded.ok) return { skipped: skippedAt(file, decoded.place, decoded.reason) };
  const { text } = decoded;
  // Pictures written into a text say nothing, so they don't count.
  const said = read.bytes.length > maxBytes ? read.bytes.length - pictureBytes(text) : read.bytes.length;
  if (said > maxBytes) return { skipped: tooLarge(said, file, maxBytes) };
  const record = file.record === undefined ? {} : { record: file.record };
  const note = decoded.note;
  return {
    input: { path: file.path, file: file.file, ...record, text, columns },
    notes: note === undefined ? [] : [skippedAt(file, note.place, note.reason, false)],
  };
}

function pictureBytes(text: string): number {
  let bytes = 0;
  for (const { from, to } of dataUris(text)) bytes += to - from;
  return bytes;
}

async function readBytes(
  file: SourceFile,
  maxBytes: number,
): Promise<{ bytes: Uint8Array } | { skipped: Skipped }> {
  if (file.size > maxBytes) return { skipped: tooLarge(file.size, file, maxBytes) };
  try {
    return { bytes: await file.read() };
  } catch (error) {
    return { skipped: unreadable(file, error) };
  }
}

function tooLarge(size: number, file: SourceFile, maxBytes: number): Skipped {
  const reason = `${readableSize(size)}; at most ${readableSize(maxBytes)} are read (maxFileMegabytes)`;
  return skippedAt(file, "", reason);
}

function readableSize(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
