import { at } from "../math/at.js";

const PRIME = 16777619;
const SPACE = 32;

/** FNV-1a, 32 bits, of the words from `from` up to `to` with a space between two. */
function hash(words: readonly string[], from: number, to: number): number {
  let h = 2166136261;
  for (let i = from; i < to; i++) {
    const word = at(words, i);
    if (i > from) h = Math.imul(h ^ SPACE, PRIME);
    for (let c = 0; c < word.length; c++) h = Math.imul(h ^ word.charCodeAt(c), PRIME);
  }
  return h >>> 0;
}

/**
 * The hashes of all runs of so many words (Broder 1997).
 *
 * @param among leaves out all but these
 */
export function shinglesOf(words: readonly string[], size: number, among?: ReadonlySet<number>): Set<number> {
  const out = new Set<number>();
  for (let i = 0; i + size <= words.length; i++) {
    const run = hash(words, i, i + size);
    if (among === undefined || among.has(run)) out.add(run);
  }
  return out;
}

/** Of a text's words those that lie in a run that another text has too, by place: 1 where one does. */
export function sharedWords(words: readonly string[], size: number, other: ReadonlySet<number>): Uint8Array {
  const shared = new Uint8Array(words.length);
  for (let i = 0; i + size <= words.length; i++) {
    if (other.has(hash(words, i, i + size))) shared.fill(1, i, i + size);
  }
  return shared;
}
