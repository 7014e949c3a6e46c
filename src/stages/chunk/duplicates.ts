import type { Passage } from "../../shapes/passage.js";
import { shinglesOf } from "../../text/shingles.js";
import { wordsOf } from "../../text/words.js";

/** Words per shingle. Texts that share runs of five words share wording, not just a subject. */
const SHINGLE = 5;
/** Jaccard overlap of shingles from which two passages are the same text (Broder 1997). */
const SAME = 0.8;
/** One shingle in so many is looked up; long texts have enough of them that no pair above SAME is missed in practice. */
const SAMPLE = 4;
/** A shingle that so many different passages share is a stock phrase: more of them are not compared because of it. */
const MOST_HOLDERS = 100;
/** Texts with fewer shingles look all of them up. */
const SHORT = 40;

/**
 * Marks every passage that repeats an earlier one, exactly or nearly (five-word shingles, Jaccard overlap of at least
 * 0.8), with the id of the earliest.
 */
export function markDuplicates(passages: readonly Passage[]): Passage[] {
  const exact = new Map<string, number>();
  const byShingle = new Map<number, number[]>();
  const shingles: Set<number>[] = [];
  return passages.map((passage, i) => {
    const words = wordsOf(passage.text);
    const key = words.join(" ");
    const own = shinglesOf(words, SHINGLE);
    shingles.push(own);
    const looked = sampled(own);
    const original = exact.get(key) ?? nearest(own, looked, byShingle, shingles);
    if (original === undefined) {
      exact.set(key, i);
      for (const shingle of looked) push(byShingle, shingle, i);
      return passage;
    }
    const first = passages[original];
    return first ? { ...passage, duplicateOf: first.id } : passage;
  });
}

/** The earliest passage that overlaps by at least SAME. */
function nearest(
  own: Set<number>,
  looked: readonly number[],
  byShingle: ReadonlyMap<number, number[]>,
  shingles: readonly Set<number>[],
): number | undefined {
  const candidates = new Set<number>();
  for (const shingle of looked) for (const holder of byShingle.get(shingle) ?? []) candidates.add(holder);
  for (const candidate of [...candidates].sort((a, b) => a - b)) {
    const other = shingles[candidate];
    if (other && areSame(own, other)) return candidate;
  }
  return undefined;
}

function sampled(shingles: ReadonlySet<number>): number[] {
  const all = [...shingles];
  return all.length <= SHORT ? all : all.filter((shingle) => shingle % SAMPLE === 0);
}

/** Whether the Jaccard overlap is at least SAME. Most pairs are told apart by their first shingles. */
function areSame(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  const all = a.size + b.size;
  // One more than can be missing, so that rounding decides nothing here.
  const most = a.size - Math.floor((SAME / (1 + SAME)) * all) + 1;
  let [shared, missing] = [0, 0];
  for (const shingle of a) {
    if (b.has(shingle)) shared++;
    else if (++missing > most) return false;
  }
  return shared / (all - shared) >= SAME;
}

function push(map: Map<number, number[]>, key: number, value: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else if (list.length < MOST_HOLDERS) list.push(value);
}
