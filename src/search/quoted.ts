import { dot } from "../math/matrix.js";
import type { VectorOf } from "../shapes/embedder.js";
import { sentencesOf } from "../text/sentences.js";
import { countWords } from "../text/words.js";

/** A sentence of fewer words proves nothing. */
const FEWEST_WORDS = 6;

/** The sentence of a passage that is nearest to a vector, of equals the first; the passage where it has no sentence to quote. */
export async function quotedFrom(text: string, to: Float32Array, vectorOf: VectorOf): Promise<string> {
  let best = { sentence: text, similarity: -Infinity };
  for (const { start, end } of sentencesOf(text)) {
    const sentence = text.slice(start, end);
    if (countWords(sentence) < FEWEST_WORDS) continue;
    const similarity = dot(await vectorOf(sentence), to);
    if (similarity > best.similarity) best = { sentence, similarity };
  }
  return best.sentence;
}
