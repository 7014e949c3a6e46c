import { at } from "../../math/at.js";
import { isZero, row, zeros } from "../../math/matrix.js";
import type { Embeddings } from "../../shapes/embeddings.js";

/**
 * The embeddings of the passages of now, of kept rows and new ones.
 *
 * @param rows of each passage among the kept ones, −1 for the next of the new ones
 */
export function rowsAmong(kept: Embeddings, rows: Int32Array, added: Embeddings): Embeddings {
  const matrix = zeros(rows.length, kept.dims);
  const unknown: number[] = [];
  let next = 0;
  rows.forEach((from, i) => {
    row(matrix, i).set(from < 0 ? row(added, next++) : row(kept, from));
    if (isZero(row(matrix, i))) unknown.push(i);
  });
  if (next !== added.rows)
    throw new Error(`Expected ${at(rows, 0)} … to name ${added.rows} new rows, got ${next}.`);
  return { ...matrix, unknown, modelKey: kept.modelKey };
}
