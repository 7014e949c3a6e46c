import { isZero, row, zeros } from "../../../math/matrix.js";
import type { Embedder } from "../../../shapes/embedder.js";
import { loadWordVectors, type WordVectors } from "../builtin/builtin.js";
import type { BaseVectors, EmbeddedPassage } from "../encode.js";

/** A text of whose words the table knows a smaller share is hardly English, and its word vectors are chance. */
const KNOWN_SHARE = 1 / 2;

/** What of an embedder is needed to adapt its vectors: its name, and its vectors of texts that are no passages. */
export type Encoder = Pick<Embedder, "identity" | "limit" | "encode">;

/** An embedder, and its vectors of the passages. */
export interface Beside {
  encoder: Encoder;
  base: BaseVectors;
}

/**
 * Puts the word vectors of the built-in embedder beside those of another: of both halves, each of length 1, one vector of length
 * 1. A sentence model knows what a sentence says, the table knows rare words and the terms of a trade: by itself the model does
 * worse than the table on short texts of a trade, together they don't (docs/quality.md). The built-in embedder is that table, and
 * stays as it is.
 *
 * @param base the embedder's own vectors of the passages
 */
export async function besideWords(
  passages: readonly EmbeddedPassage[],
  base: BaseVectors,
  embedder: Encoder,
): Promise<Beside> {
  if (embedder.identity.embedder === "builtin") return { encoder: embedder, base };
  const table = await loadWordVectors();
  const { identity } = embedder;
  const dims = identity.dims + table.dims;
  const matrix = zeros(base.rows, dims);
  const unknown: number[] = [];
  for (const [i, { text }] of passages.entries()) {
    const vector = sideBySide(row(base, i), wordsOf(table, text));
    if (isZero(vector)) unknown.push(i);
    row(matrix, i).set(vector);
  }
  const encoder: Encoder = {
    identity: { ...identity, model: `${identity.model} + ${table.name}`, dims },
    ...(embedder.limit && { limit: embedder.limit }),
    encode: async (text) => sideBySide(await embedder.encode(text), wordsOf(table, text)),
  };
  return { encoder, base: { ...matrix, unknown } };
}

/** The vector of a text's words; zero where the text is hardly English. */
function wordsOf(table: WordVectors, text: string): Float32Array {
  const { vector, known, guessed, total } = table.encode(text);
  return known - guessed < KNOWN_SHARE * total ? new Float32Array(table.dims) : vector;
}

/** One vector of two, of length 1 unless both are zero. */
function sideBySide(one: Float32Array, other: Float32Array): Float32Array {
  const out = new Float32Array(one.length + other.length);
  const halves = Number(!isZero(one)) + Number(!isZero(other));
  if (halves === 0) return out;
  out.set(one);
  out.set(other, one.length);
  return out.map((value) => value / Math.sqrt(halves));
}
