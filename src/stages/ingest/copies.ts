import type { Draft } from "../../shapes/reader.js";
import type { Skipped } from "../../shapes/post.js";
import { at } from "../../math/at.js";
import { groupBy } from "../../text/group.js";
import { shinglesOf } from "../../text/shingles.js";
import { isWestern, WESTERN_DIGITS, WESTERN_LETTERS } from "../../text/western.js";
import { leftOut, RULES, skippedAt } from "./names.js";

/** Shingles of so many words; a sketch keeps so many of their hashes, the smallest ones. */
const SHINGLE = 4;
const SKETCH = 128;
/** Texts are looked at up to so many words. */
const MOST_WORDS = 4_000;
/** Two texts are one where so much of their sketches is shared; in one file, where a series repeats itself, it takes more. */
const SAME = 0.75;
const SAME_IN_FILE = 0.9;
/** An excerpt is in the whole text to so much of its shingles. */
const CONTAINED = 0.7;
/** Shorter texts say too little by themselves. */
const TELLING_WORDS = 30;

/** What of a text tells whether it is another one's copy. */
export interface Sketch {
  /** The smallest hashes of its shingles, rising. */
  sketch: Uint32Array;
  /** Up to `MOST_WORDS`. */
  words: number;
}

interface Sketched extends Sketch {
  draft: Draft;
  title: string;
  url: string;
}

/**
 * Finds posts that were met more than once: in a folder and a feed, as sources and as a built site, as a page and its text
 * copy. Of each the better copy is kept, completed by what only the others say (their address, date, author, tags).
 *
 * Compared by sketches of word shingles (Broder 1997), among posts that share a title, an address or one of their first hashes.
 *
 * @param sketches of the drafts, where their texts are not at hand
 */
export function withoutCopies(
  drafts: readonly Draft[],
  sketches: readonly Sketch[] = drafts.map(sketchOf),
): { posts: Draft[]; skipped: Skipped[] } {
  const sketched = drafts.map((draft, i): Sketched => {
    return { ...at(sketches, i), draft, title: folded(draft.title), url: addressOf(draft.url) };
  });
  const leaders = leadersOf(sketched);
  const groups = groupBy([...sketched.keys()], (i) => String(leaderOf(leaders, i)));
  const posts: Draft[] = [];
  const skipped: Skipped[] = [];
  for (const members of groups.values()) {
    const copies = members.map((i) => at(sketched, i)).sort((a, b) => worth(b) - worth(a) || byPlace(a, b));
    const [best, ...others] = copies;
    if (best === undefined) continue;
    posts.push(completed(best.draft, others));
    for (const { draft } of others) skipped.push(copyRow(draft, best.draft));
  }
  return { posts, skipped };
}

function byPlace(a: Sketched, b: Sketched): number {
  const [one, other] = [placeOf(a.draft), placeOf(b.draft)];
  return one < other ? -1 : one > other ? 1 : 0;
}

function placeOf({ path, record }: Draft): string {
  return record === undefined ? path : `${path} ${record}`;
}

function copyRow(draft: Draft, kept: Draft): Skipped {
  const reason = `the same post as ${placeOf(kept)}, which is read`;
  return leftOut(skippedAt({ path: draft.path }, draft.record ?? "", reason), RULES.copies);
}

/** What only a copy says. */
function completed(draft: Draft, copies: readonly Sketched[]): Draft {
  const from = <Key extends "date" | "url" | "author">(key: Key): Partial<Pick<Draft, Key>> => {
    const value = draft[key] ?? copies.map((copy) => copy.draft[key]).find((other) => other !== undefined);
    return value === undefined ? {} : ({ [key]: value } as Partial<Pick<Draft, Key>>);
  };
  const tags =
    draft.tags.length > 0
      ? draft.tags
      : (copies.find((copy) => copy.draft.tags.length > 0)?.draft.tags ?? []);
  return { ...draft, ...from("date"), ...from("url"), ...from("author"), tags };
}

const FORMATS = { markdown: 2, html: 1, text: 0 } as const;

/** More of the text first, then what a person wrote rather than a program, then more known of it. */
function worth({ draft, words }: Sketched): number {
  const known = [draft.date, draft.url, draft.author, draft.tags[0]].filter((part) => part !== undefined);
  const isOwnFile = draft.record === undefined ? 1 : 0;
  return Math.round(Math.log2(1 + words) * 4) * 100 + 10 * (isOwnFile + FORMATS[draft.format]) + known.length;
}

/* ------------------------------------------------------------------ pairs */

/** For each post the one that it is a copy of, or itself. */
function leadersOf(posts: readonly Sketched[]): Int32Array {
  const leaders = Int32Array.from(posts.keys());
  const compared = new Set<number>();
  for (const bucket of bucketsOf(posts)) {
    const [first, ...others] = bucket;
    if (first === undefined) continue;
    for (const other of others) {
      const pair = first * posts.length + other;
      if (compared.has(pair)) continue;
      compared.add(pair);
      if (areOne(at(posts, first), at(posts, other)))
        leaders[leaderOf(leaders, other)] = leaderOf(leaders, first);
    }
  }
  return leaders;
}

function leaderOf(leaders: Int32Array, i: number): number {
  let leader = i;
  while (leaders[leader] !== leader) leader = at(leaders, leader);
  return leader;
}

