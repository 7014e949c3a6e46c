/** By which rule a text is boilerplate, and two posts are copies of one. */

/** Fewer posts than this teach nothing: what stands in all of three posts may be chance. */
export const FEWEST_POSTS = 5;
/** A post is a copy of another where so much of its words stands there. */
export const COPIED = 0.6;

/** A text of at least this many words does not repeat by chance. */
export const TELLING_WORDS = 5;

/** In how many posts a text must stand to be boilerplate, of `posts` posts. */
export function threshold(posts: number, isEdge: boolean, isTelling: boolean): number {
  // A stock phrase ("for example") needs a share of the posts; a sentence that stands word for word in many posts is
  // no chance, however many other posts there are.
  if (isEdge) return Math.max(3, Math.min(Math.ceil(posts * 0.02), isTelling ? 5 : Infinity));
  return Math.max(5, Math.min(Math.ceil(posts * 0.05), isTelling ? 25 : Infinity));
}

/** The group of a post, where each names another of its group or itself (union-find). */
export function find(parents: number[] | Int32Array, i: number): number {
  let root = i;
  for (let up = parents[root]; up !== undefined && up !== root; up = parents[root]) root = up;
  parents[i] = root;
  return root;
}
