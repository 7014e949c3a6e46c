import { fromArrays, normalizeRows } from "../../src/math/matrix.js";
import { createRandom } from "../../src/math/random.js";
import type { Embeddings, Matrix } from "../../src/shapes/embeddings.js";

/** Rows written out as plain arrays, all of the length of the first. */
export function matrixOf(rows: readonly (readonly number[])[]): Matrix {
  return fromArrays(rows, rows[0]?.length ?? 0);
}

export interface BlobOptions {
  clusters: number;
  each: number;
  /** At least `clusters`: blob c lies around the unit vector along axis c. */
  dims: number;
  /** Standard deviation of every coordinate around the blob's centre. */
  spread: number;
  seed: number;
}

/** Unit rows in blobs; row i belongs to blob `i % clusters`, so that a blob's rows are not neighbours. */
export function blobs({ clusters, each, dims, spread, seed }: BlobOptions): Matrix {
  const random = createRandom(seed);
  const rows = Array.from({ length: clusters * each }, (_, i) =>
    Array.from({ length: dims }, (_unused, d) => (d === i % clusters ? 1 : 0) + spread * random.normal()),
  );
  return normalizeRows(fromArrays(rows, dims));
}

/** Rows of normal numbers with no structure in them, not scaled to length 1. */
export function cloud(rows: number, dims: number, seed: number): Matrix {
  const random = createRandom(seed);
  const numbers = Array.from({ length: rows }, () => Array.from({ length: dims }, () => random.normal()));
  return fromArrays(numbers, dims);
}

/** What the embedding stage would hand on. */
export function embeddingsOf(matrix: Matrix, unknown: number[] = []): Embeddings {
  return { ...matrix, unknown, modelKey: "test" };
}

/** 0 … n − 1 in a seeded random order. */
export function permutation(n: number, seed: number): number[] {
  const random = createRandom(seed);
  return Array.from({ length: n }, (_, i) => ({ i, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ i }) => i);
}
