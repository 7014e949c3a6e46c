import type { Embedder } from "../../src/shapes/embedder.js";
import { adapt, type Adapted } from "../../src/stages/embed/adapt/adapt.js";
import { encode } from "../../src/stages/embed/encode.js";
import { countWords } from "../../src/text/words.js";
import { recordContext } from "./model-context.js";

/** What an embedder becomes by a collection of texts, each a post of its own. */
export async function adaptedTo(embedder: Embedder, texts: readonly string[]): Promise<Adapted> {
  const passages = texts.map((text, i) => ({ postId: `post ${i}`, text, words: countWords(text) }));
  const context = recordContext();
  return adapt(passages, await encode(passages, embedder, context), embedder, {}, context);
}
