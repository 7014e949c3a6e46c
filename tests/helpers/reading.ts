import type { Reader, ReaderOutput } from "../../src/shapes/reader.js";
import { ingest, type IngestOptions } from "../../src/stages/ingest/ingest.js";
import type { ColumnMap } from "../../src/shapes/config.js";
import type { Files, Log } from "../../src/shapes/context.js";
import type { Ingested } from "../../src/shapes/post.js";

/** Reads one text as if it were the whole of a file. */
export function readWith(reader: Reader, path: string, text: string, columns: ColumnMap = {}): ReaderOutput {
  return reader.read({ path, file: `/${path}`, text, columns });
}

/** A log that keeps what was said. */
export function recordingLog(): Log & { messages: string[]; advanced: number } {
  const log = {
    messages: [] as string[],
    advanced: 0,
    info: (message: string) => void log.messages.push(message),
    warn: (message: string) => void log.messages.push(message),
    debug: () => undefined,
    progress: () => ({
      advance: () => {
        log.advanced++;
      },
      done: () => undefined,
    }),
  };
  return log;
}

/** Runs the stage over a file system in memory. */
export function ingestFrom(
  files: Files,
  paths: string[],
  options: Partial<IngestOptions> = {},
  log: Log = recordingLog(),
): Promise<Ingested> {
  const signal = new AbortController().signal;
  return ingest(paths, { maxFileMegabytes: 50, columns: {}, ...options }, { files, log, signal });
}
