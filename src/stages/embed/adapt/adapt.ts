import { addTimes, isZero, normalize, row, zeros } from "../../../math/matrix.js";
import { takeTurn, Turns } from "../../../io/turn.js";
import type { Context } from "../../../shapes/context.js";
import type { VectorOf } from "../../../shapes/embedder.js";
import type { Embeddings, Matrix, ModelIdentity } from "../../../shapes/embeddings.js";
import type { Language } from "../../../text/languages.js";
import { commonestLanguage, languagesOf } from "../../../text/post-languages.js";
import { distinctRows } from "../../../text/distinct.js";
import { stretchesOf, stretchWords } from "../../../text/stretches.js";
import { encodeFinite, PASSAGES_PER_TURN, type BaseVectors, type EmbeddedPassage } from "../encode.js";
import { type Adaptation, applyAdaptation, identityOf, learnFrom, LEARNING_TURNS } from "./adaptation.js";
import { besideWords, type Beside, type Encoder } from "./beside-words.js";
import { inKnownLanguages, type Known } from "./known-languages.js";

/** Longer texts than this say less and less of which words stand near one another. */
const MOST_WORDS = 360;

export interface AdaptOptions {
  /** Whether word vectors and what the collection teaches are joined to the vectors of the embedder. @default true */
  adapt?: boolean;
  /** What an earlier run learned, which is taken as it is. @default learned from these passages */
  learned?: Adaptation;
  /** The language of each passage. @default as its post tells */
  languages?: readonly Language[];
}

/** The embeddings of a run, and the way to give other texts a place among them. */
export interface Adapted {
  embeddings: Embeddings;
  /** What the embedder alone says of the passages; nothing of those in a language that it doesn't know. */
  base: BaseVectors;
  /** The embedder, with what was made of it here. */
  identity: ModelIdentity;
  vectorOf: VectorOf;
  /** Absent where nothing was learned. */
  learned?: Adaptation;
}

/**
 * Adapts the vectors of passages to the collection that they stand in: beside those of a sentence model come the word vectors of
 * the built-in one, then both are joined with what the collection teaches. That depends on the texts and their vectors alone. With
 * a handful of texts nothing can be learned; where it isn't wanted, the base vectors are the embeddings.
 *
 * @param base as `encode` made them of the same passages
 */
export async function adapt(
  passages: readonly EmbeddedPassage[],
  base: BaseVectors,
  embedder: Encoder,
  { adapt: isWanted = true, learned, languages = languagesOf(passages) }: AdaptOptions,
  context: Context,
): Promise<Adapted> {
  context.signal.throwIfAborted();
  const beside = isWanted ? await besideWords(passages, base, embedder) : { base, encoder: embedder };
  const usual = learned?.corpus.language ?? commonestLanguage(languages);
  const known = inKnownLanguages(beside.base, beside.encoder, languages, usual);
  const adaptation = isWanted ? (learned ?? (await learn(passages, known, context))) : undefined;
  if (adaptation === undefined) return unadapted(beside);
  const matrix = zeros(base.rows, adaptation.dims);
  const unknown: number[] = [];
  const turns = new Turns(context.signal, PASSAGES_PER_TURN);
  for (const [i, { text }] of passages.entries()) {
    await turns.after(1);
    const vector = applyAdaptation(adaptation, text, row(known.base, i));
    if (isZero(vector)) unknown.push(i);
    row(matrix, i).set(vector);
  }
  const { identity } = beside.encoder;
  return {
    embeddings: {
      ...matrix,
      unknown,
      modelKey: JSON.stringify({ ...identity, adaptation: identityOf(adaptation) }),
    },
    base: known.base,
    identity: { ...identity, model: `${identity.model} + corpus`, dims: adaptation.dims },
    learned: adaptation,
    vectorOf: async (text) => applyAdaptation(adaptation, text, await known.encoder.encode(text)),
  };
}

function unadapted({ base, encoder }: Beside): Adapted {
  return {
    embeddings: { ...base, modelKey: JSON.stringify(encoder.identity) },
    base,
    identity: encoder.identity,
    vectorOf: (text) => encoder.encode(text),
  };
}

/**
 * Which words belong together shows better in several passages of a post at once, where there are enough of them. Sorted by
 * text, so that what is learned does not depend on the order in which the posts came.
 */
async function learn(
  passages: readonly EmbeddedPassage[],
  { base, encoder, language }: Known,
  context: Context,
): Promise<Adaptation | undefined> {
  const rows = distinctRows(passages);
  const words = rows.reduce((sum, i) => sum + passages[i]!.words, 0);
  const stretches = stretchesOf(passages, rows, Math.min(MOST_WORDS, stretchWords(words)))
    .map((members) => ({ members, text: members.map((i) => passages[i]!.text).join("\n") }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  const vectors: Float32Array[] = [];
  const turns = new Turns(context.signal, PASSAGES_PER_TURN);
  const progress = context.log.progress("Learning which words go together", LEARNING_TURNS);
  for (const { members, text } of stretches) {
    await turns.after(members.length);
    const [first] = members;
    if (members.length === 1) vectors.push(row(base, first!));
    // A model with a limit was made for passages: it is never given a longer text.
    else if (encoder.limit) vectors.push(meanOf(base, members, passages));
    else vectors.push(await encodeFinite(encoder, text));
  }
  return learnFrom(
    stretches.map(({ text }) => text),
    vectors,
    language,
    context.random.fork("embed"),
    async () => {
      progress.advance();
      await takeTurn(context.signal);
    },
  ).finally(() => progress.done());
}

/** The mean of some passages' vectors by their words, of length 1. */
function meanOf(
  base: Matrix,
  members: readonly number[],
  passages: readonly EmbeddedPassage[],
): Float32Array {
  const sum = new Float32Array(base.dims);
  for (const i of members) addTimes(sum, row(base, i), passages[i]!.words);
  normalize(sum);
  return sum;
}
