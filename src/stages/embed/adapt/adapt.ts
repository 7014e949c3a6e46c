import { isZero, normalize, row, zeros } from "../../../math/matrix.js";
import type { Context } from "../../../shapes/context.js";
import type { Embedder, VectorOf } from "../../../shapes/embedder.js";
import type { Embeddings, Matrix, ModelIdentity } from "../../../shapes/embeddings.js";
import { distinctRows } from "../../../text/distinct.js";
import { stretchesOf, stretchWords } from "../../../text/stretches.js";
import type { BaseVectors, EmbeddedPassage } from "../encode.js";
import { type Adaptation, applyAdaptation, identityOf, learnFrom } from "./adaptation.js";

/** Longer texts than this say less and less of which words stand near one another. */
const MOST_WORDS = 360;

export interface AdaptOptions {
  /** Whether what the collection teaches is joined to the vectors of the embedder. @default true */
  adapt?: boolean;
}

/** The embeddings of a run, and the way to give other texts a place among them. */
export interface Adapted {
  embeddings: Embeddings;
  /** The embedder, with what was made of it here. */
  identity: ModelIdentity;
  vectorOf: VectorOf;
}

/** What of an embedder is needed here: its name, and its vectors of texts that are no passages. */
type Encoder = Pick<Embedder, "identity" | "encode">;

/**
 * Adapts the vectors of passages to the collection that they stand in. Learns from the base vectors and the texts alone; with a
 * handful of texts, or where it isn't wanted, the base vectors are the embeddings.
 *
 * @param base as `encode` made them of the same passages
 */
export function adapt(
  passages: readonly EmbeddedPassage[],
  base: BaseVectors,
  embedder: Encoder,
  { adapt: isWanted = true }: AdaptOptions,
  context: Context,
): Adapted {
  context.signal.throwIfAborted();
  const adaptation = isWanted ? learn(passages, base, context) : undefined;
  if (adaptation === undefined) return unadapted(base, embedder);
  const matrix = zeros(base.rows, adaptation.dims);
  const unknown: number[] = [];
  for (const [i, { text }] of passages.entries()) {
    const vector = applyAdaptation(adaptation, text, row(base, i));
    if (isZero(vector)) unknown.push(i);
    row(matrix, i).set(vector);
  }
  const { identity } = embedder;
  return {
    embeddings: {
      ...matrix,
      unknown,
      modelKey: JSON.stringify({ ...identity, adaptation: identityOf(adaptation) }),
    },
    identity: { ...identity, model: `${identity.model} + corpus`, dims: adaptation.dims },
    vectorOf: async (text) => applyAdaptation(adaptation, text, await embedder.encode(text)),
  };
}

function unadapted(base: BaseVectors, embedder: Encoder): Adapted {
  return {
    embeddings: { ...base, modelKey: JSON.stringify(embedder.identity) },
    identity: embedder.identity,
    vectorOf: (text) => embedder.encode(text),
  };
}

/**
 * Which words belong together shows better in several passages of a post at once, where there are enough of them: a
 * stretch's vector is the mean of its passages', so that no text longer than a passage is ever given to the embedder.
 * Sorted by text, so that what is learned does not depend on the order in which the posts came.
 */
function learn(
  passages: readonly EmbeddedPassage[],
  base: BaseVectors,
  { random }: Context,
): Adaptation | undefined {
  const rows = distinctRows(passages);
  const words = rows.reduce((sum, i) => sum + passages[i]!.words, 0);
  const stretches = stretchesOf(passages, rows, Math.min(MOST_WORDS, stretchWords(words)))
    .map((members) => ({
      text: members.map((i) => passages[i]!.text).join("\n"),
      vector: meanOf(base, members, passages),
    }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  return learnFrom(
    stretches.map(({ text }) => text),
    stretches.map(({ vector }) => vector),
    random.fork("embed"),
  );
}

/** The mean of some passages' vectors by their words, of length 1; that of a single one is its own. */
function meanOf(
  base: Matrix,
  members: readonly number[],
  passages: readonly EmbeddedPassage[],
): Float32Array {
  if (members.length === 1) return row(base, members[0]!);
  const sum = new Float32Array(base.dims);
  for (const i of members) {
    const { words } = passages[i]!;
    row(base, i).forEach((value, d) => (sum[d]! += words * value));
  }
  normalize(sum);
  return sum;
}
