/** Which posts and passages of now are which of before. */
import { at } from "../math/at.js";
import type { Snapshot, SnapshotPost } from "../shapes/snapshot.js";

/** A post is another one under another path and title where it shares more than this part of the passages of the larger of the two. */
const MOSTLY = 0.5;

/** For each post and passage of now its position before, −1 where it is new. No two have the same. */
export interface Pairing {
  posts: Int32Array;
  passages: Int32Array;
}

/**
 * Passages are known by their ids, or by their texts where their posts were edited; posts by their ids, else by most of their
 * passages, else by where they lie.
 */
export function pair(before: Snapshot, after: Snapshot): Pairing {
  const passages = byKey(before.passages.id, after.passages.id);
  const posts = byKey(idsOf(before), idsOf(after));
  matchSame(passages, textKeys(before, posts, "before"), textKeys(after, posts, "after"));
  matchSame(passages, before.passages.text, after.passages.text);
  matchByPassages(posts, passages, before, after);
  matchSame(posts, before.posts.map(placeOf), after.posts.map(placeOf));
  return { posts, passages };
}

function idsOf({ posts }: Snapshot): string[] {
  return posts.map(({ id }) => id);
}

function byKey(before: readonly string[], after: readonly string[]): Int32Array {
  const positions = new Map(before.map((key, position) => [key, position]));
  return Int32Array.from(after, (key) => positions.get(key) ?? -1);
}

/** Where a post lies. Rows of one file shift when one is added: there it takes the title, too. */
function placeOf({ path, record, title }: SnapshotPost): string {
  return JSON.stringify(record === undefined ? [path] : [path, title]);
}

/** The texts of passages under the post that both runs have, so that a text that stands in two posts stays in each. */
function textKeys({ passages, posts }: Snapshot, pairs: Int32Array, side: "before" | "after"): string[] {
  const names = side === "before" ? posts.map((_, p) => p) : posts.map((_, p) => at(pairs, p));
  return passages.text.map((text, i) => `${at(names, at(passages.post, i))} ${text}`);
}

/** Pairs those that have no pair yet and are called the same, in their order. */
function matchSame(pairs: Int32Array, before: readonly string[], after: readonly string[]): void {
  const taken = new Set(pairs);
  const free = new Map<string, number[]>();
  // From the last to the first, so that the first is taken off the end first.
  for (let position = before.length - 1; position >= 0; position--) {
    if (taken.has(position)) continue;
    const key = at(before, position);
    const known = free.get(key);
    if (known === undefined) free.set(key, [position]);
    else known.push(position);
  }
  after.forEach((key, position) => {
    if (at(pairs, position) < 0) pairs[position] = free.get(key)?.pop() ?? -1;
  });
}

function matchByPassages(posts: Int32Array, passages: Int32Array, before: Snapshot, after: Snapshot): void {
  const taken = new Set(posts);
  const sizes = { before: sizesOf(before), after: sizesOf(after) };
  const shared = new Map<number, Map<number, number>>();
  passages.forEach((old, now) => {
    if (old < 0) return;
    const post = at(after.passages.post, now);
    const was = at(before.passages.post, old);
    if (at(posts, post) >= 0 || taken.has(was)) return;
    const counts = shared.get(post) ?? new Map<number, number>();
    shared.set(post, counts.set(was, (counts.get(was) ?? 0) + 1));
  });
  for (const [post, counts] of shared) {
    for (const [was, count] of counts) {
      // Over a half of both there is no other pair like it.
      const most = MOSTLY * Math.max(at(sizes.after, post), at(sizes.before, was));
      if (count > most) posts[post] = was;
    }
  }
}

function sizesOf({ posts, passages }: Snapshot): Uint32Array {
  const sizes = new Uint32Array(posts.length);
  for (const post of passages.post) sizes[post] = at(sizes, post) + 1;
  return sizes;
}
