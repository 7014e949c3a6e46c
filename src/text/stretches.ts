/** Joins a post's passages into longer stretches, from which more can be learned than from each alone. */
import type { Passage } from "../shapes/passage.js";

/** Lengths of a stretch, in words, and how many stretches of a length there must be for it to be taken. */
const LENGTHS = [720, 360, 240];
const LEAST_STRETCHES = 600;

/**
 * How long stretches can be where a collection has so many words: the longest of a few lengths of which there are enough
 * to find themes among; 0 = no longer than a passage. What a text is about shows better the longer it is, but a small
 * collection has not enough long texts for anything to recur.
 */
export function stretchWords(words: number): number {
  return LENGTHS.find((length) => words >= length * LEAST_STRETCHES) ?? 0;
}

/**
 * Neighbouring passages of one post, as many as fit the length; always at least one.
 *
 * @param rows positions in `passages`, in the order of the posts and of reading
 * @param most words in a stretch of more than one passage
 * @returns the rows of each stretch, in order
 */
export function stretchesOf(
  passages: readonly Pick<Passage, "postId" | "words">[],
  rows: readonly number[],
  most: number,
): number[][] {
  const stretches: number[][] = [];
  let words = 0;
  let postId: string | undefined;
  for (const row of rows) {
    const passage = passages[row];
    if (passage === undefined) throw new RangeError(`Expected a row below ${passages.length}, got ${row}.`);
    const last = stretches.at(-1);
    if (last !== undefined && passage.postId === postId && words + passage.words <= most) {
      last.push(row);
      words += passage.words;
    } else {
      stretches.push([row]);
      words = passage.words;
    }
    postId = passage.postId;
  }
  return stretches;
}
