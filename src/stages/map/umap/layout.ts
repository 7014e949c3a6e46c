import type { FuzzyGraph } from "./graph.js";

/** Points that an edge's end is pushed away from, for each time that the edge draws it nearer. */
const PUSHES = 5;
/** No step is longer than this times the rate. */
const LONGEST = 4;
/** Keeps the push between two points that nearly coincide finite. */
const SOFT = 0.001;

export interface LayoutOptions {
  /** Likeness on the plane is 1 / (1 + a·d²). */
  a: number;
  epochs: number;
  /** Of the random numbers; 32 bits. */
  seed: number;
}

/**
 * Moves points on the plane until those that an edge joins lie together (McInnes, Healy & Melville 2018, algorithm 5):
 * stochastic gradient descent on the cross entropy between the weights of the graph and likeness on the plane, with
 * negative sampling. An edge of weight w is drawn together in each (heaviest ÷ w)th epoch; its pushes are computed from
 * one place and added, so that the processor works at several at once. An edge stands in the graph from either end, so each
 * end is the far one once.
 *
 * @param plane nodes × 2, where the points start; moved in place
 * @returns yields 1 after each epoch
 */
export function* layOut(
  graph: FuzzyGraph,
  plane: Float64Array,
  { a, epochs, seed }: LayoutOptions,
): Generator<number, void> {
  const turns = turnsOf(graph, epochs);
  // xorshift would stay at 0 for ever.
  const random = Uint32Array.of(seed === 0 ? 1 : seed);
  for (let epoch = 0; epoch < epochs; epoch++) {
    moveAll(turns, plane, { epoch, random, a, rate: 1 - epoch / epochs });
    yield 1;
  }
}

/** The edges that have a turn at all, node after node as in the graph, with their turns. */
interface Turns {
  starts: Int32Array;
  ends: Int32Array;
  /** Epochs from one turn of an edge to its next. */
  period: Float32Array;
  /** The epoch of its next turn. */
  next: Float32Array;
}

function turnsOf({ starts, ends, weights }: FuzzyGraph, epochs: number): Turns {
  const heaviest = weights.reduce((most, weight) => Math.max(most, weight), 0);
  const first = new Int32Array(starts.length);
  const kept = new Int32Array(ends.length);
  let size = 0;
  for (let i = 0; i + 1 < starts.length; i++) {
    for (let e = starts[i]!; e < starts[i + 1]!; e++) {
      if (weights[e]! * epochs >= heaviest) kept[size++] = e;
    }
    first[i + 1] = size;
  }
  const edges = kept.subarray(0, size);
  const period = Float32Array.from(edges, (e) => heaviest / weights[e]!);
  return { starts: first, ends: edges.map((e) => ends[e]!), period, next: period.slice() };
}

interface Epoch {
  epoch: number;
  /** The state of the generator. */
  random: Uint32Array;
  a: number;
  rate: number;
}

/** One epoch: every edge whose turn it is draws its ends together, and its far end is pushed away from some others. */
function moveAll(
  { starts, ends, period, next }: Turns,
  plane: Float64Array,
  { epoch, random, a, rate }: Epoch,
): void {
  const nodes = starts.length - 1;
  const scale = nodes / 4294967296;
  const longest = LONGEST * rate;
  const pull = -2 * a * rate;
  const push = 2 * rate;
  let state = random[0]!;
  for (let i = 0; i < nodes; i++) {
    let x = plane[2 * i]!;
    let y = plane[2 * i + 1]!;
    const end = starts[i + 1]!;
    for (let e = starts[i]!; e < end; e++) {
      if (next[e]! > epoch) continue;
      next[e] = next[e]! + period[e]!;
      const j = ends[e]!;
      const dx = plane[2 * j]! - x;
      const dy = plane[2 * j + 1]! - y;
      const drawn = pull / (1 + a * (dx * dx + dy * dy));
      const stepX = clip(drawn * dx, longest);
      const stepY = clip(drawn * dy, longest);
      const fromX = plane[2 * j]! + stepX;
      const fromY = plane[2 * j + 1]! + stepY;
      x -= stepX;
      y -= stepY;
      let awayX = 0;
      let awayY = 0;
      for (let n = 0; n < PUSHES; n++) {
        // xorshift32 (Marsaglia 2003)
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        const k = ((state >>> 0) * scale) | 0;
        if (k === j) continue;
        const px = fromX - plane[2 * k]!;
        const py = fromY - plane[2 * k + 1]!;
        const squared = px * px + py * py;
        if (squared > 0) {
          const pushed = push / ((SOFT + squared) * (1 + a * squared));
          awayX += clip(pushed * px, longest);
          awayY += clip(pushed * py, longest);
        } else {
          // Points that coincide have no direction: any will do.
          awayX += longest;
          awayY += longest;
        }
      }
      plane[2 * j] = fromX + awayX;
      plane[2 * j + 1] = fromY + awayY;
    }
    plane[2 * i] = x;
    plane[2 * i + 1] = y;
  }
  random[0] = state;
}

function clip(value: number, limit: number): number {
  return value > limit ? limit : value < -limit ? -limit : value;
}
