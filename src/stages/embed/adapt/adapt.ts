import { leadingDirections, timesDirections } from "./directions.js";
import { isZero, normalize, normalizeRows, row, zeros } from "../../../math/matrix.js";
import type { Random } from "../../../shapes/random.js";
import { timesDense, transposeTimesDense } from "./sparse.js";
import { tfidfRow } from "./tfidf.js";
import type { Embedder } from "../../../shapes/embedder.js";
import type { Matrix, ModelIdentity } from "../../../shapes/embeddings.js";
import { fitCorpusModel, projectOnto, projectText, type CorpusModel } from "./corpus-model.js";
import { termsOf } from "./corpus-terms.js";

/** Fewer texts than this are too small a corpus to fit anything to. */
const FEWEST_TEXTS = 10;
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

/** What was learned from the corpus. */
interface Adapted {
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

type Joining = Pick<Adapted, "corpus" | "weight" | "mean" | "reduction">;

/**
 * Joins a pretrained embedder with what the corpus itself can teach:
 *
 * 1. the pretrained vector, less the corpus' mean, beside the corpus-fitted one (TF-IDF + SVD), each of length 1, the
 *    second weighted by the size of the corpus;
 * 2. reduced to the 96 directions in which the corpus spreads most;
 * 3. a vector for every word of the corpus from the texts that hold it, and from these once more a vector for the text,
 *    less the mean, added to the first.
 *
 * With a handful of texts all of this switches itself off, and the pretrained vector is left.
 */
export function adaptToCorpus(base: Embedder): Embedder {
  let adapted: Adapted | undefined;
  let fitted = false;
  const remembered = new Map<string, Float32Array>();
  const vectorOf = async (text: string): Promise<Float32Array> => remembered.get(text) ?? base.embed(text);
  return {
    get identity(): ModelIdentity {
      if (!adapted) return base.identity;
      return { ...base.identity, model: `${base.identity.model} + corpus`, dims: adapted.words.dims };
    },
    ...(base.limit && { limit: base.limit }),
    async fit(texts, random) {
      await base.fit(texts, random);
      fitted = true;
      if (corpusWeight(texts.length, Infinity) === 0) return;
      for (const text of texts) remembered.set(text, await base.embed(text));
      adapted = learn(texts, (text) => remembered.get(text) ?? new Float32Array(base.identity.dims), random);
    },
    async embed(text) {
      if (!fitted) throw new Error("Expected `fit` before `embed`; call it once with the corpus.");
      const vector = await vectorOf(text);
      return adapted ? embedAdapted(adapted, text, vector) : vector;
    },
    close: () => base.close(),
  };
}

function learn(texts: readonly string[], vectorOf: (text: string) => Float32Array, random: Random): Adapted {
  const corpus = fitCorpusModel(texts, random);
  const vectors = texts.map(vectorOf);
  const joining: Joining = {
    corpus,
    weight: corpusWeight(texts.length, corpus.contentWords),
    mean: meanOf(vectors),
  };
  const joined = toMatrix(texts.map((text, i) => join(joining, text, vectors[i] ?? joining.mean)));
  const relearn = Math.min(1, corpus.contentWords / RELEARN_WORDS);
  if (texts.length < REDUCE_FROM) return { ...joining, ...relearnWords(corpus, joined), relearn };
  const reduction = leadingDirections(joined, REDUCED_DIMS, random.fork("reduce"));
  const reduced = toMatrix(Array.from({ length: joined.rows }, (_, i) => reduce(row(joined, i), reduction)));
  return { ...joining, reduction, ...relearnWords(corpus, reduced), relearn };
}

function toMatrix(vectors: readonly Float32Array[]): Matrix {
  const matrix = zeros(vectors.length, vectors[0]?.length ?? 0);
  vectors.forEach((vector, i) => matrix.data.set(vector, i * matrix.dims));
  return matrix;
}

/** The mean of the vectors that are not zero. */
function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float64Array(vectors[0]?.length ?? 0);
  const known = vectors.filter((vector) => !isZero(vector));
  for (const vector of known) vector.forEach((value, d) => (sum[d] = (sum[d] ?? 0) + value));
  return Float32Array.from(sum, (value) => value / Math.max(1, known.length));
}

/** The two parts side by side, reduced, of length 1. */
function join(joining: Joining, text: string, vector: Float32Array): Float32Array {
  const { corpus, weight, mean, reduction } = joining;
  const out = new Float32Array(vector.length + corpus.rank);
  out.set(center(vector, mean));
  out.set(
    projectText(corpus, text).map((value) => value * weight),
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
  const out = vector.map((value, d) => value - (mean[d] ?? 0));
  normalize(out);
  return out;
}

/** Word vectors from texts, Tᵀ·X with rows of length 1, and the mean of the text vectors made from them in turn. */
function relearnWords({ matrix }: CorpusModel, joined: Matrix): Pick<Adapted, "words" | "wordMean"> {
  const { dims } = joined;
  const sums = transposeTimesDense(matrix, Float64Array.from(joined.data), dims);
  const words = normalizeRows({ data: Float32Array.from(sums), rows: matrix.cols, dims });
  const texts = timesDense(matrix, Float64Array.from(words.data), dims);
  const again = normalizeRows({ data: Float32Array.from(texts), rows: matrix.rows, dims });
  return { words, wordMean: meanOf(Array.from({ length: again.rows }, (_, i) => row(again, i))) };
}

function embedAdapted(adapted: Adapted, text: string, vector: Float32Array): Float32Array {
  const { corpus, words, wordMean, relearn } = adapted;
  const out = join(adapted, text, vector);
  const fromWords = projectOnto(tfidfRow(corpus.tfidf, termsOf(text)), words.data, words.dims);
  const again = center(fromWords, wordMean);
  const sum = out.map((value, d) => value + relearn * (again[d] ?? 0));
  normalize(sum);
  return sum;
}
