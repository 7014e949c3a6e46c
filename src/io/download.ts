import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import type { Response } from "undici";

import { UserError } from "../errors.js";
import { digestFile, errorCode, sameDigest, type Digest } from "./digest.js";
import type { Http } from "./http.js";
import { PART, Part, partName } from "./part.js";

export interface DownloadSettings {
  /** How often a file is tried before giving up. @default 4 */
  attempts: number;
  /** Wait before the second try; doubles with each further one. @default 0.5 */
  backoffSeconds: number;
  /** The longest silence in the middle of a file. @default 20 */
  stallSeconds: number;
}

export interface Download {
  url: string;
  /** Where the file goes; its folder is made. An older file there is replaced. */
  target: string;
  /** What the file must be, as far as it is known. */
  expected: Partial<Digest>;
  /** Called with the number of bytes that came in for the first time; bytes of a second try don't count again. */
  onBytes: (count: number) => void;
}

/** A file that could not be fetched, after all tries. The message is a clause that says what was got. */
export class DownloadError extends Error {
  override readonly name = "DownloadError";
  /** False where another try would get the same answer. */
  readonly temporary: boolean;
  /** The status of the answer, where it was not the file. */
  readonly status?: number;

  constructor(message: string, temporary: boolean, details: ErrorOptions & { status?: number } = {}) {
    super(message, details);
    this.temporary = temporary;
    if (details.status !== undefined) this.status = details.status;
  }
}

const diskErrors = new Set([
  "ENOSPC",
  "EDQUOT",
  "EFBIG",
  "EROFS",
  "EACCES",
  "EPERM",
  "EIO",
  "ENOTDIR",
  "EISDIR",
  "EEXIST",
]);
const staleAfterMilliseconds = 60 * 60 * 1000;

/**
 * Fetches a file under a temporary name, checks it, and only then gives it its name: the target is whole or absent,
 * whatever happens, and two processes that fetch it at once both succeed. Where the connection breaks off, the next try goes on
 * from there, if the server can and has the same version still.
 *
 * Throws a `DownloadError`, or a `UserError` of kind `disk`, or the signal's reason.
 */
export async function downloadFile(
  http: Http,
  download: Download,
  settings: DownloadSettings,
  signal: AbortSignal,
): Promise<Digest> {
  await prepareFolder(dirname(download.target));
  const onBytes = countOnce(download.onBytes);
  const part = new Part(download.target);
  try {
    for (let attempt = 1; ; attempt++) {
      try {
        return await tryDownload(http, download, part, settings.stallSeconds, signal, onBytes);
      } catch (error) {
        signal.throwIfAborted();
        const failure = classify(error, download.target);
        if (!(failure instanceof DownloadError) || !failure.temporary || attempt >= settings.attempts)
          throw failure;
      }
      await sleep(settings.backoffSeconds * 1000 * 2 ** (attempt - 1), undefined, { signal });
    }
  } finally {
    await part.remove();
  }
}

/** Writes a small text under a temporary name, then renames. Throws a `UserError` of kind `disk`. */
export async function writeTextAtomically(target: string, text: string): Promise<void> {
  const part = partName(target);
  try {
    await writeFile(part, text, { flag: "wx", flush: true });
    await rename(part, target);
  } catch (error) {
    await rm(part, { force: true });
    throw classify(error, target);
  }
}

/** Removes a file; there may be none. Throws a `UserError` of kind `disk`. */
export async function removeFile(target: string): Promise<void> {
  try {
    await rm(target, { force: true });
  } catch (error) {
    throw classify(error, target);
  }
}

async function tryDownload(
  http: Http,
  { url, target, expected }: Download,
  part: Part,
  stallSeconds: number,
  signal: AbortSignal,
  onBytes: (total: number) => void,
): Promise<Digest> {
  const silence = watchSilence(stallSeconds);
  const begun = await part.begun();
  try {
    const response = await http.request(url, {
      method: "GET",
      redirect: "follow",
      headers: part.headers(begun),
      signal: AbortSignal.any([signal, silence.signal]),
    });
    const body = await checkAnswer(response);
    const start = part.startOf(response, begun);
    if (start === undefined) {
      await response.body?.cancel();
      throw new DownloadError(
        `the rest of the file was asked for from byte ${begun} on, and another part came`,
        true,
      );
    }
    const digest = await part.write(body, start, (total) => {
      checkLimit(total, expected.bytes);
      silence.restart();
      onBytes(total);
    });
    checkDigest(digest, expected);
    await moveIntoPlace(part.path, target, digest);
    return digest;
  } catch (error) {
    // Bytes that are wrong, or that the server doesn't go on from, are no beginning.
    if (error instanceof DownloadError) part.forget();
    if (silence.signal.aborted) {
      throw new DownloadError(`nothing came for ${stallSeconds} seconds`, true, { cause: error });
    }
    throw error;
  } finally {
    silence.stop();
  }
}

