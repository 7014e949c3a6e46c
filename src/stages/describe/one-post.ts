import { at } from "../../math/at.js";
import type { Clustering } from "../../shapes/clustering.js";
import type { Passage } from "../../shapes/passage.js";
import type { Members } from "./members.js";

/** A group with this share of its passages in one post is that post, and no theme of several: a long interview, say. */
const ONE_POST = 0.8;
/** With fewer posts a theme may well be in one alone. */
const FEWEST_POSTS = 8;
/** At most this share of all passages is left without a theme for it. */
const MOST_PASSAGES = 0.05;

/**
 * The groups that stand all but wholly in one post, the smallest first; none where the number of themes was asked for, and
 * none that the editor named.
 *
 * @param members the passages of each group
 */
export function ofOnePost(
  members: readonly Members[],
  passages: readonly Passage[],
  { evidence, names }: Pick<Clustering, "evidence" | "names">,
): number[] {
  const posts = new Set(passages.map(({ postId }) => postId));
  if (evidence.length === 0 || posts.size < FEWEST_POSTS) return [];
  let room = MOST_PASSAGES * passages.length;
  return Array.from(members.keys())
    .filter((theme) => names?.[theme] === undefined)
    .filter((theme) => largestShare(at(members, theme).distinct, passages) >= ONE_POST)
    .sort((a, b) => at(members, a).all.length - at(members, b).all.length || a - b)
    .filter((theme) => (room -= at(members, theme).all.length) >= 0);
}

/** The largest share of these passages that one post has, 0…1. */
function largestShare(own: readonly number[], passages: readonly Passage[]): number {
  const counts = new Map<string, number>();
  for (const i of own) {
    const { postId } = at(passages, i);
    counts.set(postId, (counts.get(postId) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values()) / Math.max(1, own.length);
}
