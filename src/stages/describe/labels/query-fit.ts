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
  readonly #embeddings: Matrix;

  /**
   * @param among rows that are told apart
   * @param most so many of them are ranked, evenly spread
   */
  constructor(embeddings: Matrix, among: readonly number[], most = MOST) {
    this.#embeddings = embeddings;
    const step = Math.max(1, among.length / most);
    this.#rows = Array.from({ length: Math.min(most, among.length) }, (_, n) =>
      at(among, Math.floor(n * step)),
    );
  }

  /**
   * @param query of the embeddings' dims
   * @param own the group's rows
   * @returns 0…1; 0 where none of the ranked rows is the group's
   */
  averagePrecision(query: Float32Array, own: ReadonlySet<number>): number {
    const { length } = this.#rows;
    // The cosine and, in the last bit, whether the row is one of the group's: sorted as plain numbers.
    const ranked = new Float64Array(length);
    const { data, dims } = this.#embeddings;
    this.#rows.forEach((r, n) => {
      let cosine = 0;
      for (let d = 0, from = r * dims; d < dims; d++) cosine += query[d]! * data[from + d]!;
      ranked[n] = -2 * Math.round(cosine * 2 ** 30) - (own.has(r) ? 1 : 0);
    });
    ranked.sort();
    let [hits, sum] = [0, 0];
    ranked.forEach((value, n) => {
      if (value % 2 === 0) return;
      hits++;
      sum += hits / (n + 1);
    });
    return hits === 0 ? 0 : sum / hits;
  }
}
