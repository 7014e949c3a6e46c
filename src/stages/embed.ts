import { isZero, zeros } from "../core/matrix.js";
import type { Context, Embedder, Embeddings, Passage } from "../types.js";

/**
 * Embeds every passage, one text at a time, in order. A vector that is not finite is tried once more and then treated
 * as one that holds nothing the model knows.
 */
export async function embed(
  passages: readonly Passage[],
  embedder: Embedder,
  context: Context,
): Promise<Embeddings> {
  // Sorted, so that what is learned from the corpus does not depend on the order in which it came.
  const texts = passages
    .filter((p) => p.duplicateOf === undefined)
    .map((p) => p.text)
    .sort();
  await embedder.fit(texts, context.random.fork("embed"));
  const { identity } = embedder;
  const matrix = zeros(passages.length, identity.dims);
  const unknown: number[] = [];
  const progress = context.log.progress("Embedding passages", passages.length);
  for (const [i, passage] of passages.entries()) {
    context.signal.throwIfAborted();
    const vector = await embedFinite(embedder, passage.text);
    if (isZero(vector)) unknown.push(i);
    matrix.data.set(vector, i * identity.dims);
    progress.advance();
  }
  progress.done();
  return { ...matrix, modelKey: JSON.stringify(identity), unknown };
}

async function embedFinite(embedder: Embedder, text: string): Promise<Float32Array> {
  for (let attempt = 0; attempt < 2; attempt++) {
    const vector = await embedder.embed(text);
    if (vector.every(Number.isFinite)) return vector;
  }
  return new Float32Array(embedder.identity.dims);
}
