import type { ModelIdentity, TokenLimit } from "./embeddings.js";
import type { Random } from "./random.js";

/**
 * The contract of an embedder. It embeds one text at a time; order, progress and checks are the business of
 * `stages/embed.ts`. The vector of a text never depends on the texts that were embedded before it.
 */
export interface Embedder {
  readonly identity: ModelIdentity;
  /** Absent where any length will do. */
  readonly limit?: TokenLimit;
  /** Learns from the corpus, once, before the first `embed`. Does nothing for a pretrained model. */
  fit(texts: readonly string[], random: Random): Promise<void>;
  /** L2-normalised, `identity.dims` numbers; all zero where the text holds nothing the model knows. */
  embed(text: string): Promise<Float32Array>;
  close(): Promise<void>;
}
