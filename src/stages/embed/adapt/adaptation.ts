import { at } from "../../../math/at.js";
import { createHash } from "node:crypto";
import { isZero, normalize, normalizeRows, row, zeros } from "../../../math/matrix.js";
import type { Matrix } from "../../../shapes/embeddings.js";
import type { Random } from "../../../shapes/random.js";
import { fitCorpusModel, projectOnto, type CorpusModel, type FittedCorpus } from "./corpus-model.js";
import { POWER_PASSES, type Turn } from "./svd.js";
import { termsOf } from "./corpus-terms.js";
import type { Language } from "../../../text/languages.js";
import { leadingDirections, timesDirections } from "./directions.js";
import { timesDense, transposeTimesDense } from "./sparse.js";
import { tfidfRow } from "./tfidf.js";

/** Fewer texts than this are too small a corpus to fit anything to. */
const FEWEST_TEXTS = 10;
/** Where the embedder knows nothing of the language, there is nothing better than what few texts teach. */
const FEWEST_ALONE = 4;
const LEAST_ALONE = 1;
/** The corpus-fitted part begins to count at so many content words, and grows by a step with every doubling. */
const FIRST_WORDS = 2500;
const STEP = 0.2;
const LEAST = 0.05;
const MOST = 1.2;
/** Content words at which word vectors learned from the corpus count fully. */
const RELEARN_WORDS = 4000;
/** Dimensions kept after joining, where there are enough texts to tell which ones matter. */
const REDUCED_DIMS = 96;
const REDUCE_FROM = 200;

/**
 * Weight of the corpus-fitted part beside the pretrained one (of weight 1), by what the corpus can support; 0 switches it
 * off. Chosen on the development sets cut to 30 … 4,000 texts of 10 words and more: the corpus-fitted part is of no use
 * below about 2,500 content words, and as good as the static one at about 80,000 (see docs/quality.md).
 */
export function corpusWeight(texts: number, contentWords: number): number {
  if (texts < FEWEST_TEXTS) return 0;
  return Math.min(MOST, Math.max(LEAST, STEP * Math.log2(Math.max(1, contentWords) / FIRST_WORDS)));
}

/** What was learned from a collection: plain numbers and words, enough to give any text its place. */
export interface Adaptation {
  /** Of the vectors that come out. */
  dims: number;
  corpus: CorpusModel;
  weight: number;
  /** Mean of the pretrained vectors of the corpus; taken off, since it is what all texts share. */
  mean: Float32Array;
  /** joined dims × reduced dims; absent where nothing was reduced. */
  reduction?: { right: Float64Array; rank: number };
  /** vocabulary × dims: a vector for every word of the corpus, from the texts that hold it. */
  words: Matrix;
  /** Mean of the texts' vectors as made from their words. */
  wordMean: Float32Array;
  /** Weight of those, 0…1. */
  relearn: number;
}

/** How often learning lets others have a turn: it goes over the collection twice. */
export const LEARNING_TURNS = 2 * POWER_PASSES;

type Joining = Pick<Adaptation, "corpus" | "weight" | "mean" | "reduction">;

/**
 * Learns from texts and their vectors what joins a pretrained embedder with what the collection itself can teach:
 *
 * 1. the pretrained vector, less the collection's mean, beside the corpus-fitted one (TF-IDF + SVD), each of length 1, the
 *    second weighted by the size of the collection;
 * 2. reduced to the 96 directions in which the collection spreads most;
 * 3. a vector for every word of the collection from the texts that hold it, and from these once more a vector for the text,
 *    less the mean, added to the first.
 *
 * @param texts sorted, so that their order makes no difference
 * @param vectors of the same texts by one embedder, of length 1 or all zero
 * @param language of most texts
 * @param turn called between long stretches of work, at most `LEARNING_TURNS` times
 * @returns undefined for a handful of texts, from which nothing can be learned
 */
