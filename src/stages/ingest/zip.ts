import { crc32, inflateRawSync } from "node:zlib";
import { type Entry, fromBufferPromise, getFileNameLowLevel, validateFileName, type ZipFile } from "yauzl";
import type { Skipped } from "../../shapes/post.js";
import type { SourceFile } from "../../shapes/reader.js";
import { extensionOf } from "../../text/file-names.js";
import { isArchive, skippedAt, unreadKind } from "./names.js";

export interface ZipLimits {
  /** Bytes of one entry, unpacked. */
  entryBytes: number;
  /** Bytes that all entries together may still unpack to, those of zips inside the zip too; counted down. */
  budget: { left: number };
}

/** An archive's entries as files to read. Nothing is ever written to disk. */
export interface Archive {
  files: SourceFile[];
  skipped: Skipped[];
}

/** Bytes that an archive may still unpack to, and all archives around it. */
interface Budget {
  most: number;
  left: number;
  outer?: { left: number };
}

const MAX_ENTRIES = 100_000;
/** Prose packs about 3 to 1; what packs better than this is a bomb, or no prose. */
const MAX_RATIO = 200;
/** A high ratio is harmless up to this size, of all such entries together: a short text of spaces packs well too. */
const RATIO_FREE_BYTES = 1024 * 1024;
/** All that is read of an archive may be so many times its size; pages, packed one by one, come to a third of that. */
const MAX_TOTAL_RATIO = 20;
/** An archive may unpack to so much, whatever its size. */
const TOTAL_FREE_BYTES = 4 * 1024 * 1024;
/** Bytes of a local header before its name. */
const LOCAL_HEADER_BYTES = 30;

const STORED = 0;
const DEFLATED = 8;

/**
 * Lists an archive and offers its entries one by one, unpacked in memory when they are read, so that no more than one
 * is held at a time. Entries that could do harm, or can't be trusted, are skipped with the reason.
 *
 * @param wanted Whether an entry of this name may hold posts; others are counted by their kind, as in a folder.
 */
