import { isZero, zeros } from "../../math/matrix.js";
import { Turns } from "../../io/turn.js";
import type { Context } from "../../shapes/context.js";
import type { Embedder } from "../../shapes/embedder.js";
import type { Matrix } from "../../shapes/embeddings.js";
import type { Passage } from "../../shapes/passage.js";

/** Passages between two turns of the event loop, in which progress is drawn and signals arrive. */
export const PASSAGES_PER_TURN = 64;

/** What of a passage its vectors depend on. */
export type EmbeddedPassage = Pick<Passage, "postId" | "text" | "words" | "duplicateOf">;

/** One row per passage as the embedder alone gives it, in passage order, each of length 1 except the unknown ones. */
export interface BaseVectors extends Matrix {
  /** Rows that are zero, because the passage holds nothing the model knows; rising. */
  unknown: number[];
}

/**
 * Encodes every passage, one text at a time, in order. A vector that is not finite is tried once more and then treated
 * as one that holds nothing the model knows.
 */
export async function encode(
  passages: readonly EmbeddedPassage[],
  embedder: Embedder,
  context: Context,
): Promise<BaseVectors> {
  const { dims } = embedder.identity;
  const matrix = zeros(passages.length, dims);
  const unknown: number[] = [];
  const progress = context.log.progress("Embedding passages", passages.length);
  context.signal.throwIfAborted();
  const turns = new Turns(context.signal, PASSAGES_PER_TURN);
  for (const [i, passage] of passages.entries()) {
    await turns.after(1);
    const vector = await encodeFinite(embedder, passage.text);
    if (isZero(vector)) unknown.push(i);
    matrix.data.set(vector, i * dims);
    progress.advance();
  }
  progress.done();
  return { ...matrix, unknown };
}

/** A text's vector; all zero where it is not finite at the second time either. */
export async function encodeFinite(
  embedder: Pick<Embedder, "identity" | "encode">,
  text: string,
): Promise<Float32Array> {
  for (let attempt = 0; attempt < 2; attempt++) {
    const vector = await embedder.encode(text);
    if (vector.every(Number.isFinite)) return vector;
  }
  return new Float32Array(embedder.identity.dims);
}