export async function learnFrom(
  texts: readonly string[],
  vectors: readonly Float32Array[],
  language: Language,
  random: Random,
  turn?: Turn,
): Promise<Adaptation | undefined> {
  const isAlone = vectors.filter(isZero).length > vectors.length / 2;
  if (texts.length < (isAlone ? FEWEST_ALONE : FEWEST_TEXTS)) return undefined;
  const fitted = await fitCorpusModel(texts, language, random, turn);
  const corpus = withoutMatrix(fitted);
  const weight = corpusWeight(texts.length, corpus.contentWords);
  const joining: Joining = {
    corpus,
    weight: isAlone ? Math.max(LEAST_ALONE, weight) : weight,
    mean: meanOf(vectors),
  };
  const entries = fitted.documents.map((terms) => tfidfRow(corpus.tfidf, terms));
  const joined = toMatrix(entries.map((own, i) => join(joining, own, vectors[i]!)));
  const relearn = Math.min(1, corpus.contentWords / RELEARN_WORDS);
  if (texts.length < REDUCE_FROM) {
    return { dims: joined.dims, ...joining, ...relearnWords(fitted, joined), relearn };
  }
  const reduction = await leadingDirections(joined, REDUCED_DIMS, random.fork("reduce"), turn);
  const reduced = toMatrix(Array.from({ length: joined.rows }, (_, i) => reduce(row(joined, i), reduction)));
  return { dims: reduced.dims, ...joining, reduction, ...relearnWords(fitted, reduced), relearn };
}

/** The adapted vector of a text, of length 1 or all zero. */
export function applyAdaptation(adaptation: Adaptation, text: string, base: Float32Array): Float32Array {
  const { corpus, words, wordMean, relearn } = adaptation;
  const entries = tfidfRow(corpus.tfidf, termsOf(text, corpus.language));
  const joined = join(adaptation, entries, base);
  const fromWords = projectOnto(entries, words.data, words.dims);
  const centered = center(fromWords, wordMean);
  const sum = joined.map((value, d) => value + relearn * centered[d]!);
  normalize(sum);
  return sum;
}

/** A hash of everything that was learned, 16 hexadecimal digits: another one for every other collection. */
export function identityOf({ corpus, mean, reduction, words, weight, relearn }: Adaptation): string {
  const hash = createHash("sha256");
  hash.update(JSON.stringify([weight, relearn, corpus.rank, [...corpus.tfidf.vocabulary.keys()]]));
  for (const numbers of [corpus.tfidf.idf, corpus.right, mean, reduction?.right, words.data]) {
    if (numbers !== undefined)
      hash.update(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
  }
  return hash.digest("hex").slice(0, 16);
}

/** What texts are placed by; not what it was made of. */
function withoutMatrix({ language, tfidf, contentWords, right, rank }: FittedCorpus): CorpusModel {
  return { language, tfidf, contentWords, right, rank };
}

function toMatrix(vectors: readonly Float32Array[]): Matrix {
  const matrix = zeros(vectors.length, at(vectors, 0).length);
  vectors.forEach((vector, i) => matrix.data.set(vector, i * matrix.dims));
  return matrix;
}

/** The mean of the vectors that are not zero. */
function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float64Array(at(vectors, 0).length);
  const known = vectors.filter((vector) => !isZero(vector));
  for (const vector of known) vector.forEach((value, d) => (sum[d]! += value));
  return Float32Array.from(sum, (value) => value / Math.max(1, known.length));
}

/**
 * The two parts side by side, reduced, of length 1.
 *
 * @param entries of the text, by TF-IDF
 */
function join(joining: Joining, entries: ReadonlyMap<number, number>, vector: Float32Array): Float32Array {
  const { corpus, weight, mean, reduction } = joining;
  const out = new Float32Array(vector.length + corpus.rank);
  out.set(center(vector, mean));
  out.set(
    projectOnto(entries, corpus.right, corpus.rank).map((value) => value * weight),
    vector.length,
  );
  normalize(out);
  return reduction ? reduce(out, reduction) : out;
}

function reduce(vector: Float32Array, { right, rank }: { right: Float64Array; rank: number }): Float32Array {
  const out = timesDirections(vector, right, rank);
  normalize(out);
  return out;
}

/** The vector less the mean, of length 1; a zero vector stays zero. */
function center(vector: Float32Array, mean: Float32Array): Float32Array {
  if (isZero(vector)) return vector;
  const out = vector.map((value, d) => value - mean[d]!);
  normalize(out);
  return out;
}

/** Word vectors from texts, Tᵀ·X with rows of length 1, and the mean of the text vectors made from them in turn. */
function relearnWords({ matrix }: FittedCorpus, joined: Matrix): Pick<Adaptation, "words" | "wordMean"> {
  const { dims } = joined;
  const sums = transposeTimesDense(matrix, Float64Array.from(joined.data), dims);
  const words = normalizeRows({ data: Float32Array.from(sums), rows: matrix.cols, dims });
  const texts = timesDense(matrix, Float64Array.from(words.data), dims);
  const remade = normalizeRows({ data: Float32Array.from(texts), rows: matrix.rows, dims });
  return { words, wordMean: meanOf(Array.from({ length: remade.rows }, (_, i) => row(remade, i))) };
}
