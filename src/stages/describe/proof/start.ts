import { at } from "../../../math/at.js";
import type { Passage } from "../../../shapes/passage.js";

/** A post of which less is about the theme is no place to begin. */
const LEAST_SHARE = 0.4;
/** Passages beyond so many of one post count no more: the longest post is not the best. */
const MOST_COUNTED = 8;

/**
 * Where to begin reading about a theme: the post that says much of what is central to it and little else.
 *
 * @param members indices of the theme's distinct passages, the most central first
 * @param wordsPerPost words of each post, whatever they are about
 * @returns index of a passage of that post; undefined where no post is about the theme
 */
export function startOf(
  members: readonly number[],
  passages: readonly Passage[],
  wordsPerPost: ReadonlyMap<string, number>,
): number | undefined {
  const posts = new Map<string, { first: number; central: number; counted: number; words: number }>();
  members.forEach((i, rank) => {
    const { postId, words } = at(passages, i);
    const post = posts.get(postId) ?? { first: i, central: 0, counted: 0, words: 0 };
    if (post.counted < MOST_COUNTED) post.central += 1 - rank / members.length;
    post.counted++;
    post.words += words;
    posts.set(postId, post);
  });
  let best: { first: number; score: number } | undefined;
  for (const [postId, { first, central, words }] of posts) {
    const share = words / Math.max(1, wordsPerPost.get(postId) ?? words);
    const score = share < LEAST_SHARE ? 0 : central * share;
    if (score > 0 && (best === undefined || score > best.score)) best = { first, score };
  }
  return best?.first;
}
