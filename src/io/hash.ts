import { createHash, hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";

/** SHA-256 in hexadecimal digits. */
export function sha256(content: string | Uint8Array): string {
  return hash("sha256", content);
}

/** The first 12 hexadecimal digits of SHA-256 over the parts: a short name for content. */
export function contentId(...parts: string[]): string {
  return sha256(JSON.stringify(parts)).slice(0, 12);
}

/** SHA-256 of a file of any size, in hexadecimal digits. */
export async function fileSha256(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
