import type { SourceFile } from "../../shapes/reader.js";
import { isArchive, nameOf } from "./names.js";

/** Files whose bytes are fetched while the one before them is looked at. */
const AHEAD = 8;
/** A larger one waits for its turn, so that few bytes are held that nobody has asked for. */
const MOST_BYTES = 256 * 1024;

/**
 * The same files in the same order; the disk is asked for the next ones early, and what it says is heard when each is read.
 *
 * @param maxBytes larger files may never be opened
 */
export function* readAhead(files: readonly SourceFile[], maxBytes: number): Generator<SourceFile> {
  const most = Math.min(MOST_BYTES, maxBytes);
  const begun = new Map<SourceFile, Promise<Uint8Array>>();
  let next = 0;
  for (const [place, file] of files.entries()) {
    for (; next < files.length && next <= place + AHEAD; next++) begin(files[next], most, begun);
    const bytes = begun.get(file);
    begun.delete(file);
    yield bytes === undefined ? file : { ...file, read: () => bytes };
  }
}

function begin(
  file: SourceFile | undefined,
  most: number,
  begun: Map<SourceFile, Promise<Uint8Array>>,
): void {
  if (file === undefined || file.size > most || isArchive(nameOf(file))) return;
  const bytes = file.read();
  // Whoever reads the file hears of a fault; of one that nobody comes to read nobody needs to.
  bytes.catch(() => undefined);
  begun.set(file, bytes);
}
