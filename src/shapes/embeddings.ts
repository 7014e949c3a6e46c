/** Rows × dims numbers, row after row. */
export interface Matrix {
  data: Float32Array;
  rows: number;
  dims: number;
}

/** One row per passage, in passage order, each of length 1 except the unknown ones. */
export interface Embeddings extends Matrix {
  /** Rows that are zero, because the passage holds nothing the model knows; rising. */
  unknown: number[];
  /** Everything that changes a value: embedder, model, revision, dtype, pooling, and what the collection taught. */
  modelKey: string;
}

/** Names a model exactly enough to get the same vectors again. */
export interface ModelIdentity {
  /** Name in the registry. */
  embedder: string;
  /** What kind of model it is, as a report says it before its name: "the built-in model". */
  kind: string;
  /** BCP 47 codes of the languages that it knows well; absent where that depends on the model. */
  languages?: readonly string[];
  model: string;
  revision: string;
  dtype: string;
  pooling: string;
  dims: number;
}

/** Counts and cuts by the model's own tokens. */
export interface TokenLimit {
  /** The most tokens of a text that the model reads, special tokens left out. */
  maxTokens: number;
  countTokens(text: string): number;
}
