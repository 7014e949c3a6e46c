import type { Matrix } from "../shapes/embeddings.js";
import type { Random } from "../shapes/random.js";
import { cellsOf } from "./cells.js";
import { insertNeighbor, noNeighbors, type Neighbors } from "./knn.js";
import { dotRows, selectRows } from "./matrix.js";
import { createProducts, pack, type Packed, type Products } from "./products/products.js";

/** The search starts within cells, one pivot for so many rows; larger cells are cut. */
const ROWS_A_PIVOT = 60;
const LARGEST_CELL = 384;
/** Cells that a row lies in: more than one, so that a way leads from each cell to those around it. */
const OVERLAP = 3;
/** Rows joined between two turns. */
const ROWS_A_TURN = 128;
/** Candidates of either kind that a row joins in one round. */
const CANDIDATES = 16;
const MOST_ROUNDS = 12;
/** A round that changes a smaller share of all neighbours is the last. */
const STILL = 0.001;

/**
 * Nearly exact nearest neighbours by cosine, the row itself left out: NN-descent (Dong, Moses & Li 2011, "Efficient
 * k-nearest neighbor graph construction for generic similarity measures"). A neighbour's neighbour is likely a neighbour: in
 * each round every row compares some of those that it is near to, and that are near to it, with one another, as far as one
 * of the two is new to it. The start are the exact neighbours within small cells.
 *
 * Yields the rows done with since; every row is done with several times, at most `DESCENT_PASSES`.
 *
 * @param points rows of length 1, more than `count`
 */
export function* descendNeighbors(
  points: Matrix,
  count: number,
  random: Random,
): Generator<number, Neighbors> {
  const { rows } = points;
  const packed = pack(points, "fixed");
  const search: Search = {
    points,
    packed,
    neighbors: noNeighbors(rows, count),
    isNew: new Uint8Array(rows * count).fill(1),
    products: createProducts(packed, Math.max(LARGEST_CELL, 2 * CANDIDATES)),
  };
  yield* startInCells(search, random);
  fillUp(search, random);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const changed = yield* descend(search, random);
    if (changed <= STILL * rows * count) break;
  }
  return search.neighbors;
}

/** Times that a row is done with at the most: in finding its cells, in each of these, and in each round. */
export const DESCENT_PASSES = 1 + OVERLAP + MOST_ROUNDS;

interface Search {
  points: Matrix;
  packed: Packed;
  neighbors: Neighbors;
  /** 1 for each neighbour that was never compared with the others of its row. */
  isNew: Uint8Array;
  products: Products;
}

function* startInCells(search: Search, random: Random): Generator<number, void> {
  const { points, packed, products } = search;
  const pivots = Int32Array.from({ length: OVERLAP + Math.ceil(points.rows / ROWS_A_PIVOT) }, () =>
    random.int(points.rows),
  );
  const { starts, rows } = yield* cellsOf(points, selectRows(points, pivots), OVERLAP);
  for (let cell = 0; cell < pivots.length; cell++) {
    for (let from = starts[cell]!; from < starts[cell + 1]!; from += LARGEST_CELL) {
      const part = rows.subarray(from, Math.min(starts[cell + 1]!, from + LARGEST_CELL));
      products.pickLeft(packed, part, part.length);
      products.pickRight(packed, part, part.length);
      const { values, stride } = products.multiply();
      for (let i = 0; i < part.length; i++) {
        for (let j = i + 1; j < part.length; j++) offer(search, part[i]!, part[j]!, values[i * stride + j]!);
      }
      yield part.length;
    }
  }
}

/** Gives rows of small cells others at random. */
function fillUp({ points, neighbors }: Search, random: Random): void {
  const { count, indices } = neighbors;
  for (let i = 0; i < points.rows; i++) {
    while (indices[(i + 1) * count - 1] === -1) {
      const j = random.int(points.rows);
      if (j !== i && !has(neighbors, i, j))
        insertNeighbor(neighbors, i, j, Math.fround(dotRows(points, i, points, j)));
    }
  }
}

