import type { Range } from "../../text/mapped-text.js";
import { COPIED, FEWEST_POSTS, find } from "./boilerplate-rule.js";
import { isWestern, WESTERN_DIGITS, WESTERN_LETTERS } from "../../text/western.js";
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
const WESTERN_WORDS = new RegExp(`[${WESTERN_LETTERS}${WESTERN_DIGITS}]+`, "g");
const WESTERN_NUMBERS = new RegExp(`[${WESTERN_DIGITS}]+`, "g");
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

/** As `comparableText`: in such a text no letter is lowered by its neighbours, so that all words are folded in one go. */
function comparableWestern(text: string): string {
  const folded = text.toLowerCase().replace(/['’]/g, "").replace(WESTERN_NUMBERS, "0");
  return folded.match(WESTERN_WORDS)?.join(" ") ?? "";
}

/** The form in which texts are compared: "Issue #12 – Hello!" and "issue 7: hello" are both `issue 0 hello`. */
export function comparableText(text: string): string {
  if (isWestern(text)) return comparableWestern(text);
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
      if (sharedWords >= words * COPIED) parents[find(parents, i)] = find(parents, other);
    }
  }
  return parents.map((_, i) => find(parents, i));
}
