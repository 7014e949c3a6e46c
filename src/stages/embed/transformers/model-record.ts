import { join } from "node:path";
import type { Digest } from "../../../io/digest.js";
import { removeFile, writeTextAtomically } from "../../../io/download.js";
import type { Context } from "../../../shapes/context.js";
import type { Digests } from "./model-source.js";
import { optionalFiles, requiredFiles } from "./pins.js";

const recordName = "files.json";

/** Records what the files of an unpinned model were when they first came. */
export async function writeRecord(folder: string, files: Digests): Promise<void> {
  await writeTextAtomically(join(folder, recordName), `${JSON.stringify({ version: 1, files }, null, 2)}\n`);
}

/** What was recorded at the first download; undefined where there is no record, or none that can be read. */
export async function readRecord(folder: string, context: Context): Promise<Digests | undefined> {
  try {
    return parseRecord(
      JSON.parse(new TextDecoder().decode(await context.files.read(join(folder, recordName)))),
    );
  } catch {
    return undefined;
  }
}

function parseRecord(record: unknown): Digests | undefined {
  if (!isObject(record) || record.version !== 1 || !isObject(record.files)) return undefined;
  const files: Record<string, Digest> = {};
  // Only names that we know: the record stands on disk, and its names become paths.
  for (const file of [...requiredFiles, ...optionalFiles]) {
    const entry = record.files[file];
    if (isObject(entry) && typeof entry.bytes === "number" && typeof entry.sha256 === "string") {
      files[file] = { bytes: entry.bytes, sha256: entry.sha256 };
    }
  }
  return requiredFiles.every((file) => files[file]) ? files : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** Takes the record back, so that the files are fetched anew. */
export async function removeRecord(folder: string): Promise<void> {
  await removeFile(join(folder, recordName));
}
