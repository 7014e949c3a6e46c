import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";

/** What tells the bytes of one file from any others. */
export interface Digest {
  bytes: number;
  /** 64 lower-case hexadecimal digits. */
  sha256: string;
}

export function sameDigest(a: Digest, b: Digest): boolean {
  return a.bytes === b.bytes && a.sha256 === b.sha256;
}

/** Measures a file as it streams by; undefined where there is no such file. */
export async function digestFile(path: string): Promise<Digest | undefined> {
  const hash = createHash("sha256");
  let bytes = 0;
  try {
    const chunks: AsyncIterable<Uint8Array> = createReadStream(path);
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.length;
    }
  } catch (error) {
    if (errorCode(error) === "ENOENT" || errorCode(error) === "ENOTDIR") return undefined;
    throw error;
  }
  return { bytes, sha256: hash.digest("hex") };
}

/** The `code` of an error of Node.js (`ENOENT`, `ECONNRESET`), wherever in its chain of causes it stands. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("code" in error && typeof error.code === "string") return error.code;
  return errorCode(error.cause);
}
