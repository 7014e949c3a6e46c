import { createHash } from "node:crypto";
import { join } from "node:path";
import { UserError } from "../../../errors.js";
import { digestFile, errorCode, sameDigest, type Digest } from "../../../io/digest.js";
import { commitOf, type Digests, type ModelFolder, type ModelSource } from "./model-source.js";
import { optionalFiles, requiredFiles } from "./pins.js";

/**
 * The model in a folder of the user's own; every file is checked against what is known of it.
 *
 * @throws UserError "model" where the folder can't be used
 */
export async function findInFolder(source: ModelSource, modelDir: string): Promise<ModelFolder> {
  const nested = join(modelDir, ...source.model.split("/"));
  const folder = (await digestFile(join(nested, "config.json"))) ? nested : modelDir;
  const files: Record<string, Digest> = {};
  for (const file of [...requiredFiles, ...optionalFiles]) {
    const digest = await digestUsersFile(join(folder, file));
    if (digest) files[file] = digest;
  }
  for (const file of requiredFiles) checkUsersFile(source, folder, file, files[file]);
  return {
    folder,
    revision: source.pinned ? commitOf(source) : nameByContent(source.revision, files),
    files,
  };
}

async function digestUsersFile(path: string): Promise<Digest | undefined> {
  try {
    return await digestFile(path);
  } catch (cause) {
    throw new UserError(
      "model",
      `Expected a readable file ${path}, got ${errorCode(cause) ?? "an error"}. Check --model-dir.`,
      { cause },
    );
  }
}

function checkUsersFile(source: ModelSource, folder: string, file: string, got: Digest | undefined): void {
  if (!got) {
    throw new UserError(
      "model",
      `Expected the model ${source.model} in the folder ${folder}, but ${file} is missing there. ` +
        `Copy it from the model's files on the hub, or correct --model-dir.`,
    );
  }
  const pinned = source.pinned?.[file];
  if (!pinned || sameDigest(got, pinned)) return;
  throw new UserError(
    "model",
    `Expected ${file} of ${source.model} at ${commitOf(source).slice(0, 12)} (${pinned.bytes} bytes, SHA-256 ${pinned.sha256}), ` +
      `got ${got.bytes} bytes, SHA-256 ${got.sha256}, in ${folder}. Copy the file again, or name the model that it is with --model.`,
  );
}

/** A revision for files of which only the content is known. */
function nameByContent(revision: string | undefined, files: Digests): string {
  const hash = createHash("sha256");
  for (const [file, { sha256 }] of Object.entries(files)) hash.update(`${file} ${sha256}\n`);
  const name = `local:${hash.digest("hex").slice(0, 12)}`;
  return revision === undefined ? name : `${revision}/${name}`;
}