/** Hashes by which posts are brought together. */
const BANDS = 8;
/** A title that more posts share is that of a series; its posts meet by their texts. */
const MOST_OF_ONE_TITLE = 20;

function bucketsOf(posts: readonly Sketched[]): number[][] {
  const buckets = new Map<string, number[]>();
  posts.forEach(({ sketch, title, url }, i) => {
    const keys = [...sketch.subarray(0, BANDS)].map(String);
    if (title !== "") keys.push(`title ${title}`);
    if (url !== "") keys.push(`url ${url}`);
    for (const key of keys) {
      const bucket = buckets.get(key);
      if (bucket === undefined) buckets.set(key, [i]);
      else bucket.push(i);
    }
  });
  const small = [...buckets.values()].filter((bucket) => bucket.length > 1);
  // Each against each where they are few; else all against the first.
  return small.flatMap((bucket) =>
    bucket.length > MOST_OF_ONE_TITLE ? [bucket] : bucket.map((_, place) => bucket.slice(place)),
  );
}

function areOne(a: Sketched, b: Sketched): boolean {
  const isSameTitle = a.title !== "" && a.title === b.title;
  const isSameDay = a.draft.date === b.draft.date || a.draft.date === undefined || b.draft.date === undefined;
  const isSameUrl = a.url !== "" && a.url === b.url;
  const { jaccard, contained } = overlap(a.sketch, b.sketch);
  if (a.draft.path === b.draft.path && a.draft.file === b.draft.file) {
    return jaccard >= SAME_IN_FILE && isSameTitle && a.draft.date === b.draft.date;
  }
  if (Math.min(a.words, b.words) < TELLING_WORDS) return isSameTitle && isSameDay && contained >= CONTAINED;
  if (jaccard >= SAME) return isSameDay || isSameTitle || isSameUrl;
  return (isSameTitle || isSameUrl) && isSameDay && contained >= CONTAINED;
}

/**
 * Jaccard similarity of two texts by the smallest hashes of both, and how much of the smaller sketch is in the other as far as
 * both reach.
 */
function overlap(a: Uint32Array, b: Uint32Array): { jaccard: number; contained: number } {
  let [i, j, shared, union] = [0, 0, 0, 0];
  while (i < a.length && j < b.length && union < SKETCH) {
    if (a[i] === b[j]) {
      shared++;
      i++;
      j++;
    } else if (at(a, i) < at(b, j)) i++;
    else j++;
    union++;
  }
  const fewer = Math.min(i, j);
  return { jaccard: union === 0 ? 0 : shared / union, contained: fewer === 0 ? 0 : shared / fewer };
}

/* --------------------------------------------------------------- sketches */

export function sketchOf(draft: Draft): Sketch {
  const words = wordsOf(draft);
  // A shorter text is one shingle.
  const shingles = words.length === 0 ? [] : shinglesOf(words, Math.min(SHINGLE, words.length));
  const sketch = Uint32Array.from([...shingles])
    .map(mixed)
    .sort()
    .slice(0, SKETCH);
  return { sketch, words: words.length };
}

const WORD = /[\p{L}\p{N}]+/gu;
const WESTERN_WORD = new RegExp(`[${WESTERN_LETTERS}${WESTERN_DIGITS}]+`, "g");

function wordsOf({ source, bodyStart, format }: Draft): string[] {
  const body = source.slice(bodyStart);
  const plain = format === "text" ? body : withoutMarkup(body);
  const lower = plain.toLowerCase();
  const pattern = isWestern(lower) ? WESTERN_WORD : WORD;
  const words: string[] = [];
  pattern.lastIndex = 0;
  for (let found = pattern.exec(lower); found !== null; found = pattern.exec(lower)) {
    words.push(found[0]);
    if (words.length >= MOST_WORDS) break;
  }
  return words;
}

/** Roughly: enough to find a page and its source alike. */
function withoutMarkup(text: string): string {
  return withoutScripts(text)
    .replace(/<[^<>]{0,2000}>/g, " ")
    .replace(/\]\([^()\s]{0,2000}(?:\s[^()]{0,200})?\)/g, " ")
    .replace(/&(?:#\d{1,7}|#x[\da-f]{1,6}|\w{1,10});/gi, " ");
}

/** One that is never closed is none. */
function withoutScripts(text: string): string {
  const parts: string[] = [];
  const opening = /<(?:script|style)\b/gi;
  const closing = /<\/(?:script|style)>/gi;
  let from = 0;
  for (let open = opening.exec(text); open !== null; open = opening.exec(text)) {
    closing.lastIndex = opening.lastIndex;
    if (closing.exec(text) === null) break;
    parts.push(text.slice(from, open.index));
    from = opening.lastIndex = closing.lastIndex;
  }
  return [...parts, text.slice(from)].join(" ");
}

/** The low bits of FNV are its weakest; sketches compare by size. */
function mixed(hash: number): number {
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
}

function folded(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** An address without what differs between links to the same page. */
function addressOf(url: string | undefined): string {
  if (url === undefined) return "";
  const { host, pathname } = new URL(url);
  return pathname === "/" ? "" : host.replace(/^www\./, "") + pathname.replace(/(?:index\.html?|\/)$/, "");
}
