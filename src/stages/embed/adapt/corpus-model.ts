import { normalize } from "../../../math/matrix.js";
import type { Random } from "../../../shapes/random.js";
import type { SparseMatrix } from "./sparse.js";
import { truncatedSvd, type Turn } from "./svd.js";
import { fitTfidf, tfidfMatrix, tfidfRow, type Tfidf } from "./tfidf.js";
import { termsOf } from "./corpus-terms.js";
import type { Language } from "../../../text/languages.js";

/** Dimensions of the corpus-fitted part; fewer where the corpus has fewer. */
export const CORPUS_DIMS = 100;
/** Below so many texts a word may stand in only one of them, and in all of them. */
const SMALL_CORPUS = 30;

/** TF-IDF of a corpus, and its reduction. */
export interface CorpusModel {
  /** Whose function words are left out. */
  language: Language;
  tfidf: Tfidf;
  /** Number of content words in all texts. */
  contentWords: number;
  /** vocabulary × rank. */
  right: Float64Array;
  rank: number;
}

/** A corpus model with what it was made of. */
export interface FittedCorpus extends CorpusModel {
  /** The content words of each text. */
  documents: string[][];
  /** texts × vocabulary, rows of length 1. */
  matrix: SparseMatrix;
}

/**
 * Latent semantic analysis of a corpus (Deerwester et al. 1990): TF-IDF over stemmed content words with sublinear counts
 * and smoothed idf, reduced by a truncated randomised SVD.
 */
export async function fitCorpusModel(
  texts: readonly string[],
  language: Language,
  random: Random,
  turn?: Turn,
): Promise<FittedCorpus> {
  const documents = texts.map((text) => termsOf(text, language));
  const small = texts.length < SMALL_CORPUS;
  const tfidf = fitTfidf(documents, { minDocuments: small ? 1 : 2, maxShare: small ? 1 : 0.5 });
  const matrix = tfidfMatrix(tfidf, documents);
  const contentWords = documents.reduce((sum, terms) => sum + terms.length, 0);
  const { right, rank } = await truncatedSvd(matrix, CORPUS_DIMS, random.fork("svd"), turn);
  return { language, tfidf, documents, matrix, contentWords, right, rank };
}

/** A text's place in the reduced space, of length 1; zero where it has no word of the corpus. */
export function projectText({ language, tfidf, right, rank }: CorpusModel, text: string): Float32Array {
  return projectOnto(tfidfRow(tfidf, termsOf(text, language)), right, rank);
}

/** Σ value · the row of that column, scaled to length 1. `table` is vocabulary × dims. */
export function projectOnto(
  entries: ReadonlyMap<number, number>,
  table: Float64Array | Float32Array,
  dims: number,
): Float32Array {
  const sum = new Float64Array(dims);
  for (const [column, value] of entries) {
    for (let d = 0; d < dims; d++) sum[d]! += value * table[column * dims + d]!;
  }
  const out = Float32Array.from(sum);
  normalize(out);
  return out;
}
