import { UMAP } from "umap-js";
import { fromArrays, toArrays, zeros } from "../core/matrix.js";
import type { Projector } from "./projector.js";

/** A tenth of the points in a neighbourhood, within bounds: enough for a small collection not to fall into islands. */
const NEIGHBOR_SHARE = 0.1;
const FEWEST_NEIGHBORS = 15;
const MOST_NEIGHBORS = 30;
/** Apart enough for every mark to be seen; of two thousand points and more only the shape can be. */
const ROOMY = { minDist: 0.8, spread: 1.6 };
const DENSE = { minDist: 0.1, spread: 1 };
const DENSE_FROM = 2000;
/** umap-js throws where there are no more points than neighbours, and has nothing to lay out below this many. */
const FEWEST = 5;

/** UMAP by the `umap-js` package, with all its random numbers from the seeded generator. */
export const umapJs: Projector = {
  name: "umap-js",
  async project(points, random) {
    if (points.rows < FEWEST) return inARow(points.rows);
    const umap = new UMAP({
      nComponents: 2,
      nNeighbors: neighborsFor(points.rows),
      ...(points.rows < DENSE_FROM ? ROOMY : DENSE),
      random: () => random.next(),
    });
    return fromArrays(await umap.fitAsync(toArrays(points)), 2);
  },
};

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
