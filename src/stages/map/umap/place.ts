import { cellsOf } from "../../../math/cells.js";
import { findAmong, insertNeighbor, noNeighbors, type Neighbors } from "../../../math/knn.js";
import { selectRows } from "../../../math/matrix.js";
import { createProducts, pack } from "../../../math/products/products.js";
import type { Matrix } from "../../../shapes/embeddings.js";
import { beliefsOf } from "./graph.js";

/** Neighbours between which a point is placed. */
const NEIGHBORS = 5;
/** Cells in which a point looks for them. */
const CELLS_SEARCHED = 4;
/** Rows compared in one go. */
const BLOCK = 128;

/**
 * A sample of rows by the hash of their numbers: which are in it does not depend on their order.
 *
 * @param seed 32 bits
 * @returns `size` indices, rising
 */
export function sampleRows({ data, rows, dims }: Matrix, size: number, seed: number): Int32Array {
  const bits = new Int32Array(data.buffer, data.byteOffset, data.length);
  const hashes = new Uint32Array(rows);
  for (let i = 0; i < rows; i++) {
    let hash = seed ^ 2166136261;
    // FNV-1a by words of 32 bits, its high bits brought down as it goes; with the finish of MurmurHash3.
    for (let d = i * dims; d < (i + 1) * dims; d++) {
      hash = Math.imul(hash ^ bits[d]!, 16777619);
      hash ^= hash >>> 15;
    }
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hashes[i] = hash ^ (hash >>> 16);
  }
  const order = Int32Array.from(hashes.keys()).sort((i, j) => hashes[i]! - hashes[j]! || i - j);
  return order.slice(0, size).sort();
}

/**
 * Places points among those that are laid out, each at the mean of its nearest, weighted by how surely it is their
 * neighbour. The nearest are looked for in the cells around a few hundred pivots, not everywhere. Yields the rows done with
 * since; each is done with `PLACING_PASSES` times.
 *
 * @param points rows of length 1
 * @param laid as many dims, of length 1, five rows at least; where they lie is in `plane`, rows × 2
 * @returns rows × 2
 */
export function* placeAmong(
  points: Matrix,
  laid: Matrix,
  plane: Float64Array,
): Generator<number, Float64Array> {
  const neighbors = yield* nearestLaid(points, laid);
  const beliefs = beliefsOf(neighbors);
  const out = new Float64Array(2 * points.rows);
  for (let i = 0; i < points.rows; i++) {
    let total = 0;
    for (let e = i * NEIGHBORS; e < (i + 1) * NEIGHBORS; e++) {
      const j = neighbors.indices[e]!;
      total += beliefs[e]!;
      out[2 * i] = out[2 * i]! + beliefs[e]! * plane[2 * j]!;
      out[2 * i + 1] = out[2 * i + 1]! + beliefs[e]! * plane[2 * j + 1]!;
    }
    out[2 * i] = out[2 * i]! / total;
    out[2 * i + 1] = out[2 * i + 1]! / total;
  }
  return out;
}

/** Times that a row is done with: in finding its cells, and in each of these. */
export const PLACING_PASSES = 1 + CELLS_SEARCHED;

/** The nearest laid-out points of each point, among those of its cells. */
function* nearestLaid(points: Matrix, laid: Matrix): Generator<number, Neighbors> {
  const step = Math.sqrt(laid.rows);
  const pivots = selectRows(
    laid,
    Int32Array.from({ length: Math.ceil(step) }, (_, i) => Math.floor(i * step)),
  );
  const { starts, rows } = yield* cellsOf(points, pivots, Math.min(pivots.rows, CELLS_SEARCHED));
  const there = yield* cellsOf(laid, pivots, 1);
  const neighbors = noNeighbors(points.rows, NEIGHBORS);
  const seekers = pack(points, "fixed");
  const candidates = pack(laid, "fixed");
  const products = createProducts(seekers, BLOCK);
  for (let cell = 0; cell < pivots.rows; cell++) {
    for (let a = starts[cell]!; a < starts[cell + 1]!; a += BLOCK) {
      const seeking = rows.subarray(a, Math.min(starts[cell + 1]!, a + BLOCK));
      products.pickLeft(seekers, seeking, seeking.length);
      for (let b = there.starts[cell]!; b < there.starts[cell + 1]!; b += BLOCK) {
        const found = there.rows.subarray(b, Math.min(there.starts[cell + 1]!, b + BLOCK));
        products.pickRight(candidates, found, found.length);
        const { values, stride } = products.multiply();
        seeking.forEach((i, p) =>
          found.forEach((j, q) => void insertNeighbor(neighbors, i, j, values[p * stride + q]!)),
        );
      }
      yield seeking.length;
    }
  }
  yield* seekEverywhere(neighbors, points, laid);
  return neighbors;
}

/** Where the cells held too few, as those of copies may, all are looked at. */
function* seekEverywhere(neighbors: Neighbors, points: Matrix, laid: Matrix): Generator<number, void> {
  const { count, indices, similarities } = neighbors;
  const short = Int32Array.from({ length: points.rows }, (_, i) => i).filter(
    (i) => indices[(i + 1) * count - 1] === -1,
  );
  const found = yield* findAmong(selectRows(points, short), laid, count);
  short.forEach((i, at) => {
    indices.set(found.indices.subarray(at * count, (at + 1) * count), i * count);
    similarities.set(found.similarities.subarray(at * count, (at + 1) * count), i * count);
  });
}
