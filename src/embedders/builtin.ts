import { normalize } from "../core/matrix.js";
import type { Random } from "../core/random.js";
import { truncatedSvd } from "../core/svd.js";
import { fitTfidf, tfidfMatrix, tfidfRow, type Tfidf } from "../core/tfidf.js";
import { isStopWord } from "../language/stop-words.js";
import { wordsOf } from "../language/words.js";
import type { Embedder, ModelIdentity } from "../types.js";

/** Dimensions kept; fewer where the corpus has fewer. */
const DIMS = 128;
/** Below so many texts a word may stand in only one of them. */
const SMALL_CORPUS = 30;

interface Fitted {
  tfidf: Tfidf;
  /** vocabulary × rank. */
  right: Float64Array;
  rank: number;
}

/**
 * The built-in embedder: latent semantic analysis of the corpus itself (Deerwester et al. 1990). TF-IDF with sublinear
 * counts and smoothed idf, reduced by a truncated randomised SVD. Needs no download, no network and no native code.
 */
export function createBuiltin(): Embedder {
  let fitted: Fitted | undefined;
  const needFit = (): Fitted => {
    if (!fitted) throw new Error("Expected `fit` before `embed`; call it once with the corpus.");
    return fitted;
  };
  return {
    get identity(): ModelIdentity {
      const dims = fitted?.rank ?? DIMS;
      return {
        embedder: "builtin",
        model: "corpus-lsa",
        revision: "1",
        dtype: "fp32",
        pooling: "none",
        dims,
      };
    },
    fit: async (texts, random) => {
      fitted = fitCorpus(texts, random);
    },
    embed: async (text) => project(needFit(), termsOf(text)),
    close: async () => undefined,
  };
}

function termsOf(text: string): string[] {
  return wordsOf(text).filter((word) => word.length > 1 && !isStopWord(word));
}

function fitCorpus(texts: readonly string[], random: Random): Fitted {
  const documents = texts.map(termsOf);
  const minDocuments = texts.length < SMALL_CORPUS ? 1 : 2;
  const tfidf = fitTfidf(documents, { minDocuments, maxShare: texts.length < SMALL_CORPUS ? 1 : 0.5 });
  const { right, rank } = truncatedSvd(tfidfMatrix(tfidf, documents), DIMS, random.fork("svd"));
  return { tfidf, right, rank };
}

/** The document's TF-IDF row in the space of the right singular vectors, scaled to length 1. */
function project({ tfidf, right, rank }: Fitted, terms: readonly string[]): Float32Array {
  const vector = new Float64Array(rank);
  for (const [column, value] of tfidfRow(tfidf, terms)) {
    for (let r = 0; r < rank; r++) vector[r] = (vector[r] ?? 0) + value * (right[column * rank + r] ?? 0);
  }
  const out = Float32Array.from(vector);
  normalize(out);
  return out;
}