/** Candidates of every row, `CANDIDATES` places each, of which `sizes` are taken. */
interface Candidates {
  rows: Int32Array;
  sizes: Int32Array;
}

/** One round; returns how many neighbours changed. */
function* descend(search: Search, random: Random): Generator<number, number> {
  const { points, packed, products } = search;
  const { fresh, known } = candidatesOf(search, random);
  const joined = new Int32Array(2 * CANDIDATES);
  let changed = 0;
  for (let i = 0; i < points.rows; i++) {
    const news = fresh.sizes[i]!;
    joined.set(fresh.rows.subarray(i * CANDIDATES, i * CANDIDATES + news));
    joined.set(known.rows.subarray(i * CANDIDATES, i * CANDIDATES + known.sizes[i]!), news);
    const all = news + known.sizes[i]!;
    if (news > 0 && all > 1) {
      products.pickLeft(packed, joined, news);
      products.pickRight(packed, joined, all);
      const { values, stride } = products.multiply();
      for (let p = 0; p < news; p++) {
        for (let q = p + 1; q < all; q++) {
          changed += offer(search, joined[p]!, joined[q]!, values[p * stride + q]!);
        }
      }
    }
    if (i % ROWS_A_TURN === ROWS_A_TURN - 1) yield ROWS_A_TURN;
  }
  return changed;
}

/** Draws the candidates of a round, from a row's neighbours and from those whose neighbour it is; the new ones that are drawn are new no more. */
function candidatesOf(
  { points, neighbors, isNew }: Search,
  random: Random,
): { fresh: Candidates; known: Candidates } {
  const { rows } = points;
  const { count, indices } = neighbors;
  const seen = { fresh: new Int32Array(rows), known: new Int32Array(rows) };
  const none = (): Candidates => ({
    rows: new Int32Array(rows * CANDIDATES),
    sizes: new Int32Array(rows),
  });
  const drawn = { fresh: none(), known: none() };
  for (let i = 0; i < rows; i++) {
    for (let e = i * count; e < (i + 1) * count; e++) {
      const kind = isNew[e] === 1 ? "fresh" : "known";
      draw(drawn[kind], seen[kind], i, indices[e]!, random);
      draw(drawn[kind], seen[kind], indices[e]!, i, random);
    }
  }
  for (let i = 0; i < rows; i++) {
    const own = drawn.fresh.rows.subarray(i * CANDIDATES, i * CANDIDATES + drawn.fresh.sizes[i]!);
    for (let e = i * count; e < (i + 1) * count; e++) if (own.includes(indices[e]!)) isNew[e] = 0;
  }
  return drawn;
}

/** Keeps each of the candidates offered to a row with the same chance (Vitter 1985, algorithm R). */
function draw({ rows, sizes }: Candidates, seen: Int32Array, i: number, j: number, random: Random): void {
  const first = i * CANDIDATES;
  const size = sizes[i]!;
  if (rows.subarray(first, first + size).includes(j)) return;
  const before = seen[i]!++;
  if (size < CANDIDATES) {
    rows[first + size] = j;
    sizes[i]!++;
    return;
  }
  const place = random.int(before + 1);
  if (place < CANDIDATES) rows[first + place] = j;
}

/** Puts each of two rows among the neighbours of the other where it is near enough; returns how many lists changed. */
function offer({ neighbors, isNew }: Search, i: number, j: number, similarity: number): number {
  if (i === j) return 0;
  return take(neighbors, isNew, i, j, similarity) + take(neighbors, isNew, j, i, similarity);
}

function take(neighbors: Neighbors, isNew: Uint8Array, i: number, j: number, similarity: number): 0 | 1 {
  const { count, similarities } = neighbors;
  const last = (i + 1) * count - 1;
  if (similarity <= similarities[last]! || has(neighbors, i, j)) return 0;
  const place = insertNeighbor(neighbors, i, j, similarity);
  isNew.copyWithin(place + 1, place, last);
  isNew[place] = 1;
  return 1;
}

function has({ count, indices }: Neighbors, i: number, j: number): boolean {
  for (let e = i * count; e < (i + 1) * count; e++) if (indices[e] === j) return true;
  return false;
}
