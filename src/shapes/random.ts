/**
 * A seeded source of random numbers. There is no global one: it is passed in, and each use takes a fork by name, so
 * that a new use somewhere never shifts the numbers of another.
 */
export interface Random {
  /** Uniform in [0, 1), with 32 bits of resolution. */
  next(): number;
  /** Uniform integer in [0, n); n from 1 to 2³². */
  int(n: number): number;
  /** Standard normal (Box–Muller, one of the pair). */
  normal(): number;
  /** An independent generator that depends only on this one's seed and the name. */
  fork(name: string): Random;
}
