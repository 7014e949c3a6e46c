/**
 * How fast the map is laid out, and how true its neighbourhoods are: `flat-umap` against `umap-js`, and against umap-learn where
 * Python has it.
 *
 *     npm run bench:map-engines -- [--sizes 1000x96,3000x96,10000x384] [--skip umap-js] [--python python3]
 *
 * Times are those of one run each on this machine, by the clock and of the processor in all threads; the latter's ratios hold on
 * busy machines and on others too.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createRandom } from "../src/math/random.js";
import type { Matrix } from "../src/shapes/embeddings.js";
import type { Projector } from "../src/shapes/projector.js";
import { flatUmap } from "../src/stages/map/flat-umap.js";
import { umapJs } from "../src/stages/map/umap-js.js";
import { neighborhoodOf } from "../src/stages/map/umap/settings.js";
import { groups, mapQuality } from "../tests/helpers/map-quality.js";

const PEER = fileURLToPath(new URL("peers/umap-learn.py", import.meta.url));
const GROUPS = 40;
const SECOND = 1000;

const { values } = parseArgs({
  options: {
    sizes: { type: "string", default: "1000x96,3000x96,10000x384" },
    skip: { type: "string", default: "" },
    python: { type: "string", default: "python3" },
  },
});

interface Laid {
  plane: Matrix;
  seconds: number;
  /** Of the processor, all threads together. */
  busy: number;
}

async function layBy(projector: Projector, points: Matrix): Promise<Laid> {
  const start = performance.now();
  const before = process.cpuUsage();
  const plane = await projector.project(points, createRandom(1));
  const { user, system } = process.cpuUsage(before);
  return { plane, seconds: (performance.now() - start) / SECOND, busy: (user + system) / 1e6 };
}

function hasUmapLearn(): boolean {
  try {
    execFileSync(values.python, ["-c", "import umap"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function layByUmapLearn(points: Matrix): Laid {
  const folder = mkdtempSync(join(tmpdir(), "map-engines-"));
  try {
    const [from, to] = [join(folder, "points"), join(folder, "plane")];
    writeFileSync(from, points.data);
    const { rows, dims } = points;
    const command = [
      "-W",
      "ignore",
      PEER,
      from,
      String(rows),
      String(dims),
      String(neighborhoodOf(rows)),
      to,
    ];
    const [seconds = NaN, busy = NaN] = execFileSync(values.python, command, { encoding: "utf8" })
      .split(" ")
      .map(Number);
    const bytes = readFileSync(to);
    const data = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
    return { plane: { data, rows, dims: 2 }, seconds, busy };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function say(size: string, name: string, laid: Laid, points: Matrix, own: Laid): void {
  const { trustworthiness, recall } = mapQuality(points, laid.plane);
  const ratio = `(${(laid.seconds / own.seconds).toFixed(1)} and ${(laid.busy / own.busy).toFixed(1)} times flat-umap's)`;
  console.log(
    `${size.padEnd(10)} ${name.padEnd(11)} ${laid.seconds.toFixed(2)} s, ${laid.busy.toFixed(2)} s of the processor ${ratio}; ` +
      `trustworthiness@15 ${trustworthiness.toFixed(4)}, recall@15 ${recall.toFixed(4)}`,
  );
}

const withPeer = hasUmapLearn();
if (!withPeer) {
  console.log(
    `umap-learn is left out: ${values.python} has none (apt install umap-learn, or pip install umap-learn)`,
  );
}
const warm = groups({ rows: 600, dims: 96, groups: GROUPS, seed: 2 });
await layBy(flatUmap, warm);
for (const size of values.sizes.split(",")) {
  const [rows, dims] = size.split("x").map(Number);
  if (!rows || !dims) throw new Error(`Expected a size like 3000x96, got ${size}.`);
  const points = groups({ rows, dims, groups: GROUPS, seed: 1 });
  const own = await layBy(flatUmap, points);
  say(size, flatUmap.name, own, points, own);
  if (withPeer) say(size, "umap-learn", layByUmapLearn(points), points, own);
  if (values.skip !== umapJs.name) say(size, umapJs.name, await layBy(umapJs, points), points, own);
}