export async function openArchive(
  zip: SourceFile,
  limits: ZipLimits,
  wanted: (name: string) => boolean,
): Promise<Archive> {
  const bytes = Buffer.from(await zip.read());
  const archive: Archive = { files: [], skipped: [] };
  const others = new Map<string, number>();
  const accepted: Accepted[] = [];
  const seen: Seen = { names: new Set(), looseBytes: 0 };
  const most = Math.min(limits.budget.left, Math.max(TOTAL_FREE_BYTES, MAX_TOTAL_RATIO * bytes.length));
  const budget: Budget = { most, left: most, outer: limits.budget };
  let listed = 0;
  try {
    // Names and sizes are checked here, entry by entry: the package would give up the whole archive for one bad entry.
    const reader = await fromBufferPromise(bytes, { decodeStrings: false, validateEntrySizes: false });
    for await (const entry of reader.eachEntry()) {
      if (++listed > MAX_ENTRIES) {
        archive.skipped.push(skippedAt(zip, "", `more than ${MAX_ENTRIES} entries; the rest is left out`));
        break;
      }
      const name = getFileNameLowLevel(
        entry.generalPurposeBitFlag,
        entry.fileNameRaw,
        entry.extraFields,
        false,
      );
      const source = { path: zip.path, record: recordIn(zip, name) };
      const unsafe = validateFileName(name) === null ? undefined : "its name leads out of the archive";
      if (unsafe === undefined && isPassedOver(name)) continue;
      const refusal = unsafe ?? refuse(name, entry, limits, seen, wanted);
      if (refusal === "") {
        others.set(extensionOf(name), (others.get(extensionOf(name)) ?? 0) + 1);
        continue;
      }
      if (refusal !== undefined) archive.skipped.push(skippedAt(source, "", refusal));
      else {
        const file = entryFile(zip, name, entry, () => unpack(reader, bytes, entry, budget));
        accepted.push({ file, entry });
      }
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    archive.skipped.push(skippedAt(zip, "", `the zip is damaged or cut off: ${reason}`));
  }
  const overlapping = overlappingOf(accepted);
  for (const { file } of accepted) {
    if (overlapping.has(file)) {
      archive.skipped.push(skippedAt(file, "", "its data overlaps another entry's, like a zip bomb"));
    } else archive.files.push(file);
  }
  for (const [ending, count] of others) archive.skipped.push(unreadKind(zip, ending, count));
  return archive;
}

/** An entry that is offered for reading. */
interface Accepted {
  file: SourceFile;
  entry: Entry;
}

/** What the entries before had. */
interface Seen {
  names: Set<string>;
  /** Bytes of those that pack suspiciously well, unpacked. */
  looseBytes: number;
}

/** The entries that share bytes with one that begins before them; the bytes of a bomb are unpacked again and again. */
function overlappingOf(accepted: readonly Accepted[]): Set<SourceFile> {
  const inOrder = [...accepted].sort(
    (a, b) => a.entry.relativeOffsetOfLocalHeader - b.entry.relativeOffsetOfLocalHeader,
  );
  const overlapping = new Set<SourceFile>();
  let behind = 0;
  for (const { file, entry } of inOrder) {
    const from = entry.relativeOffsetOfLocalHeader;
    if (from < behind) overlapping.add(file);
    behind = Math.max(behind, from + LOCAL_HEADER_BYTES + entry.compressedSize);
  }
  return overlapping;
}

/** Folders, and what systems leave in archives. */
function isPassedOver(name: string): boolean {
  return name.endsWith("/") || name.split("/").some((part) => part.startsWith(".") || part === "__MACOSX");
}

/** Why an entry is not read; an empty text where it is none of ours and no reason is owed; undefined where it is fine. */
function refuse(
  name: string,
  entry: Entry,
  limits: ZipLimits,
  seen: Seen,
  wanted: (name: string) => boolean,
): string | undefined {
  if (!wanted(name) && !isArchive(name)) return "";
  if (seen.names.has(name)) return "a second entry of the same name";
  seen.names.add(name);
  // The upper half of the attributes holds the Unix mode; a link's content is only the path it leads to.
  if (((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000) return "a symbolic link";
  if (entry.isEncrypted()) return "encrypted; unpack the zip with its password first";
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
    return `packed by method ${entry.compressionMethod}, which is not supported`;
  }
  const size = entry.uncompressedSize;
  if (size > limits.entryBytes) return `${size} bytes unpacked; at most ${limits.entryBytes} are read`;
  if (size <= entry.compressedSize * MAX_RATIO) return undefined;
  seen.looseBytes += size;
  if (seen.looseBytes > RATIO_FREE_BYTES) {
    return `unpacks to more than ${MAX_RATIO} times its size, like a zip bomb`;
  }
  return undefined;
}

/** An entry of a zip in a zip goes by both names. */
function recordIn(zip: SourceFile, name: string): string {
  return zip.record === undefined ? name : `${zip.record}/${name}`;
}

function entryFile(zip: SourceFile, name: string, entry: Entry, read: () => Promise<Uint8Array>): SourceFile {
  return {
    path: zip.path,
    file: zip.file,
    record: recordIn(zip, name),
    explicit: false,
    size: entry.uncompressedSize,
    read,
  };
}

/** Rejects with an error that says what is wrong with the entry. */
async function unpack(reader: ZipFile, bytes: Buffer, entry: Entry, budget: Budget): Promise<Uint8Array> {
  const declared = entry.uncompressedSize;
  if (declared > Math.min(budget.left, budget.outer?.left ?? Infinity)) {
    throw new Error(
      `the entries of this zip unpack to too much text together; at most ${budget.most} bytes are read`,
    );
  }
  const { fileDataStart } = await reader.readLocalFileHeaderPromise(entry, { minimal: true });
  const packed = bytes.subarray(fileDataStart, fileDataStart + entry.compressedSize);
  const content = entry.compressionMethod === STORED ? packed : inflate(packed, declared);
  budget.left -= content.length;
  if (budget.outer !== undefined) budget.outer.left -= content.length;
  if (content.length !== declared)
    throw new Error(`declared as ${declared} bytes, but unpacks to ${content.length}`);
  if (crc32(content) !== entry.crc32) throw new Error("damaged: its checksum (CRC-32) does not match");
  return content;
}

function inflate(packed: Buffer, declared: number): Buffer {
  try {
    // One byte of room shows that there is more than declared, without unpacking it.
    return inflateRawSync(packed, { maxOutputLength: declared + 1 });
  } catch (error) {
    const tooLong = error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    throw new Error(
      tooLong ? `unpacks to more than the declared ${declared} bytes` : "damaged: it can't be unpacked",
      {
        cause: error,
      },
    );
  }
}

/** Bytes of all entries of a zip together, unpacked, as they are declared. */
export async function unpackedSize(bytes: Buffer): Promise<number> {
  let size = 0;
  const reader = await fromBufferPromise(bytes, { decodeStrings: false, validateEntrySizes: false });
  for await (const entry of reader.eachEntry()) size += entry.uncompressedSize;
  return size;
}

/** The text of one entry; empty where the zip has none of that name, or it can't be unpacked. */
export async function entryText(bytes: Buffer, name: string): Promise<string> {
  const reader = await fromBufferPromise(bytes, { decodeStrings: false, validateEntrySizes: false });
  for await (const entry of reader.eachEntry()) {
    if (entry.fileNameRaw.toString("utf8") !== name) continue;
    const budget = { most: entry.uncompressedSize, left: entry.uncompressedSize };
    return new TextDecoder().decode(await unpack(reader, bytes, entry, budget).catch(() => new Uint8Array()));
  }
  return "";
}
