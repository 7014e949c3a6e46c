/** Posts of a report that are near to a draft as a whole or in one of its passages. */
import { at } from "../math/at.js";
import { groupMeans } from "../math/centroids.js";
import { dotRows } from "../math/matrix.js";
import type { Matrix } from "../shapes/embeddings.js";
import { groupBy } from "../text/group.js";
import { fuse } from "./fuse.js";

/** A passage with its weight in its post. */
interface Weighed {
  postId: string;
  words: number;
}

export interface NearPost {
  postId: string;
  /** Positions of its passages. */
  own: readonly number[];
  /** Cosine of the two as wholes, −1…1. */
  whole: number;
  /** For each passage of the draft the largest cosine to one of the post's, −1…1. */
  nearest: readonly number[];
  /** The largest of these. */
  best: number;
}

/**
 * The posts nearest to a draft, by the ranks of how near they are as wholes and in their nearest passages, fused.
 *
 * @param draft rows of length 1, or zero
 * @param words of the draft's passages
 */
export function nearPosts(
  draft: Matrix,
  words: readonly number[],
  archive: { passages: readonly Weighed[]; vectors: Matrix },
): NearPost[] {
  const { passages, vectors } = archive;
  const everything = groupMeans(draft, [[...words.keys()]], words);
  const groups = [...groupBy([...passages.keys()], (i) => at(passages, i).postId)];
  const rows = groups.map(([, own]) => own);
  const wholes = groupMeans(
    vectors,
    rows,
    passages.map((passage) => passage.words),
  );
  const posts = groups.map(([postId, own], p): NearPost => {
    const nearest = Array.from({ length: draft.rows }, (_, d) =>
      own.reduce((most, i) => Math.max(most, dotRows(draft, d, vectors, i)), -1),
    );
    const whole = dotRows(everything, 0, wholes, p);
    return { postId, own, whole, nearest, best: Math.max(-1, ...nearest) };
  });
  const by = (value: (post: NearPost) => number): number[] =>
    [...posts.keys()]
      .filter((i) => value(at(posts, i)) > 0)
      .sort((a, b) => value(at(posts, b)) - value(at(posts, a)) || a - b);
  return fuse([by(({ whole }) => whole), by(({ best }) => best)]).map((i) => at(posts, i));
}
