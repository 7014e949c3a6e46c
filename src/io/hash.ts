import { createHash } from "node:crypto";

/** SHA-256 in hexadecimal digits. */
export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** The first 12 hexadecimal digits of SHA-256 over the parts: a short name for content. */
export function contentId(...parts: string[]): string {
  return sha256(JSON.stringify(parts)).slice(0, 12);
}
