import { join } from "node:path";
import { UserError } from "../../../errors.js";
import { digestFile, sameDigest, type Digest } from "../../../io/digest.js";
import { DownloadError, downloadFile } from "../../../io/download.js";
import { withHttp, type Http } from "../../../io/http.js";
import type { Context } from "../../../shapes/context.js";
import { describeFile, fileUrl, hubName, probeHub, type HubSettings } from "./hub.js";
import { readRecord, removeRecord, writeRecord } from "./model-record.js";
import {
  commitOf,
  type Digests,
  type Expectations,
  type ModelFolder,
  type ModelSource,
} from "./model-source.js";
import { optionalFiles, requiredFiles } from "./pins.js";
import { findInFolder } from "./users-folder.js";

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
  if (!source.mayFetch) throw notHere(source);
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

/** Of a report that is only read, the model may be a stranger's choice. */
function notHere({ model, revision }: ModelSource): UserError {
  const got = "got none. Nothing is fetched for a report that is only read";
  const commit = revision === undefined ? "" : ` --revision ${revision}`;
  const todo = `Give the model's folder with --model-dir, or run with --model ${model}${commit} to have it.`;
  return new UserError("model", `Expected the report's model ${model} on this computer, ${got}. ${todo}`);
}

/**
 * Takes back the record of an unpinned model that turned out not to load, so that the next run fetches it anew.
 * Does nothing for a pinned model, whose files are known to be right, or for a folder of the user's own.
 */
export async function forgetModel(source: ModelSource): Promise<void> {
  if (source.pinned || source.modelDir !== undefined) return;
  await removeRecord(cacheFolder(source));
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

/** Where the files of a model are kept. */
export function cacheFolder(source: ModelSource): string {
  return join(source.cacheDir, "models", ...source.model.split("/"), commitOf(source));
}
