import { sha256 } from "../io/hash.js";

/** The fit being the same, vectors differ only with the passages, and these are known by ids made from their text. */
export function vectorsName(passages: readonly { id: string; duplicateOf?: string }[]): string {
  return sha256(passages.map(({ id, duplicateOf = "" }) => `${id} ${duplicateOf}`).join("\n"));
}
