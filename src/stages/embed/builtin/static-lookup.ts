import type { StaticFile } from "./static-format.js";

const HYPHEN = 0x2d;
/** Letters that must be left of a word when an ending is taken off. */
const FEWEST_LEFT = 3;

/** Looks up words, and what a word that is no entry falls back on. Entries from `rows` on are stop words. */
export interface StaticLookup {
  /** Entry number of the first `length` bytes, or −1. */
  find(bytes: Uint8Array, length: number): number;
  /** The word that this one is a form of ("meetings" → "meeting"), or −1. */
  findForm(word: Uint8Array, length: number): number;
  /** The longest known beginning of a word, or −1. */
  findBeginning(word: Uint8Array, length: number): number;
  /** The longest known ending of a word, or −1. */
  findEnding(word: Uint8Array, length: number): number;
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (c) => c.charCodeAt(0));
}

export function createLookup(file: StaticFile): StaticLookup {
  const { rows, maxWord, pieceMin, pieceMax } = file.header;
  const endings = file.header.endings.map(([end, put]) => ({ end: bytesOf(end), put: bytesOf(put) }));
  const other = new Uint8Array(maxWord + 32);
  const find = finderOf(file);

  const findForm = (word: Uint8Array, length: number): number => {
    for (const { end, put } of endings) {
      const rest = length - end.length;
      if (rest < FEWEST_LEFT || !endsWith(word, rest, end)) continue;
      for (let j = 0; j < rest; j++) other[j] = word[j]!;
      other.set(put, rest);
      const entry = find(other, rest + put.length);
      if (entry >= 0 && entry < rows) return entry;
    }
    return -1;
  };

  const findBeginning = (word: Uint8Array, length: number): number => {
    for (let n = Math.min(pieceMax, length - 1); n >= pieceMin; n--) {
      for (let i = 0; i < n; i++) other[i] = word[i]!;
      other[n] = HYPHEN;
      const entry = find(other, n + 1);
      if (entry >= 0) return entry;
    }
    return -1;
  };

  const findEnding = (word: Uint8Array, length: number): number => {
    other[0] = HYPHEN;
    for (let n = Math.min(pieceMax, length - 1); n >= pieceMin; n--) {
      for (let i = 0; i < n; i++) other[i + 1] = word[length - n + i]!;
      const entry = find(other, n + 1);
      if (entry >= 0) return entry;
    }
    return -1;
  };

  return { find, findForm, findBeginning, findEnding };
}

/** FNV-1a, folded, into an open-addressing table with linear probing. */
function finderOf({ slots, starts, words }: StaticFile): StaticLookup["find"] {
  const mask = slots.length - 1;
  return (bytes, length) => {
    let hash = 0x811c9dc5;
    for (let i = 0; i < length; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
    for (let at = (hash ^ (hash >>> 15)) & mask; ; at = (at + 1) & mask) {
      const entry = slots[at]! - 1;
      if (entry < 0) return -1;
      const start = starts[entry]!;
      if (starts[entry + 1]! - start !== length) continue;
      let i = 0;
      while (i < length && words[start + i] === bytes[i]) i++;
      if (i === length) return entry;
    }
  };
}

function endsWith(word: Uint8Array, from: number, end: Uint8Array): boolean {
  for (let i = 0; i < end.length; i++) if (word[from + i] !== end[i]) return false;
  return true;
}
