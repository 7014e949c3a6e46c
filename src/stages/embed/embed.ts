import { isZero, zeros } from "../../math/matrix.js";
import { stretchesOf, stretchWords } from "../../text/stretches.js";
import type { Context } from "../../shapes/context.js";
import type { Embedder } from "../../shapes/embedder.js";
import type { Embeddings } from "../../shapes/embeddings.js";
import type { Passage } from "../../shapes/passage.js";

/** Longer texts than this say less and less of which words stand near one another. */
const MOST_WORDS = 360;

/** What of a passage its vector depends on. */
export type EmbeddedPassage = Pick<Passage, "postId" | "text" | "words" | "duplicateOf">;

/**
 * Embeds every passage, one text at a time, in order. A vector that is not finite is tried once more and then treated
 * as one that holds nothing the model knows.
 */
export async function embed(
  passages: readonly EmbeddedPassage[],
  embedder: Embedder,
  context: Context,
): Promise<Embeddings> {
  await embedder.fit(textsToLearnFrom(passages), context.random.fork("embed"));
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

/**
 * Which words belong together shows better in several passages of a post at once, where there are enough of them. Sorted,
 * so that what is learned does not depend on the order in which the posts came.
 */
function textsToLearnFrom(passages: readonly EmbeddedPassage[]): string[] {
  const rows = Array.from(passages.keys()).filter((i) => passages[i]?.duplicateOf === undefined);
  const words = rows.reduce((sum, i) => sum + (passages[i]?.words ?? 0), 0);
  return stretchesOf(passages, rows, Math.min(MOST_WORDS, stretchWords(words)))
    .map((stretch) => stretch.map((i) => passages[i]?.text ?? "").join("\n"))
    .sort();
}

async function embedFinite(embedder: Embedder, text: string): Promise<Float32Array> {
  for (let attempt = 0; attempt < 2; attempt++) {
    const vector = await embedder.embed(text);
    if (vector.every(Number.isFinite)) return vector;
  }
  return new Float32Array(embedder.identity.dims);
}
