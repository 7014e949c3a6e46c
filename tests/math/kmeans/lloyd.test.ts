import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import loadWabt from "wabt";
import { kmeansPlusPlus, lloyd } from "../../../src/math/kmeans.js";
import { loadKernel } from "../../../src/math/kmeans/kernel.js";
import { KMEANS_WASM } from "../../../src/math/kmeans/kernel.wasm.js";
import { dotRows, normalizeRows, selectRows } from "../../../src/math/matrix.js";
import { createRandom } from "../../../src/math/random.js";
import { squaredDistance } from "../../../src/math/kmeans/distances.js";
import type { KmeansResult } from "../../../src/shapes/clusterer.js";
import type { Matrix } from "../../../src/shapes/embeddings.js";
import { groups } from "../../helpers/map-quality.js";
import { blobs, cloud, matrixOf } from "../../helpers/vectors.js";

/** Lloyd's algorithm as it stood before anything was spared: every distance, every sum, in the order of the points. */
function wordForWord(points: Matrix, start: Matrix, maxIterations: number): KmeansResult {
  const { rows, dims } = points;
  const k = start.rows;
  const centroids: Matrix = { ...start, data: Float32Array.from(start.data) };
  const assignment = new Int32Array(rows).fill(-1);
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    let changed = false;
    for (let i = 0; i < rows; i++) {
      let [label, least] = [0, Infinity];
      for (let c = 0; c < k; c++) {
        let product = 0;
        for (let d = 0; d < dims; d++) product += points.data[i * dims + d]! * centroids.data[c * dims + d]!;
        const distance = dotRows(centroids, c, centroids, c) - 2 * product;
        if (distance < least) [label, least] = [c, distance];
      }
      changed ||= assignment[i] !== label;
      assignment[i] = label;
    }
    if (!changed) break;
    for (let c = 0; c < k; c++) {
      const own = Array.from(assignment.keys()).filter((i) => assignment[i] === c);
      for (let d = 0; d < dims && own.length > 0; d++) {
        const sum = own.reduce((total, i) => total + points.data[i * dims + d]!, 0);
        centroids.data[c * dims + d] = sum / own.length;
      }
    }
  }
  let inertia = 0;
  for (let i = 0; i < rows; i++) inertia += squaredDistance(points, i, centroids, assignment[i]!);
  return { assignment, centroids, inertia };
}

/** Points of which many are at the same distance from two centroids. */
function grid(): Matrix {
  const cells = Array.from({ length: 400 }, (_, i) => [i % 20, Math.floor(i / 20), 0]);
  return matrixOf([...cells, ...cells.slice(0, 50)]);
}

function scaled(points: Matrix, factor: number): Matrix {
  return { ...points, data: points.data.map((value) => value * factor) };
}

const cases: readonly [name: string, points: Matrix, k: number][] = [
  ["a cloud of a few dimensions", cloud(701, 4, 1), 12],
  ["a cloud of many", normalizeRows(cloud(400, 97, 2)), 9],
  ["groups", groups({ rows: 1500, dims: 48, groups: 20, seed: 3 }), 17],
  ["blobs that are found at once", blobs({ clusters: 6, each: 40, dims: 16, spread: 0.05, seed: 4 }), 6],
  ["a grid, with ties and repetitions", grid(), 16],
  ["one centroid", cloud(50, 5, 5), 1],
  ["very small numbers", scaled(cloud(200, 6, 6), 1e-18), 5],
  ["very large numbers", scaled(cloud(200, 6, 6), 1e15), 5],
  ["all zero", matrixOf(Array.from({ length: 9 }, () => [0, 0])), 1],
];

describe("lloyd", () => {
  it.each(cases)("has the bits of the plain algorithm on %s, with a kernel and without", (_, points, k) => {
    expect(loadKernel(points, selectRows(points, [0]))).toBeDefined();
    const start = kmeansPlusPlus(points, k, createRandom(7));
    for (const iterations of [1, 4, 100]) {
      const expected = wordForWord(points, start, iterations);
      expect(lloyd(points, start, iterations)).toEqual(expected);
      expect(lloyd(points, start, iterations, true)).toEqual(expected);
    }
  });

  it("has them where starts lie far outside, and where some are the same or near to it", () => {
    const points = cloud(300, 8, 9);
    const start = selectRows(points, [0, 0, 1, 2, 3]);
    start.data.set([1e4, -1e4], 0);
    start.data[2 * 8] = start.data[2 * 8]! + 1e-7;
    const twins = selectRows(start, [0, 1, 2, 3, 4, 2]);
    expect(lloyd(points, twins, 50)).toEqual(wordForWord(points, twins, 50));
  });

  it("has a kernel that its source assembles to", async () => {
    const source = readFileSync(new URL("../../../src/math/kmeans/kernel.wat", import.meta.url), "utf8");
    const { buffer } = (await loadWabt()).parseWat("kernel.wat", source, { simd: true }).toBinary({});
    expect(KMEANS_WASM).toBe(Buffer.from(buffer).toString("base64"));
  });
});
