/** The sentence models that are kept on this computer: which there are, whether they are whole, fetching and removing them. */
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { cacheDir as usualCacheDir } from "../../../io/cache-dir.js";
import { errorCode } from "../../../io/digest.js";
import { UserError } from "../../../errors.js";
import type { Context } from "../../../shapes/context.js";
import { hubSettings, type HubSettings } from "./hub.js";
import { cacheFolder, findModel, obtainModel } from "./model-files.js";
import { chooseSource } from "./model-source.js";
import { checkModelId, checkRevision, knownModel, pinnedModels } from "./pins.js";

/** Where models are kept, and where they come from. */
export interface ModelsPlace {
  /** @default the user's cache folder, or `THROUGHLINE_CACHE` */
  cacheDir?: string;
  /** @default the public hub, or what the environment says */
  hub?: HubSettings;
}

/** A model at one revision. */
export interface KeptModel {
  model: string;
  /** The commit. */
  revision: string;
  /** True where size and SHA-256 of its files are part of this program; else they were recorded at the first download. */
  isPinned: boolean;
  /** What its files take on the disk; 0 where none is kept. */
  bytes: number;
}

/** What is known of the files of a kept model after each was read. */
export interface VerifiedModel extends KeptModel {
  /** True where every file is there and has the size and the SHA-256 expected. */
  isWhole: boolean;
}

/** The pinned models and all that are kept, by name and revision. */
export async function keptModels({ cacheDir = usualCacheDir() }: ModelsPlace = {}): Promise<KeptModel[]> {
  const kept = await revisionsIn(join(cacheDir, "models"));
  const all = new Map([...pinnedModels(), ...kept].map((each) => [`${each.model} ${each.revision}`, each]));
  const sorted = [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
  return Promise.all(
    sorted.map(async ({ model, revision }) => ({
      ...{ model, revision, isPinned: knownModel(model)?.pin?.revision === revision },
      bytes: await bytesBelow(cacheFolder(chooseSource({ model, revision }, cacheDir))),
    })),
  );
}

/**
 * Fetches a model, unless it is kept and whole, and checks every file.
 *
 * @throws UserError "config" for a name that is none or a missing revision, "model" where it can't be had, "disk"
 */
export async function pullModel(
  { model, revision }: { model: string; revision?: string },
  context: Context,
  { cacheDir = usualCacheDir(), hub = hubSettings() }: ModelsPlace = {},
): Promise<KeptModel> {
  const source = chooseSource({ model, ...(revision !== undefined && { revision }) }, cacheDir);
  const { folder, revision: commit } = await obtainModel(source, hub, context, async () => undefined);
  const isPinned = source.pinned !== undefined;
  return { model, revision: commit, isPinned, bytes: await bytesBelow(folder) };
}

/**
 * Reads every file of the kept models, or of one, and compares it with what it must be.
 *
 * @throws UserError "config" for a name that is none, "model" where the named one is not kept
 */
export async function verifyModels(
  model: string | undefined,
  context: Context,
  { cacheDir = usualCacheDir() }: ModelsPlace = {},
): Promise<VerifiedModel[]> {
  const kept = await namedModels(model, { cacheDir });
  const verified: VerifiedModel[] = [];
  for (const each of kept) {
    const found = await findModel(chooseSource(each, cacheDir), context);
    verified.push({ ...each, isWhole: found !== undefined });
  }
  return verified;
}

/**
 * Removes what is kept of a model, at one revision or at all.
 *
 * @throws UserError "config" for a name or a revision that is none, "model" where nothing of it is kept
 */
export async function removeModel(
  { model, revision }: { model: string; revision?: string },
  { cacheDir = usualCacheDir() }: ModelsPlace = {},
): Promise<KeptModel[]> {
  if (revision !== undefined) checkRevision(revision);
  const kept = (await namedModels(model, { cacheDir })).filter(
    (each) => revision === undefined || each.revision === revision,
  );
  if (kept.length === 0) throw notKept(`${model} at ${String(revision)}`);
  for (const each of kept)
    await rm(cacheFolder(chooseSource(each, cacheDir)), { recursive: true, force: true });
  return kept;
}

async function namedModels(model: string | undefined, place: ModelsPlace): Promise<KeptModel[]> {
  if (model !== undefined) checkModelId(model);
  const kept = (await keptModels(place)).filter(
    (each) => each.bytes > 0 && (model === undefined || each.model === model),
  );
  if (model !== undefined && kept.length === 0) throw notKept(model);
  return kept;
}

function notKept(model: string): UserError {
  return new UserError(
    "model",
    `Expected a model that is kept on this computer, got ${model}. \`throughline models list\` shows what is.`,
  );
}

/** `<owner>/<name>/<commit>` below a folder; what is called otherwise is not ours. */
async function revisionsIn(folder: string): Promise<{ model: string; revision: string }[]> {
  const found: { model: string; revision: string }[] = [];
  for (const owner of await foldersIn(folder))
    for (const name of await foldersIn(join(folder, owner)))
      for (const revision of await foldersIn(join(folder, owner, name)))
        if (isOurs(`${owner}/${name}`, revision)) found.push({ model: `${owner}/${name}`, revision });
  return found;
}

function isOurs(model: string, revision: string): boolean {
  try {
    checkModelId(model);
    checkRevision(revision);
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await unlessMissing(readdir(folder, { withFileTypes: true }));
  return (entries ?? []).filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

async function bytesBelow(folder: string): Promise<number> {
  const entries = await unlessMissing(readdir(folder, { recursive: true, withFileTypes: true }));
  let bytes = 0;
  for (const entry of entries ?? [])
    if (entry.isFile()) bytes += (await unlessMissing(stat(join(entry.parentPath, entry.name))))?.size ?? 0;
  return bytes;
}

/** Undefined where there is nothing of that name, or no longer. */
async function unlessMissing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (errorCode(error) === "ENOENT" || errorCode(error) === "ENOTDIR") return undefined;
    throw error;
  }
}
