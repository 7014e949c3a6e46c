import { takeTurn } from "../../io/turn.js";
import { findNeighbors, type Neighbors } from "../../math/knn.js";
import { normalizeRows, selectRows } from "../../math/matrix.js";
import { DESCENT_PASSES, descendNeighbors } from "../../math/nn-descent.js";
import type { Matrix } from "../../shapes/embeddings.js";
import type { Projector } from "../../shapes/projector.js";
import type { Random } from "../../shapes/random.js";
import { fuzzyGraph } from "./umap/graph.js";
import { layOut } from "./umap/layout.js";
import { PLACING_PASSES, placeAmong, sampleRows } from "./umap/place.js";
import { FEWEST_LAID_OUT, inARow, neighborhoodOf, steepnessFor } from "./umap/settings.js";
import { principalPlane } from "./umap/start.js";

/** Points up to which comparing all pairs is quicker than looking for neighbours of neighbours. */
const MOST_COMPARED = 20_000;
/** Points up to which each takes part in the layout; of more a sample does, and the others are placed among them. */
const MOST_LAID_OUT = 50_000;
/** Epochs of the layout, by the number of points up to which they are needed: the fewest that keep neighbourhoods as `umap-js` does. */
const EPOCHS: readonly { below: number; epochs: number }[] = [
  { below: 2500, epochs: 500 },
  { below: 10_000, epochs: 300 },
  { below: Infinity, epochs: 200 },
];
/** Where neighbours are found, where the layout is made, where the rest is placed, as shares of all work. */
const FOUND = 0.4;
const LAID_OUT = 0.9;
const SEED_RANGE = 2 ** 32;

/** Sizes at which the way changes; for tests, which can't wait for large ones. */
export interface FlatUmapLimits {
  mostCompared: number;
  mostLaidOut: number;
}

/**
 * UMAP by cosine on flat typed arrays (McInnes, Healy & Melville 2018): the same algorithm as `umap-js` with exact
 * neighbours, starting from the two principal axes.
 */
export function createFlatUmap(limits: FlatUmapLimits): Projector {
  return {
    name: "flat-umap",
    async project(points, random, signal, onProgress) {
      const work = new Work(signal, onProgress);
      const all = normalizeRows({ ...points, data: points.data.slice() });
      if (all.rows <= limits.mostLaidOut) return onPlane(await layOutAll(all, random, limits, work));
      const sample = sampleRows(all, limits.mostLaidOut, random.int(SEED_RANGE));
      const laid = selectRows(all, sample);
      const plane = await layOutAll(laid, random, limits, work);
      const rest = others(sample, all.rows);
      const seeking = selectRows(all, rest);
      const total = PLACING_PASSES * seeking.rows + laid.rows;
      const placed = await work.finish(placeAmong(seeking, laid, plane), total, LAID_OUT, 1);
      return onPlane(joined(sample, plane, rest, placed));
    },
  };
}

export const flatUmap = createFlatUmap({ mostCompared: MOST_COMPARED, mostLaidOut: MOST_LAID_OUT });

/** @returns rows × 2 */
async function layOutAll(
  points: Matrix,
  random: Random,
  limits: FlatUmapLimits,
  work: Work,
): Promise<Float64Array> {
  const { rows } = points;
  if (rows < FEWEST_LAID_OUT) return Float64Array.from(inARow(rows).data);
  const graph = fuzzyGraph(await neighborsOf(points, random, limits, work));
  const plane = principalPlane(points, random);
  const epochs = EPOCHS.find(({ below }) => rows < below)!.epochs;
  const steps = layOut(graph, plane, { a: steepnessFor(rows), epochs, seed: random.int(SEED_RANGE) });
  await work.finish(steps, epochs, FOUND, LAID_OUT);
  return plane;
}

async function neighborsOf(
  points: Matrix,
  random: Random,
  limits: FlatUmapLimits,
  work: Work,
): Promise<Neighbors> {
  const { rows } = points;
  const count = neighborhoodOf(rows) - 1;
  return rows <= limits.mostCompared
    ? work.finish(findNeighbors(points, count, "fixed"), rows, 0, FOUND)
    : work.finish(descendNeighbors(points, count, random), DESCENT_PASSES * rows, 0, FOUND);
}

/** Does work in steps, gives everyone else a turn after each, and tells how far it is. */
class Work {
  readonly #signal: AbortSignal | undefined;
  readonly #onProgress: ((share: number) => void) | undefined;

  constructor(signal: AbortSignal | undefined, onProgress: ((share: number) => void) | undefined) {
    this.#signal = signal;
    this.#onProgress = onProgress;
  }

  /** @param total what the steps add up to, of the stretch from one share of all work to another */
  async finish<Result>(
    steps: Generator<number, Result>,
    total: number,
    from: number,
    to: number,
  ): Promise<Result> {
    let done = 0;
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
      done += step.value;
      this.#onProgress?.(from + (to - from) * Math.min(1, done / total));
      await takeTurn(this.#signal);
    }
  }
}

/** The rows that are not in a rising sample. */
function others(sample: Int32Array, rows: number): Int32Array {
  const isIn = new Uint8Array(rows);
  for (const i of sample) isIn[i] = 1;
  return Int32Array.from(isIn.keys()).filter((i) => isIn[i] === 0);
}

function joined(
  sample: Int32Array,
  plane: Float64Array,
  rest: Int32Array,
  placed: Float64Array,
): Float64Array {
  const out = new Float64Array(plane.length + placed.length);
  sample.forEach((i, at) => out.set(plane.subarray(2 * at, 2 * at + 2), 2 * i));
  rest.forEach((i, at) => out.set(placed.subarray(2 * at, 2 * at + 2), 2 * i));
  return out;
}

function onPlane(plane: Float64Array): Matrix {
  return { data: Float32Array.from(plane), rows: plane.length / 2, dims: 2 };
}