/** Refuses an answer that can't be the file, whatever its bytes. */
async function checkAnswer(response: Response): Promise<AsyncIterable<Uint8Array>> {
  if (response.ok && response.body !== null && !isWebPage(response)) return response.body;
  await response.body?.cancel();
  if (response.ok)
    throw new DownloadError("a web page came instead of the file (the login page of a network?)", true);
  // 416: there is no such rest, so all of it is asked for.
  const temporary = response.status >= 500 || [408, 416, 429].includes(response.status);
  throw new DownloadError(`the answer was HTTP ${response.status}`, temporary, { status: response.status });
}

/** No file that we fetch is HTML; a network that wants a login first answers with its page for any address. */
export function isWebPage(response: Response): boolean {
  return (response.headers.get("content-type") ?? "").includes("text/html");
}

function checkLimit(bytes: number, limit: number | undefined): void {
  if (limit !== undefined && bytes > limit) {
    throw new DownloadError(`more than the expected ${limit} bytes came`, true);
  }
}

function checkDigest(got: Digest, expected: Partial<Digest>): void {
  if (expected.bytes !== undefined && got.bytes !== expected.bytes) {
    throw new DownloadError(`${got.bytes} bytes came instead of ${expected.bytes}`, true);
  }
  if (expected.sha256 !== undefined && got.sha256 !== expected.sha256) {
    throw new DownloadError(`its SHA-256 is ${got.sha256}, not ${expected.sha256}`, true);
  }
}

async function moveIntoPlace(part: string, target: string, digest: Digest): Promise<void> {
  try {
    await rename(part, target);
  } catch (error) {
    // Windows refuses to replace a file that another process has open: good if it is the very same file.
    const there = await digestFile(target);
    if (there === undefined || !sameDigest(there, digest)) throw error;
  }
}

/** Makes the folder, and takes out what a killed process left in it. */
async function prepareFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    for (const name of await readdir(folder)) {
      if (name.endsWith(PART)) await removeIfStale(join(folder, name));
    }
  } catch (error) {
    throw classify(error, folder);
  }
}

async function removeIfStale(path: string): Promise<void> {
  try {
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > staleAfterMilliseconds) await rm(path, { force: true });
  } catch (error) {
    // Its owner may have renamed it in the meantime.
    if (errorCode(error) !== "ENOENT") throw error;
  }
}

function classify(error: unknown, path: string): unknown {
  if (error instanceof DownloadError || error instanceof UserError) return error;
  // Disk errors arrive bare, those of the network wrapped by `fetch`, which matters for EACCES and EPERM.
  if (error instanceof Error && "code" in error && diskErrors.has(String(error.code))) {
    const message = `Could not write ${path} (${String(error.code)}). Free some space there, or choose another folder with THROUGHLINE_CACHE.`;
    return new UserError("disk", message, { cause: error });
  }
  return new DownloadError(`the connection failed (${errorCode(error) ?? lastMessage(error)})`, true, {
    cause: error,
  });
}

/** The innermost message of a chain of causes: `fetch failed` says less than what made it fail. */
function lastMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : lastMessage(error.cause);
}

/** Turns running totals, which start over with each try, into increments that never count a byte twice. */
function countOnce(onBytes: (count: number) => void): (total: number) => void {
  let most = 0;
  return (total) => {
    if (total <= most) return;
    onBytes(total - most);
    most = total;
  };
}

/**
 * A signal that fires after so many seconds without a `restart`. Unlike `AbortSignal.timeout` its timer keeps the
 * process alive, which may have nothing else to wait for than the answer that doesn't come.
 */
export function watchSilence(seconds: number): { signal: AbortSignal; restart(): void; stop(): void } {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), seconds * 1000);
  return {
    signal: controller.signal,
    restart: () => timer.refresh(),
    stop: () => clearTimeout(timer),
  };
}
