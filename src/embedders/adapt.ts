import { isZero, normalize, normalizeRows, row, zeros } from "../core/matrix.js";
import type { Random } from "../core/random.js";
import { timesDense, transposeTimesDense } from "../core/sparse.js";
import { tfidfRow } from "../core/tfidf.js";
import type { Embedder, Matrix, ModelIdentity } from "../types.js";
import { fitCorpusModel, projectOnto, projectText, type CorpusModel } from "./corpus-model.js";
import { termsOf } from "./corpus-terms.js";

/** The corpus-fitted part begins to count at so many content words, grows by a step with every doubling, up to the most. */
const FIRST_WORDS = 2500;
const STEP = 0.2;
const MOST = 1.2;
/** Content words at which word vectors learned from the corpus count fully. */
const RELEARN_WORDS = 4000;
/** With fewer texts than this their mean says nothing about what they have in common. */
const FEWEST_TO_CENTER = 10;

/** Weight of the corpus-fitted part beside the pretrained one (of weight 1), by what the corpus can support. */
export function corpusWeight(contentWords: number): number {
  return Math.min(MOST, Math.max(0, STEP * Math.log2(Math.max(1, contentWords) / FIRST_WORDS)));
}

interface Adapted {
  corpus: CorpusModel;
  weight: number;
  /** Mean of the pretrained vectors of the corpus; taken off, since it is what all texts share. */
  mean: Float32Array;
  /** vocabulary × dims: a vector for every word of the corpus, from the texts that hold it. */
  words: Matrix;
  wordMean: Float32Array;
  relearn: number;
}

/**
 * Joins a pretrained embedder with what the corpus itself can teach, in two steps:
 *
 * 1. the pretrained vector, less the corpus' mean, beside the corpus-fitted one (TF-IDF + SVD), each of length 1, the
 *    second weighted by the size of the corpus;
 * 2. a vector for every word of the corpus from the texts that hold it, and from these once more a vector for the text,
 *    less the mean, added to the first.
 *
 * A corpus of few words switches both off, and the pretrained vector is left.
 */
export function adaptToCorpus(base: Embedder): Embedder {
  let adapted: Adapted | undefined;
  const remembered = new Map<string, Float32Array>();
  const needFit = (): Adapted => {
    if (!adapted) throw new Error("Expected `fit` before `embed`; call it once with the corpus.");
    return adapted;
  };
  return {
    get identity(): ModelIdentity {
      const dims = adapted?.words.dims ?? base.identity.dims;
      return { ...base.identity, model: `${base.identity.model} + corpus`, dims };
    },
    ...(base.limit && { limit: base.limit }),
    async fit(texts, random) {
      await base.fit(texts, random);
      for (const text of texts) remembered.set(text, await base.embed(text));
      adapted = learn(texts, (text) => remembered.get(text) ?? new Float32Array(base.identity.dims), random);
    },
    async embed(text) {
      return embedAdapted(needFit(), text, remembered.get(text) ?? (await base.embed(text)));
    },
    close: () => base.close(),
  };
}

function learn(texts: readonly string[], vectorOf: (text: string) => Float32Array, random: Random): Adapted {
  const corpus = fitCorpusModel(texts, random);
  const weight = corpusWeight(corpus.contentWords);
  const dims = vectorOf(texts[0] ?? "").length;
  const first: Adapted = {
    corpus,
    weight,
    mean: texts.length < FEWEST_TO_CENTER ? new Float32Array(dims) : meanOf(texts.map(vectorOf), dims),
    words: zeros(0, dims + (weight > 0 ? corpus.rank : 0)),
    wordMean: new Float32Array(0),
    relearn: Math.min(1, corpus.contentWords / RELEARN_WORDS),
  };
  const joined = zeros(texts.length, first.words.dims);
  texts.forEach((text, i) => joined.data.set(join(first, text, vectorOf(text)), i * joined.dims));
  return { ...first, ...relearnWords(corpus, joined) };
}

function meanOf(vectors: readonly Float32Array[], dims: number): Float32Array {
  const sum = new Float64Array(dims);
  for (const vector of vectors) vector.forEach((value, d) => (sum[d] = (sum[d] ?? 0) + value));
  return Float32Array.from(sum, (value) => value / Math.max(1, vectors.length));
}

/** The two parts side by side, of length 1 together. */
function join({ corpus, weight, mean, words }: Adapted, text: string, vector: Float32Array): Float32Array {
  const out = new Float32Array(words.dims);
  out.set(center(vector, mean));
  if (weight > 0)
    out.set(
      projectText(corpus, text).map((value) => value * weight),
      vector.length,
    );
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
  const rows = Array.from({ length: again.rows }, (_, i) => row(again, i));
  return { words, wordMean: rows.length < FEWEST_TO_CENTER ? new Float32Array(dims) : meanOf(rows, dims) };
}

function embedAdapted(adapted: Adapted, text: string, vector: Float32Array): Float32Array {
  const out = join(adapted, text, vector);
  const { corpus, words, wordMean, relearn } = adapted;
  const fromWords = projectOnto(tfidfRow(corpus.tfidf, termsOf(text)), words.data, words.dims);
  const again = center(fromWords, wordMean);
  const sum = out.map((value, d) => value + relearn * (again[d] ?? 0));
  normalize(sum);
  return sum;
}
