import { normalize } from "../../src/math/matrix.js";
import { createRandom } from "../../src/math/random.js";
import { wordsOf } from "../../src/text/words.js";
import type { Embedder } from "../../src/shapes/embedder.js";

export interface FakeEmbedder extends Embedder {
  /** Every text that was encoded, in order. */
  readonly encoded: string[];
}

export interface FakeEmbedderOptions {
  /** @default 32 */
  dims?: number;
  /** Takes the place of the vector; `attempt` counts the calls for this text from 1. `undefined` leaves it as it is. */
  answer?: (text: string, attempt: number) => Float32Array | undefined;
  /** The name under which its vectors are kept. @default none */
  keepAs?: string;
}

/** A model in a few lines: every word has a direction of its own, and a text points where its words point. */
export function fakeEmbedder({ dims = 32, answer, keepAs }: FakeEmbedderOptions = {}): FakeEmbedder {
  const encoded: string[] = [];
  return {
    encoded,
    ...(keepAs !== undefined && { keepAs }),
    identity: {
      embedder: "builtin",
      kind: "the built-in model",
      model: "fake",
      revision: "1",
      dtype: "fp32",
      pooling: "none",
      dims,
    },
    encode: async (text) => {
      encoded.push(text);
      const attempt = encoded.filter((other) => other === text).length;
      return answer?.(text, attempt) ?? sumOfWords(text, dims);
    },
    close: async () => undefined,
  };
}

function sumOfWords(text: string, dims: number): Float32Array {
  const vector = new Float32Array(dims);
  for (const word of wordsOf(text)) {
    const direction = createRandom(0).fork(word);
    for (let d = 0; d < dims; d++) vector[d] = (vector[d] ?? 0) + direction.normal();
  }
  normalize(vector);
  return vector;
}
