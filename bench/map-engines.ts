/**
 * How fast the map is laid out, and how true its neighbourhoods are: `flat-umap` against `umap-js`, and against umap-learn where
 * Python has it.
 *
 *     npm run bench:map-engines -- [--sizes 1000x96,3000x96,10000x384] [--skip umap-js] [--python python3]
 *
 * Times are those of one run each on this machine, by the clock and of the processor in all threads; the latter's ratios hold on
 * busy machines and on others too.
 */
import { parseArgs } from "node:util";
import type { Matrix } from "../src/shapes/embeddings.js";
import { flatUmap } from "../src/stages/map/flat-umap.js";
import { umapJs } from "../src/stages/map/umap-js.js";
import { mapQuality } from "../tests/helpers/map-quality.js";
import { layBy, layByUmapLearn, pointsOf, warmUp, type Laid } from "./measures/map-engines.js";
import { pythonWith } from "./measures/python.js";

const { values } = parseArgs({
  options: {
    sizes: { type: "string", default: "1000x96,3000x96,10000x384" },
    skip: { type: "string", default: "" },
    python: { type: "string" },
  },
});

function say(size: string, name: string, laid: Laid, points: Matrix, own: Laid): void {
  const { trustworthiness, recall } = mapQuality(points, laid.plane);
  const ratio = `(${(laid.seconds / own.seconds).toFixed(1)} and ${(laid.busy / own.busy).toFixed(1)} times flat-umap's)`;
  console.log(
    `${size.padEnd(10)} ${name.padEnd(11)} ${laid.seconds.toFixed(2)} s, ${laid.busy.toFixed(2)} s of the processor ${ratio}; ` +
      `trustworthiness@15 ${trustworthiness.toFixed(4)}, recall@15 ${recall.toFixed(4)}`,
  );
}

const python = pythonWith("umap", values.python === undefined ? undefined : [values.python]);
if (python === undefined) {
  console.log("umap-learn is left out: Python has none (apt install umap-learn, or pip install umap-learn)");
}
await warmUp();
for (const size of values.sizes.split(",")) {
  const [rows, dims] = size.split("x").map(Number);
  if (!rows || !dims) throw new Error(`Expected a size like 3000x96, got ${size}.`);
  const points = pointsOf(rows, dims);
  const own = await layBy(flatUmap, points);
  say(size, flatUmap.name, own, points, own);
  if (python !== undefined) say(size, "umap-learn", await layByUmapLearn(python, points), points, own);
  if (values.skip !== umapJs.name) say(size, umapJs.name, await layBy(umapJs, points), points, own);
}
