import type { ModelIdentity, TokenLimit } from "./embeddings.js";

/**
 * The contract of an embedder: a pure function of a text and the model. The vector of a text never depends on the texts
 * that came before it or stand beside it, so that it can be kept by content and computed on any machine. Order, progress and
 * checks are the business of `stages/embed/encode.ts`; what a collection teaches is that of `stages/embed/adapt/`.
 */
export interface Embedder {
  /** Never changes. */
  readonly identity: ModelIdentity;
  /** Absent where any length will do. */
  readonly limit?: TokenLimit;
  /**
   * The name under which its vectors are kept between runs, with everything that changes them: the model, and the versions of all that
   * runs it. Absent where a vector is sooner made than looked up, or where the vectors may change without a name that does.
   */
  readonly keepAs?: string;
  /**
   * @param text of no more than `limit.maxTokens` tokens, where there is a limit
   * @returns `identity.dims` numbers, L2-normalised; all zero where the text holds nothing the model knows
   */
  encode(text: string): Promise<Float32Array>;
  /**
   * As `encode` of each text, on several cores, in whatever order is fastest. Absent where one core is as good.
   *
   * @param take gets each vector, and the place of its text, as soon as it is made; waited for
   * @throws the signal's reason soon after it is aborted
   */
  encodeAll?(
    texts: readonly string[],
    signal: AbortSignal,
    take: (at: number, vector: Float32Array) => void | Promise<void>,
  ): Promise<void>;
  close(): Promise<void>;
}

/** Gives any text its place among the embeddings of a run: encoded, then adapted as the passages were. */
export type VectorOf = (text: string) => Promise<Float32Array>;
