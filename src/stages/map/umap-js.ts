import type * as UmapJs from "umap-js";
import { lazily } from "../../io/lazily.js";
import { takeTurn } from "../../io/turn.js";
import { fromArrays, toArrays } from "../../math/matrix.js";
import type { Projector } from "../../shapes/projector.js";
import { FEWEST_LAID_OUT, inARow, neighborhoodOf, steepnessFor } from "./umap/settings.js";

/** Epochs between two looks at the abort signal. */
const EPOCHS_A_TURN = 20;

const umapPackage = lazily("umap-js") as () => typeof UmapJs;

/** UMAP by the `umap-js` package, with all its random numbers from the seeded generator. */
export const umapJs: Projector = {
  name: "umap-js",
  async project(points, random, signal) {
    // umap-js throws where there are no more points than neighbours.
    if (points.rows < FEWEST_LAID_OUT) return inARow(points.rows);
    const { UMAP } = umapPackage();
    const umap = new UMAP({
      nComponents: 2,
      nNeighbors: neighborhoodOf(points.rows),
      random: () => random.next(),
    });
    const epochs = umap.initializeFit(toArrays(points));
    fixCurve(umap, steepnessFor(points.rows));
    for (let epoch = 0; epoch < epochs; epoch++) {
      umap.step();
      if (epoch % EPOCHS_A_TURN > 0) continue;
      await takeTurn(signal);
    }
    return fromArrays(umap.getEmbedding(), 2);
  },
};

/**
 * Sets the curve by which likeness falls with distance. The package fits one with an exponent b near 1, and raises to the
 * power b on every step; `Math.pow` gives other last digits from Node 24 on, and a layout magnifies them into another map.
 * With b = 1 there is nothing to round.
 */
function fixCurve(umap: UmapJs.UMAP, a: number): void {
  const state: unknown = Reflect.get(umap, "optimizationState");
  if (typeof state !== "object" || state === null || !("a" in state && "b" in state)) {
    throw new Error(
      "Expected umap-js to keep its curve as a and b, got something else; its version must have changed.",
    );
  }
  Object.assign(state, { a, b: 1 });
}
