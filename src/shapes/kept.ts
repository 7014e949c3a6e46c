/**
 * What earlier runs made, by content. Whoever asks computes what is not there, and puts it in: the results are the same with it and
 * without it. A maker is the name of what makes a value with everything that changes it (its version, its model); a key is the hash
 * of what it is made of.
 */
export interface Kept {
  /** What was read of documents; JSON. */
  documentsOf(maker: string, keys: readonly string[]): Promise<ReadonlyMap<string, string>>;
  putDocuments(maker: string, entries: ReadonlyMap<string, string>): Promise<void>;
  /** The phrases of texts; JSON. */
  phrasesOf(maker: string, keys: readonly string[]): Promise<ReadonlyMap<string, string>>;
  putPhrases(maker: string, entries: ReadonlyMap<string, string>): Promise<void>;
  /** The vectors of texts, the same to the bit as they were put in. */
  vectorsOf(maker: string, keys: readonly string[]): Promise<ReadonlyMap<string, Float32Array>>;
  putVectors(maker: string, entries: ReadonlyMap<string, Float32Array>): Promise<void>;
}
