import { isZero, zeros } from "../../math/matrix.js";
import { sha256 } from "../../io/hash.js";
import { takeTurn, Turns } from "../../io/turn.js";
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
 * Encodes every passage, each text by itself; what an earlier run kept is taken, the same to the bit. A vector that is not finite is
 * tried once more and then treated as one that holds nothing the model knows.
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
  const take = (i: number, vector: Float32Array): void => {
    if (isZero(vector)) unknown.push(i);
    matrix.data.set(vector, i * dims);
    progress.advance();
  };
  const work = embedder.encodeAll === undefined ? encodeInOrder : encodeTogether;
  await work(passages, embedder, context, take);
  progress.done();
  return { ...matrix, unknown: unknown.sort((a, b) => a - b) };
}

/** Gets a passage's vector. */
type Take = (i: number, vector: Float32Array) => void;
type Encoding = Pick<Context, "signal" | "kept">;

async function encodeInOrder(
  passages: readonly EmbeddedPassage[],
  embedder: Embedder,
  context: Encoding,
  take: Take,
): Promise<void> {
  const turns = new Turns(context.signal, PASSAGES_PER_TURN);
  for (let from = 0; from < passages.length; from += PASSAGES_PER_BATCH) {
    const batch = passages.slice(from, from + PASSAGES_PER_BATCH);
    const keeper = await lookUp(
      batch.map(({ text }) => text),
      embedder,
      context,
    );
    for (const [i, { text }] of batch.entries()) {
      await turns.after(1);
      const vector = keeper.known(text) ?? (await encodeFinite(embedder, text));
      keeper.made(text, vector);
      take(from + i, vector);
    }
    await keeper.keep();
  }
}

/** Looks up all texts, and has the embedder encode at once those that are not kept; each text once. */
async function encodeTogether(
  passages: readonly EmbeddedPassage[],
  embedder: Embedder,
  context: Encoding,
  take: Take,
): Promise<void> {
  const places = new Map<string, number[]>();
  passages.forEach(({ text }, i) => {
    const same = places.get(text);
    if (same === undefined) places.set(text, [i]);
    else same.push(i);
  });
  const takeAll = (text: string, vector: Float32Array): void =>
    places.get(text)?.forEach((i) => take(i, vector));
  const texts = [...places.keys()];
  const missing: string[] = [];
  for (let from = 0; from < texts.length; from += PASSAGES_PER_BATCH) {
    const batch = texts.slice(from, from + PASSAGES_PER_BATCH);
    const keeper = await lookUp(batch, embedder, context);
    for (const text of batch) {
      const known = keeper.known(text);
      if (known === undefined) missing.push(text);
      else takeAll(text, known);
    }
    await takeTurn(context.signal);
  }
  if (missing.length === 0) return;
  let keeper = await lookUp([], embedder, context);
  let waiting = 0;
  await embedder.encodeAll?.(missing, context.signal, async (at, vector) => {
    const text = missing[at];
    if (text === undefined) throw new RangeError(`Expected a place below ${missing.length}, got ${at}.`);
    const finite = vector.every(Number.isFinite) ? vector : await encodeFinite(embedder, text);
    keeper.made(text, finite);
    takeAll(text, finite);
    if (++waiting < PASSAGES_PER_BATCH) return;
    waiting = 0;
    const full = keeper;
    keeper = await lookUp([], embedder, context);
    await full.keep();
  });
  await keeper.keep();
}

/** What is kept of some texts, and what is to be. */
async function lookUp(texts: readonly string[], embedder: Embedder, { kept }: Encoding) {
  const { keepAs } = embedder;
  if (kept === undefined || keepAs === undefined) {
    return { known: () => undefined, made: () => undefined, keep: async () => undefined };
  }
  const keys = [...new Set(texts.map((text) => sha256(text)))];
  const found = keys.length === 0 ? new Map<string, Float32Array>() : await kept.vectorsOf(keepAs, keys);
  const made = new Map<string, Float32Array>();
  return {
    known(text: string): Float32Array | undefined {
      const key = sha256(text);
      const vector = found.get(key) ?? made.get(key);
      return vector?.length === embedder.identity.dims ? vector : undefined;
    },
    made(text: string, vector: Float32Array): void {
      const key = sha256(text);
      // A zero may stand for a fault that another try has not.
      if (!isZero(vector) && found.get(key)?.length !== vector.length) made.set(key, vector);
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
