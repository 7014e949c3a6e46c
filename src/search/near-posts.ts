/** Posts of a report that are near to a draft as a whole or in one of its passages. */
import { at } from "../math/at.js";
import { addTimes, dot, dotRows, normalize, row } from "../math/matrix.js";
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
  const to = meanOf(
    draft,
    words.map((own, i) => [i, own] as const),
  );
  const groups = groupBy([...passages.keys()], (i) => at(passages, i).postId);
  const posts = [...groups].map(([postId, own]): NearPost => {
    const nearest = Array.from({ length: draft.rows }, (_, d) =>
      own.reduce((most, i) => Math.max(most, dotRows(draft, d, vectors, i)), -1),
    );
    const whole = dot(
      to,
      meanOf(
        vectors,
        own.map((i) => [i, at(passages, i).words] as const),
      ),
    );
    return { postId, own, whole, nearest, best: Math.max(-1, ...nearest) };
  });
  const by = (value: (post: NearPost) => number): number[] =>
    [...posts.keys()]
      .filter((i) => value(at(posts, i)) > 0)
      .sort((a, b) => value(at(posts, b)) - value(at(posts, a)) || a - b);
  return fuse([by(({ whole }) => whole), by(({ best }) => best)]).map((i) => at(posts, i));
}

/** The direction of some rows together, each by its weight. */
function meanOf(
  vectors: Matrix,
  rows: readonly (readonly [position: number, weight: number])[],
): Float32Array {
  const sum = new Float32Array(vectors.dims);
  for (const [position, weight] of rows) addTimes(sum, row(vectors, position), weight);
  normalize(sum);
  return sum;
}
