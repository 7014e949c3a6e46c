/** A file on its way here under a temporary name: what of it has come, and how to ask for the rest. */
import { createHash, randomUUID, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Response } from "undici";
import { errorCode, type Digest } from "./digest.js";

/** The end of every temporary name. */
export const PART = ".part";

/** A name beside the target that nobody else has. */
export function partName(target: string): string {
  return join(dirname(target), `.${basename(target)}.${randomUUID()}${PART}`);
}

export class Part {
  readonly path: string;
  /** The strong entity tag of the version that has begun to come: without one nobody can tell whether the rest belongs to it. */
  #version: string | undefined;

  constructor(target: string) {
    this.path = partName(target);
  }

  /** Bytes that are here and may be gone on from. */
  async begun(): Promise<number> {
    if (this.#version === undefined) return 0;
    try {
      return (await stat(this.path)).size;
    } catch (error) {
      if (errorCode(error) === "ENOENT") return 0;
      throw error;
    }
  }

  /** Asks for what is behind so many bytes, and for all where the server has another version by now (RFC 9110, 13.1.5 and 14.2). */
  headers(begun: number): Record<string, string> {
    if (begun === 0 || this.#version === undefined) return {};
    return { range: `bytes=${begun}-`, "if-range": this.#version };
  }

  /** At which byte an answer begins; undefined where it is another stretch than what was asked for. */
  startOf(response: Response, begun: number): number | undefined {
    this.#version = strongTag(response) ?? (response.status === 206 ? this.#version : undefined);
    if (response.status !== 206) return 0;
    const start = /^bytes (\d+)-/.exec(response.headers.get("content-range") ?? "")?.[1];
    return start !== undefined && Number(start) === begun ? begun : undefined;
  }

  /** What has come is of no use: the next try begins anew. */
  forget(): void {
    this.#version = undefined;
  }

  /**
   * Writes what comes behind the first `start` bytes.
   *
   * @param onTotal called with the bytes that are here with every piece; what it throws ends the writing
   * @returns what the whole is
   */
  async write(
    body: AsyncIterable<Uint8Array>,
    start: number,
    onTotal: (total: number) => void,
  ): Promise<Digest> {
    const hash = createHash("sha256");
    if (start > 0) await addTo(hash, this.path);
    const file = await open(this.path, start > 0 ? "a" : "w");
    let bytes = start;
    try {
      for await (const chunk of body) {
        bytes += chunk.length;
        onTotal(bytes);
        hash.update(chunk);
        await file.appendFile(chunk);
      }
      // The bytes are on the disk before the name is.
      await file.sync();
    } finally {
      await file.close();
    }
    return { bytes, sha256: hash.digest("hex") };
  }

  async remove(): Promise<void> {
    await rm(this.path, { force: true });
  }
}

function strongTag({ headers }: Response): string | undefined {
  const tag = headers.get("etag");
  return tag?.startsWith('"') === true ? tag : undefined;
}

async function addTo(hash: Hash, path: string): Promise<void> {
  const chunks: AsyncIterable<Uint8Array> = createReadStream(path);
  for await (const chunk of chunks) hash.update(chunk);
}
