/** The engines of the map, each laying out the same points; what the map is worth is measured elsewhere. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createRandom } from "../../src/math/random.js";
import type { Matrix } from "../../src/shapes/embeddings.js";
import type { Projector } from "../../src/shapes/projector.js";
import { flatUmap } from "../../src/stages/map/flat-umap.js";
import { umapJs } from "../../src/stages/map/umap-js.js";
import { neighborhoodOf } from "../../src/stages/map/umap/settings.js";
import { groups } from "../../tests/helpers/map-quality.js";
import { costOf, type Cost } from "./cost.js";
import type { Figure, Part } from "./figures.js";
import { inFolder, numbersFrom, pythonWith } from "./python.js";

const PEER = fileURLToPath(new URL("../peers/umap-learn.py", import.meta.url));
const GROUPS = 40;

export interface Laid extends Cost {
  plane: Matrix;
}

export function pointsOf(rows: number, dims: number): Matrix {
  return groups({ rows, dims, groups: GROUPS, seed: 1 });
}

export async function layBy(projector: Projector, points: Matrix): Promise<Laid> {
  let plane: Matrix | undefined;
  const cost = await costOf(async () => (plane = await projector.project(points, createRandom(1))));
  if (plane === undefined) throw new Error(`Expected a plane from ${projector.name}.`);
  return { plane, ...cost };
}

export function layByUmapLearn(python: string, points: Matrix): Promise<Laid> {
  return inFolder((folder) => {
    const [from, to] = [join(folder, "points"), join(folder, "plane")];
    writeFileSync(from, points.data);
    const { rows, dims } = points;
    const [seconds = NaN, busy = NaN] = numbersFrom(python, PEER, from, rows, dims, neighborhoodOf(rows), to);
    const bytes = readFileSync(to);
    const data = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
    return { plane: { data, rows, dims: 2 }, seconds, busy };
  });
}

/** Lays out something small, so that what is measured then is compiled. */
export async function warmUp(): Promise<void> {
  await layBy(flatUmap, groups({ rows: 600, dims: 96, groups: GROUPS, seed: 2 }));
}

export async function measureMaps(): Promise<Part> {
  const figures: Figure[] = [];
  const skipped: string[] = [];
  await warmUp();
  const middle = pointsOf(3000, 96);
  const own = costAlone(await layBy(flatUmap, middle));
  const what = "map, 3,000 × 96";
  figures.push({ what, peer: "umap-js", own, other: costAlone(await layBy(umapJs, middle)) });
  const python = pythonWith("umap");
  if (python === undefined) {
    skipped.push("umap-learn, which no Python here has (apt install umap-learn, or pip install umap-learn).");
    return { name: "map-engines", figures, skipped };
  }
  const large = pointsOf(10_000, 384);
  figures.push({
    what: "map, 10,000 × 384",
    peer: "umap-learn",
    own: costAlone(await layBy(flatUmap, large)),
    other: costAlone(await layByUmapLearn(python, large)),
  });
  return { name: "map-engines", figures, skipped };
}

const costAlone = ({ seconds, busy }: Laid): Cost => ({ seconds, busy });
