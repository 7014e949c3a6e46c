import { UMAP } from "umap-js";
import { fromArrays, toArrays, zeros } from "../../math/matrix.js";
import type { Projector } from "../../shapes/projector.js";

/** A tenth of the points in a neighbourhood, within bounds: enough for a small collection not to fall into islands. */
const NEIGHBOR_SHARE = 0.1;
const FEWEST_NEIGHBORS = 15;
const MOST_NEIGHBORS = 30;
/**
 * How fast likeness falls with the distance d on the plane, 1 / (1 + a·d²). Apart enough for every mark to be seen; of two
 * thousand points and more only the shape can be. (a = 1 / h² where likeness is a half at h; UMAP's own minDist 0.8 and
 * spread 1.6 have h = 1.9, its defaults h = 0.8; small collections get more room still.)
 */
const ROOMY = 0.1;
const DENSE = 1.6;
const DENSE_FROM = 2000;
/** Epochs between two looks at the abort signal. */
const EPOCHS_A_TURN = 20;
/** umap-js throws where there are no more points than neighbours, and has nothing to lay out below this many. */
const FEWEST = 5;

/** UMAP by the `umap-js` package, with all its random numbers from the seeded generator. */
export const umapJs: Projector = {
  name: "umap-js",
  async project(points, random, signal) {
    if (points.rows < FEWEST) return inARow(points.rows);
    const umap = new UMAP({
      nComponents: 2,
      nNeighbors: neighborsFor(points.rows),
      random: () => random.next(),
    });
    const epochs = umap.initializeFit(toArrays(points));
    fixCurve(umap, points.rows < DENSE_FROM ? ROOMY : DENSE);
    for (let epoch = 0; epoch < epochs; epoch++) {
      umap.step();
      if (epoch % EPOCHS_A_TURN > 0) continue;
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
    }
    return fromArrays(umap.getEmbedding(), 2);
  },
};

/**
 * Sets the curve by which likeness falls with distance. The package fits one with an exponent b near 1, and raises to the
 * power b on every step; `Math.pow` gives other last digits from Node 24 on, and a layout magnifies them into another map.
 * With b = 1 there is nothing to round.
 */
function fixCurve(umap: UMAP, a: number): void {
  const state: unknown = Reflect.get(umap, "optimizationState");
  if (typeof state !== "object" || state === null || !("a" in state && "b" in state)) {
    throw new Error(
      "Expected umap-js to keep its curve as a and b, got something else; its version must have changed.",
    );
  }
  Object.assign(state, { a, b: 1 });
}

function neighborsFor(rows: number): number {
  const share = Math.round(rows * NEIGHBOR_SHARE);
  return Math.min(rows - 1, MOST_NEIGHBORS, Math.max(FEWEST_NEIGHBORS, share));
}

/** Too few points for neighbourhoods: one beside the other. */
function inARow(rows: number): ReturnType<typeof zeros> {
  const out = zeros(rows, 2);
  for (let i = 0; i < rows; i++) out.data[2 * i] = i;
  return out;
}
