import { at } from "../math/at.js";
import { findAmong, finish } from "../math/knn.js";
import { quantile } from "../math/quantiles.js";
import { isZero, row, selectRows } from "../math/matrix.js";
import type { Matrix } from "../shapes/embeddings.js";
import type { Passage } from "../shapes/passage.js";
import { distinctRows } from "../text/distinct.js";
import { languageOf } from "../text/languages.js";
import { strangeShare } from "./holders.js";

/** How near the passages of a report come to those of other posts. */
export interface Usual {
  /** Nine in ten of them have nothing as near as this in another post: who says something so near says it again. */
  again: number;
  /** Nine in ten have something nearer than this: what has not is new. */
  fresh: number;
  /** Of one in a hundred a larger part of the words, those of grammar left out, stands in no other post, 0…1. */
  unseen: number;
}

/** Passages that are looked at; more would tell the same. */
const MOST_LOOKED_AT = 200;
/** So many passages of the same post may be nearer than any other. */
const MOST_OF_OWN = 48;
const AGAIN = 0.9;
const FRESH = 0.1;
const UNSEEN = 0.99;

/** Passages of a report by which the others are judged: spread over it, repetitions left out. */
export function sampleOf(vectors: Matrix, passages: readonly Pick<Passage, "duplicateOf">[]): number[] {
  const known = distinctRows(passages).filter((i) => !isZero(row(vectors, i)));
  const step = Math.max(1, Math.ceil(known.length / MOST_LOOKED_AT));
  return known.filter((_, n) => n % step === 0);
}

/** Passages with what tells how near they are to one another. */
export interface Judged {
  /** Rows of length 1, or zero; by passage. */
  vectors: Matrix;
  passages: readonly Pick<Passage, "postId" | "text">[];
  /** The words of a passage. */
  words: (position: number) => readonly string[];
  /** In how many posts a word stands, of those of the sample. */
  posts: (word: string) => number;
}

/**
 * Models differ so much in what they call near that a fixed number would mean nothing: what is near is told by the report itself.
 *
 * @param sample positions of passages
 * @returns undefined where there are no two posts to compare
 */
export function usualOf(
  sample: readonly number[],
  { vectors, passages, words, posts }: Judged,
): Usual | undefined {
  const nearest = nearestElsewhere(sample, vectors, passages);
  if (nearest.length === 0) return undefined;
  const unseen = sample.map((i) =>
    strangeShare(words(i), languageOf(at(passages, i).text), (word) => posts(word) <= 1),
  );
  return {
    again: partOf(nearest, AGAIN),
    fresh: partOf(nearest, FRESH),
    unseen: partOf(unseen, UNSEEN),
  };
}

/** The cosine of passages to the nearest of another post, where one is among their nearest. */
function nearestElsewhere(
  sample: readonly number[],
  vectors: Matrix,
  passages: readonly { postId: string }[],
): number[] {
  const count = Math.min(MOST_OF_OWN, vectors.rows);
  const { indices, similarities } = finish(findAmong(selectRows(vectors, sample), vectors, count));
  return sample.flatMap((i, n) => {
    const { postId } = at(passages, i);
    const found = Array.from({ length: count }, (_, e) => n * count + e).find(
      (e) => at(passages, at(indices, e)).postId !== postId,
    );
    return found === undefined ? [] : [at(similarities, found)];
  });
}

function partOf(values: readonly number[], share: number): number {
  const value = quantile(values, share);
  if (value === undefined) throw new Error("Expected passages to judge by, got none.");
  return value;
}
