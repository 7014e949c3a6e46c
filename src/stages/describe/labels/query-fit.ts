import { at } from "../../../math/at.js";
import type { Matrix } from "../../../shapes/embeddings.js";

/** So many passages are ranked; more say no more. */
const MOST = 1500;

/**
 * How well a phrase finds a group: the average precision of the group's passages where all are ranked by the cosine to
 * the phrase (Manning, Raghavan & Schütze 2008, §8.4).
 */
export class QueryFit {
  readonly #rows: readonly number[];
  /** Of each of these rows its numbers, in double precision, one row behind the other. */
  readonly #numbers: Float64Array;
  readonly #dims: number;

  /**
   * @param among rows that are told apart
   * @param most so many of them are ranked, evenly spread
   */
  constructor({ data, dims }: Matrix, among: readonly number[], most = MOST) {
    const step = Math.max(1, among.length / most);
    this.#rows = Array.from({ length: Math.min(most, among.length) }, (_, n) =>
      at(among, Math.floor(n * step)),
    );
    this.#dims = dims;
    this.#numbers = new Float64Array(this.#rows.length * dims);
    this.#rows.forEach((r, n) => this.#numbers.set(data.subarray(r * dims, (r + 1) * dims), n * dims));
  }

  /**
   * @param query of the embeddings' dims
   * @param own the group's rows
   * @returns 0…1; 0 where none of the ranked rows is the group's
   */
  averagePrecision(query: Float32Array, own: ReadonlySet<number>): number {
    const distances = this.#distances(query);
    const isOwn = Uint8Array.from(this.#rows, (r) => (own.has(r) ? 1 : 0));
    const found = distances.filter((_, n) => isOwn[n] === 1).sort();
    const others = distances.filter((_, n) => isOwn[n] === 0);
    let sum = 0;
    nearerThan(found, others).forEach((missed, n) => (sum += (n + 1) / (n + 1 + missed)));
    return found.length === 0 ? 0 : sum / found.length;
  }

  /** Of each row its cosine to the query in fixed point, negative: the nearest come first. */
  #distances(query: Float32Array): Float64Array {
    const numbers = this.#numbers;
    const dims = this.#dims;
    const q = Float64Array.from(query);
    const { length } = this.#rows;
    const out = new Float64Array(length);
    let n = 0;
    // A sum waits for the one before it, so that the processor is given those of four rows at a time.
    for (; n + 3 < length; n += 4) {
      const r0 = n * dims;
      const [r1, r2, r3] = [r0 + dims, r0 + 2 * dims, r0 + 3 * dims];
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      for (let d = 0; d < dims; d++) {
        const value = q[d]!;
        s0 += value * numbers[r0 + d]!;
        s1 += value * numbers[r1 + d]!;
        s2 += value * numbers[r2 + d]!;
        s3 += value * numbers[r3 + d]!;
      }
      out[n] = s0;
      out[n + 1] = s1;
      out[n + 2] = s2;
      out[n + 3] = s3;
    }
    for (; n < length; n++) {
      for (let d = 0; d < dims; d++) out[n] = out[n]! + q[d]! * numbers[n * dims + d]!;
    }
    for (n = 0; n < length; n++) out[n] = -Math.round(out[n]! * 2 ** 30);
    return out;
  }
}

/**
 * For each distance of the group how many of the others are smaller: where they are equal the group's comes first.
 *
 * @param found rising
 */
function nearerThan(found: Float64Array, others: Float64Array): Int32Array {
  // How many of the others come first before the n-th of the group.
  const passed = new Int32Array(found.length + 1);
  for (const other of others) {
    let low = 0;
    let high = found.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (found[middle]! <= other) low = middle + 1;
      else high = middle;
    }
    passed[low]! += 1;
  }
  let nearer = 0;
  return Int32Array.from(found, (_, n) => (nearer += passed[n]!));
}
