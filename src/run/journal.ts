/** What a run is about to change in a report folder, written down before, so that the next one can finish it. */
import { readFile } from "node:fs/promises";
import * as v from "valibot";
import { UserError } from "../errors.js";
import { parseJson } from "../io/json.js";
import { writeWhole, type FolderDisk } from "../io/disk.js";
import { kindOf } from "./path-kind.js";
import { isOutputPath } from "./standing.js";
import { isStagedName, journalFile } from "./state-folder.js";

const path = v.pipe(v.string(), v.check(isOutputPath));
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** In the order in which they are done; all paths are relative, with `/`. */
const operation = v.variant("do", [
  /** A page that a person changed since it was written is kept beside, as `as`. */
  v.object({ do: v.literal("keep"), path, as: path, sha256: hash }),
  v.object({ do: v.literal("add"), path, sha256: hash }),
  /** `was`: what an earlier run wrote there. */
  v.object({ do: v.literal("replace"), path, was: hash, sha256: hash }),
  v.object({ do: v.literal("remove"), path, was: hash }),
]);

const journal = v.object({
  version: v.literal(1),
  /** The folder of the new files, in the state folder. */
  staged: v.pipe(v.string(), v.check(isStagedName)),
  operations: v.array(operation),
});

export type Operation = v.InferOutput<typeof operation>;
export type Journal = v.InferOutput<typeof journal>;

export async function writeJournal(folder: string, content: Journal, disk: FolderDisk): Promise<void> {
  await writeWhole(journalFile(folder), `${JSON.stringify(content, null, 2)}\n`, disk);
}

/**
 * Undefined where no run was interrupted while it changed the folder.
 *
 * @throws UserError "config" where it is none that this version wrote; journals are whole or not there
 */
export async function readJournal(folder: string): Promise<Journal | undefined> {
  const file = journalFile(folder);
  const kind = await kindOf(file);
  if (kind === "none") return undefined;
  const read = v.safeParse(journal, kind === "file" ? parseJson(await readFile(file, "utf8")) : undefined);
  if (read.success) return read.output;
  const todo = "Run the version that wrote it once more, or move that file elsewhere and run again.";
  throw new UserError("config", `Expected ${file} as this version writes it, got something else. ${todo}`);
}
