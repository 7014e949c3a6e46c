/** K-means against the package that small collections go through, and against scikit-learn; all from one start. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { kmeansPlusPlus, lloyd } from "../../src/math/kmeans.js";
import { normalizeRows, selectRows } from "../../src/math/matrix.js";
import { createRandom } from "../../src/math/random.js";
import type { KmeansResult } from "../../src/shapes/clusterer.js";
import type { Matrix } from "../../src/shapes/embeddings.js";
import { mlKmeans } from "../../src/stages/cluster/engines/ml-kmeans.js";
import { groups } from "../../tests/helpers/map-quality.js";
import { leastOf, type Cost } from "./cost.js";
import type { Figure, Part } from "./figures.js";
import { inFolder, numbersFrom, pythonWith } from "./python.js";

const PEER = fileURLToPath(new URL("../peers/scikit-learn.py", import.meta.url));
const ITERATIONS = 50;
const RUNS = 5;
/** Starts are drawn from so many of the points. */
const DRAWN_FROM = 5000;

interface Task {
  what: string;
  points: Matrix;
  k: number;
}

const sizeOf = (rows: number, dims: number, k: number): string =>
  `k-means, ${rows.toLocaleString("en")} × ${dims}, k = ${k}`;

function inGroups(rows: number, dims: number, k: number): Task {
  return {
    what: `${sizeOf(rows, dims, k)}, in groups`,
    points: groups({ rows, dims, groups: 40, seed: 1 }),
    k,
  };
}

function withoutStructure(rows: number, dims: number, k: number): Task {
  const random = createRandom(3);
  const data = Float32Array.from({ length: rows * dims }, () => random.normal());
  return { what: `${sizeOf(rows, dims, k)}, no structure`, points: normalizeRows({ data, rows, dims }), k };
}

function startOf({ points, k }: Task): Matrix {
  const some = Array.from({ length: Math.min(points.rows, DRAWN_FROM) }, (_, i) => i);
  return kmeansPlusPlus(selectRows(points, some), k, createRandom(1));
}

export async function measureKmeans(): Promise<Part> {
  const figures: Figure[] = [];
  const skipped: string[] = [];
  for (const task of [inGroups(5000, 96, 30), inGroups(10_000, 384, 30), withoutStructure(10_000, 384, 30)]) {
    figures.push(await againstMlKmeans(task));
  }
  const python = pythonWith("sklearn");
  if (python === undefined) {
    skipped.push(
      "scikit-learn, which no Python here has (apt install python3-sklearn, or pip install scikit-learn).",
    );
  } else {
    for (const make of [inGroups, withoutStructure]) {
      figures.push(await againstScikitLearn(make(100_000, 384, 50), python));
    }
  }
  return { name: "kmeans", figures, skipped };
}

async function againstMlKmeans(task: Task): Promise<Figure> {
  const start = startOf(task);
  const results: KmeansResult[] = [];
  const own = await leastOf(RUNS, () => (results[0] = lloyd(task.points, start, ITERATIONS)));
  const other = await leastOf(2, () => (results[1] = mlKmeans.cluster(task.points, start, ITERATIONS)));
  const same = results[0]?.assignment.every((label, i) => label === results[1]?.assignment[i]);
  if (same !== true) throw new Error(`Expected ml-kmeans to end with the same labels: ${task.what}.`);
  return { what: task.what, peer: "ml-kmeans", own, other };
}

async function againstScikitLearn(task: Task, python: string): Promise<Figure> {
  const { points, k, what } = task;
  const start = startOf(task);
  const own = await leastOf(2, () => lloyd(points, start, ITERATIONS));
  const other = await inFolder((folder): Cost => {
    const [from, centroids] = [join(folder, "points"), join(folder, "start")];
    writeFileSync(from, points.data);
    writeFileSync(centroids, start.data);
    const values = [from, points.rows, points.dims, centroids, k, ITERATIONS];
    const [seconds = NaN, busy = NaN] = numbersFrom(python, PEER, ...values);
    return { seconds, busy };
  });
  return { what, peer: "scikit-learn, all cores", own, other };
}
