import { isZero, zeros } from "../../math/matrix.js";
import { sha256 } from "../../io/hash.js";
import { Turns } from "../../io/turn.js";
import type { Context } from "../../shapes/context.js";
import type { Embedder } from "../../shapes/embedder.js";
import type { Matrix } from "../../shapes/embeddings.js";
import type { Passage } from "../../shapes/passage.js";

/** Passages between two turns of the event loop, in which progress is drawn and signals arrive. */
export const PASSAGES_PER_TURN = 64;

/** Passages that are looked up and kept at once: a few seconds' work, which is what a run that is killed loses. */
const PASSAGES_PER_BATCH = 256;

/** What of a passage its vectors depend on. */
export type EmbeddedPassage = Pick<Passage, "postId" | "text" | "words" | "duplicateOf">;

/** One row per passage as the embedder alone gives it, in passage order, each of length 1 except the unknown ones. */
export interface BaseVectors extends Matrix {
  /** Rows that are zero, because the passage holds nothing the model knows; rising. */
  unknown: number[];
}

/**
 * Encodes every passage, one text at a time, in order; what an earlier run kept is taken, the same to the bit. A vector that is not
 * finite is tried once more and then treated as one that holds nothing the model knows.
 */
export async function encode(
  passages: readonly EmbeddedPassage[],
  embedder: Embedder,
  context: Pick<Context, "log" | "signal" | "kept">,
): Promise<BaseVectors> {
  const { dims } = embedder.identity;
  const matrix = zeros(passages.length, dims);
  const unknown: number[] = [];
  const progress = context.log.progress("Embedding passages", passages.length);
  context.signal.throwIfAborted();
  const turns = new Turns(context.signal, PASSAGES_PER_TURN);
  for (let from = 0; from < passages.length; from += PASSAGES_PER_BATCH) {
    const batch = passages.slice(from, from + PASSAGES_PER_BATCH);
    const keeper = await lookUp(batch, embedder, context);
    for (const [i, { text }] of batch.entries()) {
      await turns.after(1);
      const vector = await keeper.vectorOf(text);
      if (isZero(vector)) unknown.push(from + i);
      matrix.data.set(vector, (from + i) * dims);
      progress.advance();
    }
    await keeper.keep();
  }
  progress.done();
  return { ...matrix, unknown };
}

/** The vectors of a batch: those that are kept, and those that are made when they are asked for, and kept in the end. */
async function lookUp(
  batch: readonly EmbeddedPassage[],
  embedder: Embedder,
  { kept }: Pick<Context, "kept">,
) {
  const { keepAs } = embedder;
  if (kept === undefined || keepAs === undefined) {
    return { vectorOf: (text: string) => encodeFinite(embedder, text), keep: async () => undefined };
  }
  const found = await kept.vectorsOf(keepAs, [...new Set(batch.map(({ text }) => sha256(text)))]);
  const made = new Map<string, Float32Array>();
  return {
    async vectorOf(text: string): Promise<Float32Array> {
      const key = sha256(text);
      const known = found.get(key) ?? made.get(key);
      if (known?.length === embedder.identity.dims) return known;
      const vector = await encodeFinite(embedder, text);
      // A zero may stand for a fault that another try has not.
      if (!isZero(vector)) made.set(key, vector);
      return vector;
    },
    keep: () => kept.putVectors(keepAs, made),
  };
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
