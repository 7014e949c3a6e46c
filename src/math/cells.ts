import type { Matrix } from "../shapes/embeddings.js";
import { findAmong } from "./knn.js";

/** Rows by the cell that they lie in: those of cell c stand from `starts[c]` to before `starts[c + 1]`. */
export interface Cells {
  /** cells + 1 places. */
  starts: Int32Array;
  /** A row lies in as many cells as it was asked for. */
  rows: Int32Array;
}

/**
 * Divides rows among cells, each of which is what lies nearest to one pivot. Yields the rows done with since.
 *
 * @param points rows of length 1
 * @param pivots of length 1; at least `count`
 * @param count cells that a row is put into, those of its nearest pivots
 */
export function* cellsOf(points: Matrix, pivots: Matrix, count: number): Generator<number, Cells> {
  const { indices } = yield* findAmong(points, pivots, count);
  const starts = new Int32Array(pivots.rows + 1);
  for (const cell of indices) starts[cell + 1]!++;
  for (let cell = 0; cell < pivots.rows; cell++) starts[cell + 1]! += starts[cell]!;
  const next = starts.slice();
  const rows = new Int32Array(indices.length);
  indices.forEach((cell, place) => (rows[next[cell]!++] = Math.floor(place / count)));
  return { starts, rows };
}
