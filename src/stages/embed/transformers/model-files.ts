import { createHash } from "node:crypto";
import { join, resolve } from "node:path";

import { UserError } from "../../../errors.js";
import { digestFile, errorCode, sameDigest, type Digest } from "../../../io/digest.js";
import { DownloadError, downloadFile, removeFile, writeTextAtomically } from "../../../io/download.js";
import { withHttp, type Http } from "../../../io/http.js";
import type { Context } from "../../../shapes/context.js";
import { describeFile, fileUrl, hubName, probeHub, type HubSettings } from "./hub.js";
import {
  checkModelId,
  checkRevision,
  knownModel,
  optionalFiles,
  requiredFiles,
  type KnownModel,
} from "./pins.js";

/** The part of the configuration that names a model. */
export interface ModelOptions {
  /** `owner/name`, as on the hub. */
  model: string;
  /** A commit, 40 hexadecimal digits; needed for a model without a pin that is not in a folder of the user's own. */
  revision?: string;
  /** The model's folder in the hub's layout, or one that holds `<owner>/<name>/`. */
  modelDir?: string;
}

/** A checked choice of model, and where it may be found on this computer. */
export interface ModelSource {
  model: string;
  known?: KnownModel;
  revision?: string;
  /** What the files must be; absent where there is no pin for this revision. */
  pinned?: Digests;
  modelDir?: string;
  cacheDir: string;
}

/** A model whose files are whole and are the right ones. */
export interface ModelFolder {
  folder: string;
  /** The commit; for files that nobody vouches for, a name made from their content. */
  revision: string;
  files: Digests;
}

type Digests = Readonly<Record<string, Digest>>;
/** What is known of files that are not here yet. */
type Expectations = Readonly<Record<string, Partial<Digest>>>;

const recordName = "files.json";

/** Checks a choice of model. Throws a `UserError` of kind `config`. */
export function chooseSource({ model, revision, modelDir }: ModelOptions, cacheDir: string): ModelSource {
  checkModelId(model);
  if (revision !== undefined) checkRevision(revision);
  const known = knownModel(model);
  const commit = revision ?? known?.pin?.revision;
  if (commit === undefined && modelDir === undefined) {
    throw new UserError(
      "config",
      `Expected \`revision\` along with the model ${model}, which has no pinned one; got none. ` +
        "Give the commit to use (40 hexadecimal digits, shown with the model's files on the hub), or a folder with --model-dir.",
    );
  }
  return {
    model,
    cacheDir: resolve(cacheDir),
    ...(known && { known }),
    ...(commit !== undefined && { revision: commit }),
    ...(known?.pin !== undefined && known.pin.revision === commit && { pinned: known.pin.files }),
    ...(modelDir !== undefined && { modelDir: resolve(modelDir) }),
  };
}

/**
 * Finds a model on this computer: in the user's own folder where one is given, else in the cache. Every file is
 * checked against what is known of it. Undefined where the cache lacks it or holds a damaged one.
 *
 * Throws a `UserError` of kind `model` where the user's own folder can't be used.
 */
export async function findModel(source: ModelSource, context: Context): Promise<ModelFolder | undefined> {
  if (source.modelDir !== undefined) return findInFolder(source, source.modelDir);
  const folder = cacheFolder(source);
  const expected = source.pinned ?? (await readRecord(folder, context));
  if (!expected) return undefined;
  for (const [file, digest] of Object.entries(expected)) {
    const got = await digestCached(join(folder, file));
    if (!got || !sameDigest(got, digest)) return undefined;
  }
  return { folder, revision: commitOf(source), files: expected };
}

/**
 * Fetches into the cache what is missing there or damaged. A file of an unpinned model is recorded with its size and
 * SHA-256 when it first comes, and has to be the same from then on.
 *
 * Throws a `UserError` of kind `model`, or `disk` where the cache can't be written.
 */
export async function fetchModel(
  source: ModelSource,
  http: Http,
  settings: HubSettings,
  context: Context,
): Promise<ModelFolder> {
  const folder = cacheFolder(source);
  const recorded = source.pinned ?? (await readRecord(folder, context));
  const wanted: Expectations = recorded ?? (await describeFiles(source, http, settings, context.signal));
  const { intact, missing } = await sortOut(folder, wanted, context);
  const files = { ...intact, ...(await fetchFiles(source, missing, http, settings, context)) };
  if (!recorded) await writeRecord(folder, files);
  return { folder, revision: commitOf(source), files };
}

/**
 * Finds a model on this computer, else on the hub. Fails at once where there is no connection; `beforeFetch` may fail
 * as well, before anything is downloaded. Throws a `UserError` of kind `model` or `disk`.
 */
