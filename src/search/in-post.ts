import { addTimes, normalize, row, zeros } from "../math/matrix.js";
import type { Matrix } from "../shapes/embeddings.js";
import type { EmbeddedPassage } from "../stages/embed/encode.js";

/** How much a post counts beside the passage itself (docs/quality.md). */
const POST_WEIGHT = 0.5;

/**
 * Each passage's vector and half the direction of its post, the mean of the passages' by words: a passage seldom repeats
 * what its post is about, and a query of two words needs that. The inner product with a query is the sum of both cosines,
 * so the rows are not of length 1.
 */
export function inPosts(
  vectors: Matrix,
  passages: readonly Pick<EmbeddedPassage, "postId" | "words">[],
): Matrix {
  const posts = new Map<string, Float32Array>();
  for (const [i, { postId, words }] of passages.entries()) {
    const sum = posts.get(postId) ?? new Float32Array(vectors.dims);
    addTimes(sum, row(vectors, i), words);
    posts.set(postId, sum);
  }
  for (const sum of posts.values()) normalize(sum);
  const out = zeros(vectors.rows, vectors.dims);
  for (const [i, { postId }] of passages.entries()) {
    const post = posts.get(postId);
    if (post === undefined) throw new Error(`Expected the post of passage ${i}.`);
    row(out, i).set(row(vectors, i));
    addTimes(row(out, i), post, POST_WEIGHT);
  }
  return out;
}
