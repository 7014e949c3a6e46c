import { rowsOf, type Neighbors } from "../../../math/knn.js";

/** A symmetric graph, row after row: the edges of node i stand from `starts[i]` to before `starts[i + 1]`. */
export interface FuzzyGraph {
  /** nodes + 1 places. */
  starts: Int32Array;
  /** The other end of each edge, rising within a row; never the node itself. */
  ends: Int32Array;
  /** How surely there is an edge, 0 < weight ≤ 1. */
  weights: Float32Array;
}

/** Halvings of the search for a width, and when its sum is near enough (as in the authors' code). */
const HALVINGS = 64;
const TOLERANCE = 1e-5;
/** Belief in an edge is never nothing, however long it is. */
const FAINTEST = 2 ** -100;
/** No width is smaller than this share of the mean distance. */
const LEAST_WIDTH = 1e-3;

/**
 * The fuzzy simplicial set of a neighbour graph (McInnes, Healy & Melville 2018, "UMAP", algorithms 2 and 3). Node i
 * believes in its edge to j with exp(−(d_ij − ρ_i) / σ_i), where ρ_i is the distance of its nearest neighbour and σ_i
 * makes these beliefs add up to log₂(neighbours + 1); an edge that is believed in from either end with a and b weighs
 * a + b − ab.
 *
 * @param neighbors distances are those of points of length 1: √(2 − 2·cosine)
 */
export function fuzzyGraph(neighbors: Neighbors): FuzzyGraph {
  const { count, indices } = neighbors;
  const beliefs = beliefsOf(neighbors);
  const nodes = rowsOf(neighbors);
  const incoming = transposed(neighbors, beliefs, nodes);
  const starts = new Int32Array(nodes + 1);
  const ends = new Int32Array(2 * indices.length);
  const weights = new Float32Array(2 * indices.length);
  const sum = new Float64Array(nodes);
  let size = 0;
  for (let i = 0; i < nodes; i++) {
    const first = size;
    for (let e = i * count; e < (i + 1) * count; e++) {
      sum[indices[e]!] = beliefs[e]!;
      ends[size++] = indices[e]!;
    }
    for (let e = incoming.starts[i]!; e < incoming.starts[i + 1]!; e++) {
      const j = incoming.from[e]!;
      const other = incoming.beliefs[e]!;
      if (sum[j] === 0) ends[size++] = j;
      sum[j] = sum[j]! + other - sum[j]! * other;
    }
    ends.subarray(first, size).sort();
    for (let e = first; e < size; e++) {
      weights[e] = sum[ends[e]!]!;
      sum[ends[e]!] = 0;
    }
    starts[i + 1] = size;
  }
  return { starts, ends: ends.slice(0, size), weights: weights.slice(0, size) };
}

/** What every node believes of the edge to each of its neighbours, in their order; above 0, at most 1. */
export function beliefsOf({ count, indices, similarities }: Neighbors): Float32Array {
  const distances = similarities.map((cosine) => Math.sqrt(Math.max(0, 2 - 2 * cosine)));
  const mean = distances.reduce((sum, distance) => sum + distance, 0) / Math.max(1, distances.length);
  const beliefs = new Float32Array(indices.length);
  for (let first = 0; first < indices.length; first += count) {
    const own = distances.subarray(first, first + count);
    const nearest = own.find((distance) => distance > 0) ?? 0;
    const width = Math.max(widthFor(own, nearest), LEAST_WIDTH * mean);
    own.forEach((distance, place) => {
      beliefs[first + place] = Math.max(FAINTEST, belief(distance - nearest, width));
    });
  }
  return beliefs;
}

function belief(beyond: number, width: number): number {
  return beyond <= 0 || width === 0 ? 1 : Math.exp(-beyond / width);
}

/** The width at which the beliefs add up to log₂(neighbours + 1), by halving. */
function widthFor(distances: Float32Array, nearest: number): number {
  const target = Math.log(distances.length + 1) / Math.LN2;
  let low = 0;
  let high = Infinity;
  let width = 1;
  for (let step = 0; step < HALVINGS; step++) {
    let sum = 0;
    for (const distance of distances) sum += belief(distance - nearest, width);
    if (Math.abs(sum - target) < TOLERANCE) break;
    if (sum > target) high = width;
    else low = width;
    width = high === Infinity ? 2 * width : (low + high) / 2;
  }
  return width;
}

interface Incoming {
  starts: Int32Array;
  from: Int32Array;
  beliefs: Float32Array;
}

/** The edges by the node to which they lead; from lower nodes first. */
function transposed({ count, indices }: Neighbors, beliefs: Float32Array, nodes: number): Incoming {
  const starts = new Int32Array(nodes + 1);
  for (const j of indices) starts[j + 1]!++;
  for (let j = 0; j < nodes; j++) starts[j + 1]! += starts[j]!;
  const next = starts.slice();
  const from = new Int32Array(indices.length);
  const turned = new Float32Array(indices.length);
  indices.forEach((j, e) => {
    const place = next[j]!++;
    from[place] = Math.floor(e / count);
    turned[place] = beliefs[e]!;
  });
  return { starts, from, beliefs: turned };
}