export async function obtainModel(
  source: ModelSource,
  settings: HubSettings,
  context: Context,
  beforeFetch: () => Promise<unknown>,
): Promise<ModelFolder> {
  const found = await findModel(source, context);
  if (found) return found;
  return withHttp(settings.proxy, async (http) => {
    if ((await askHub(source, http, settings, context.signal)) === "silent") {
      throw new UserError(
        "model",
        `Expected the model ${source.model} on this computer or a connection to ${hubName(settings)}, got neither. ` +
          "Connect once to download it, give its folder with --model-dir, or use --embedder builtin.",
      );
    }
    await beforeFetch();
    return fetchModel(source, http, settings, context);
  });
}

/** Asks the hub whether it has the model; see `probeHub` for the answers. */
export function askHub(
  source: ModelSource,
  http: Http,
  settings: HubSettings,
  signal: AbortSignal,
): Promise<"ready" | "silent" | "odd"> {
  return probeHub(http, settings, source.model, commitOf(source), signal);
}

/**
 * Takes back the record of an unpinned model that turned out not to load, so that the next run fetches it anew.
 * Does nothing for a pinned model, whose files are known to be right, or for a folder of the user's own.
 */
export async function forgetModel(source: ModelSource): Promise<void> {
  if (source.pinned || source.modelDir !== undefined) return;
  await removeFile(join(cacheFolder(source), recordName));
}

async function findInFolder(source: ModelSource, modelDir: string): Promise<ModelFolder> {
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

function cacheFolder(source: ModelSource): string {
  return join(source.cacheDir, "models", ...source.model.split("/"), commitOf(source));
}

function commitOf(source: ModelSource): string {
  if (source.revision === undefined) throw new Error(`Expected a revision of ${source.model}.`);
  return source.revision;
}

/** What a cached file is; one that can't be read is as good as absent, and is fetched again. */
async function digestCached(path: string): Promise<Digest | undefined> {
  return digestFile(path).catch(() => undefined);
}

/** Divides the files wanted into those that are here, and right, and those that have to be fetched. */
async function sortOut(
  folder: string,
  wanted: Expectations,
  context: Context,
): Promise<{ intact: Digests; missing: Expectations }> {
  const intact: Record<string, Digest> = {};
  const missing: Record<string, Partial<Digest>> = {};
  for (const [file, expected] of Object.entries(wanted)) {
    const got = await digestCached(join(folder, file));
    if (got && got.bytes === expected.bytes && got.sha256 === expected.sha256) {
      intact[file] = got;
      continue;
    }
    if (got && expected.sha256 !== undefined) {
      context.log.warn(
        `The copy of the model kept on this computer is damaged (${file}); fetching the file again.`,
      );
    }
    missing[file] = expected;
  }
  return { intact, missing };
}

/** Asks the hub what the files of an unpinned model are; it may not have all of them. */
async function describeFiles(
  source: ModelSource,
  http: Http,
  settings: HubSettings,
  signal: AbortSignal,
): Promise<Expectations> {
  const described: Record<string, Partial<Digest>> = {};
  for (const file of [...requiredFiles, ...optionalFiles]) {
    const url = fileUrl(settings, source.model, commitOf(source), file);
    described[file] = await describeFile(http, settings, url, signal);
  }
  return described;
}

async function fetchFiles(
  source: ModelSource,
  files: Expectations,
  http: Http,
  settings: HubSettings,
  context: Context,
): Promise<Digests> {
  const entries = Object.entries(files);
  const total = entries.reduce((sum, [, { bytes }]) => sum + (bytes ?? 0), 0);
  const progress = context.log.progress(`Downloading ${source.model}`, total);
  const onBytes = (count: number): void => progress.advance(count);
  const fetched: Record<string, Digest> = {};
  try {
    for (const [file, expected] of entries) {
      const url = fileUrl(settings, source.model, commitOf(source), file);
      const target = join(cacheFolder(source), file);
      try {
        const download = { url, target, expected, onBytes };
        fetched[file] = await downloadFile(http, download, settings.download, context.signal);
      } catch (error) {
        if (!(error instanceof DownloadError)) throw error;
        if (error.status === 404 && isOptional(file)) continue;
        throw downloadFailed(source, settings, file, error);
      }
    }
  } finally {
    progress.done();
  }
  return fetched;
}

function isOptional(file: string): boolean {
  return optionalFiles.some((optional) => optional === file);
}

function downloadFailed(
  source: ModelSource,
  settings: HubSettings,
  file: string,
  cause: DownloadError,
): UserError {
  const advice = cause.temporary ? "Try again later" : "Check --model and --revision";
  return new UserError(
    "model",
    `Expected ${file} of ${source.model} at ${commitOf(source).slice(0, 12)} from ${hubName(settings)}, ` +
      `but ${cause.message}. ${advice}, give the model's folder with --model-dir, or use --embedder builtin.`,
    { cause },
  );
}

async function writeRecord(folder: string, files: Digests): Promise<void> {
  await writeTextAtomically(join(folder, recordName), `${JSON.stringify({ version: 1, files }, null, 2)}\n`);
}

/** Reads what was recorded at the first download; undefined where there is no record, or none that can be read. */
async function readRecord(folder: string, context: Context): Promise<Digests | undefined> {
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
