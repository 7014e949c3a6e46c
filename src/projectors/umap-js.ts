import { UMAP } from "umap-js";
import { fromArrays, toArrays, zeros } from "../core/matrix.js";
import type { Projector } from "./projector.js";

/** The usual size of a neighbourhood (McInnes et al. 2018). */
const NEIGHBORS = 15;
/** umap-js throws where there are no more points than neighbours, and has nothing to lay out below this many. */
const FEWEST = 5;

/** UMAP by the `umap-js` package, with all its random numbers from the seeded generator. */
export const umapJs: Projector = {
  name: "umap-js",
  async project(points, random) {
    if (points.rows < FEWEST) return inARow(points.rows);
    const umap = new UMAP({
      nComponents: 2,
      nNeighbors: Math.min(NEIGHBORS, points.rows - 1),
      minDist: 0.1,
      random: () => random.next(),
    });
    return fromArrays(await umap.fitAsync(toArrays(points)), 2);
  },
};

/** Too few points for neighbourhoods: one beside the other. */
function inARow(rows: number): ReturnType<typeof zeros> {
  const out = zeros(rows, 2);
  for (let i = 0; i < rows; i++) out.data[2 * i] = i;
  return out;
}
