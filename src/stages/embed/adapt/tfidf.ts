import { sparseFromRows, type SparseMatrix } from "./sparse.js";

/** A fitted vocabulary with its weights. */
export interface Tfidf {
  /** Term → column. */
  vocabulary: Map<string, number>;
  /** Smoothed inverse document frequency of each column: ln((1 + n) / (1 + df)) + 1. */
  idf: Float64Array;
}

export interface TfidfOptions {
  /** A term must stand in at least so many documents. */
  minDocuments: number;
  /** A term may stand in at most this share of the documents, 0…1. */
  maxShare: number;
}

/**
 * Learns vocabulary and inverse document frequencies (smoothed, as in scikit-learn's TfidfVectorizer: as if one more
 * document held every term once).
 *
 * @param documents the terms of each document, repeated as they occur
 */
export function fitTfidf(documents: readonly (readonly string[])[], options: TfidfOptions): Tfidf {
  const frequency = new Map<string, number>();
  for (const terms of documents) {
    for (const term of new Set(terms)) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  }
  const most = options.maxShare * documents.length;
  const kept = [...frequency]
    .filter(([, df]) => df >= options.minDocuments && df <= most)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    vocabulary: new Map(kept.map(([term], column) => [term, column])),
    idf: Float64Array.from(kept, ([, df]) => Math.log((1 + documents.length) / (1 + df)) + 1),
  };
}

/** The L2-normalised TF-IDF row of one document with sublinear counts, (1 + ln tf) · idf; terms unknown to it left out. */
export function tfidfRow(model: Tfidf, terms: readonly string[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const term of terms) {
    const column = model.vocabulary.get(term);
    if (column !== undefined) counts.set(column, (counts.get(column) ?? 0) + 1);
  }
  let squares = 0;
  for (const [column, count] of counts) {
    const value = (1 + Math.log(count)) * model.idf[column]!;
    counts.set(column, value);
    squares += value * value;
  }
  const length = Math.sqrt(squares);
  for (const [column, value] of counts) counts.set(column, value / length);
  return counts;
}

/** The rows of all documents as one sparse matrix. */
export function tfidfMatrix(model: Tfidf, documents: readonly (readonly string[])[]): SparseMatrix {
  return sparseFromRows(
    documents.map((terms) => tfidfRow(model, terms)),
    model.vocabulary.size,
  );
}
