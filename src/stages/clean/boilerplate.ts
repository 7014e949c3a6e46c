import type { Range } from "../../text/mapped-text.js";
import { withoutEnd } from "../../text/without-end.js";

/** A text of a post (a block or a sentence), as the learner of boilerplate sees it. */
export interface Unit {
  /** The text in its normal form (`comparableText`); texts with one key are the same text. */
  key: string;
  words: number;
  /** True near the beginning or the end of its post, where headers and footers stand. */
  edge: boolean;
}

/** A word of a text in its comparable form, with its place in the text. */
export interface ComparableWord {
  word: string;
  from: number;
  to: number;
}

const WORDS = /[\p{L}\p{M}\p{N}'’]+/gu;
const FOLDED = /['’\p{N}]/u;

/** A word as it is compared: lower case, no apostrophes, all numbers alike; empty where nothing is left. */
function comparable(word: string): string {
  const lower = word.toLowerCase();
  return FOLDED.test(lower) ? lower.replace(/['’]/g, "").replace(/\p{N}+/gu, "0") : lower;
}

function comparableWords(text: string): ComparableWord[] {
  const words = Array.from(text.matchAll(WORDS), ({ 0: word, index }) => {
    return { word: comparable(word), from: index, to: index + word.length };
  });
  return words.filter(({ word }) => word !== "");
}

/** The form in which texts are compared: "Issue #12 – Hello!" and "issue 7: hello" are both `issue 0 hello`. */
export function comparableText(text: string): string {
  const words = (text.match(WORDS) ?? []).map(comparable);
  return words.filter((word) => word !== "").join(" ");
}

/** True where the words of `part` stand one after the other in `whole`, both in comparable form. */
export function containsText(whole: string, part: string): boolean {
  return part !== "" && ` ${whole} `.includes(` ${part} `);
}

/** The ranges of `text` in which the words of `part` (in comparable form) stand, with the punctuation around them. */
export function findText(text: string, part: string): Range[] {
  const words = comparableWords(text);
  const wanted = part.split(" ");
  const ranges: Range[] = [];
  let behind = 0;
  for (const [i, first] of words.entries()) {
    const last = words[i + wanted.length - 1];
    if (i < behind || last === undefined || !wanted.every((word, k) => words[i + k]?.word === word)) continue;
    behind = i + wanted.length;
    const before = text.slice(Math.max(0, first.from - 4), first.from);
    const opening = before.slice(withoutEnd(before, `"“‘'([`).length);
    const closing = /^[^\p{L}\p{M}\p{N}\s]*/u.exec(text.slice(last.to, last.to + 8))?.[0] ?? "";
    ranges.push({ from: first.from - opening.length, to: last.to + closing.length });
  }
  return ranges;
}

/** Fewer posts than this teach nothing: what stands in all of three posts may be chance. */
export const FEWEST_POSTS = 5;
/** A text of at least this many words does not repeat by chance. */
export const TELLING_WORDS = 5;

/** In how many posts a text must stand to be boilerplate, of `posts` posts. */
export function threshold(posts: number, isEdge: boolean, isTelling: boolean): number {
  // A stock phrase ("for example") needs a share of the posts; a sentence that stands word for word in many posts is
  // no chance, however many other posts there are.
  if (isEdge) return Math.max(3, Math.min(Math.ceil(posts * 0.02), isTelling ? 5 : Infinity));
  return Math.max(5, Math.min(Math.ceil(posts * 0.05), isTelling ? 25 : Infinity));
}

export function find(parents: number[] | Int32Array, i: number): number {
  let root = i;
  for (let up = parents[root]; up !== undefined && up !== root; up = parents[root]) root = up;
  parents[i] = root;
  return root;
}

/** The posts in which each key stands, ascending. */
function postsByKey(posts: readonly (readonly Unit[])[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const [i, units] of posts.entries()) {
    for (const key of new Set(units.map((unit) => unit.key))) {
      const holders = found.get(key);
      if (holders === undefined) found.set(key, [i]);
      else holders.push(i);
    }
  }
  return found;
}

/**
 * Groups posts that are copies of one another (the same post in a feed and in a folder, a post published again): a copy
 * shares most of its words with another post, counting only texts that are not common to many posts. The copies of one
 * post speak once when boilerplate is learned, else all of a post that is there three times would be boilerplate.
 *
 * @returns for each post, the number of its group.
 */
export function groupCopies(posts: readonly (readonly Unit[])[]): number[] {
  const common = Math.max(FEWEST_POSTS, Math.ceil(posts.length * 0.1));
  const parents = posts.map((_, i) => i);
  const holdersOf = postsByKey(posts);
  const bodies = new Map<string, number>();
  const rare = posts.map((units) => units.filter((unit) => (holdersOf.get(unit.key)?.length ?? 0) <= common));
  for (const [i, units] of posts.entries()) {
    const body = units.map((unit) => unit.key).join("\n");
    const first = bodies.get(body);
    if (first === undefined) bodies.set(body, i);
    else parents[i] = first;
  }
  for (const [i, units] of rare.entries()) {
    const words = units.reduce((sum, unit) => sum + unit.words, 0);
    const shared = new Map<number, number>();
    for (const unit of units) {
      for (const other of holdersOf.get(unit.key) ?? []) {
        if (other !== i) shared.set(other, (shared.get(other) ?? 0) + unit.words);
      }
    }
    for (const [other, sharedWords] of shared) {
      if (sharedWords >= words * 0.6) parents[find(parents, i)] = find(parents, other);
    }
  }
  return parents.map((_, i) => find(parents, i));
}

/**
 * Learns which texts are boilerplate from how many posts they stand in. Near the beginning or the end of a post fewer
 * are needed than in the middle, where an author may well use a passage in two or three posts.
 *
 * @param posts the units of each post.
 * @param groups from `groupCopies`: posts of one group count once.
 * @returns the keys of boilerplate, each with the number of posts in which it stands.
 */
export function learnBoilerplate(
  posts: readonly (readonly Unit[])[],
  groups: readonly number[],
): Map<string, number> {
  const learned = new Map<string, number>();
  const voices = new Set(groups).size;
  if (voices < FEWEST_POSTS) return learned;
  const seen = new Map<string, { words: number; total: number; atEdge: number }>();
  for (const units of posts) {
    for (const unit of units) {
      const entry = seen.get(unit.key) ?? { words: unit.words, total: 0, atEdge: 0 };
      entry.total++;
      if (unit.edge) entry.atEdge++;
      seen.set(unit.key, entry);
    }
  }
  for (const [key, holders] of postsByKey(posts)) {
    const { words, total, atEdge } = seen.get(key) ?? { words: 0, total: 0, atEdge: 0 };
    const count = new Set(holders.map((post) => groups[post])).size;
    if (count >= threshold(voices, atEdge * 3 >= total * 2, words >= TELLING_WORDS))
      learned.set(key, holders.length);
  }
  return learned;
}
