import { describe, expect, it } from "vitest";
import type { Clusterer } from "../../src/shapes/clusterer.js";
import { kmeansPlusPlus, squaredDistance } from "../../src/math/kmeans.js";
import { selectRows, toArrays } from "../../src/math/matrix.js";
import { createRandom } from "../../src/math/random.js";
import type { Matrix } from "../../src/shapes/embeddings.js";
import { blobs, cloud, matrixOf } from "../helpers/vectors.js";

/** Data sets on which every engine has to end at the same place, each with the number of clusters asked for. */
const dataSets: readonly [name: string, points: Matrix, k: number][] = [
  ["far blobs", blobs({ clusters: 4, each: 20, dims: 6, spread: 0.05, seed: 1 }), 4],
  [
    "blobs, and fewer clusters than there are",
    blobs({ clusters: 6, each: 15, dims: 8, spread: 0.1, seed: 2 }),
    3,
  ],
  [
    "blobs, and more clusters than there are",
    blobs({ clusters: 3, each: 30, dims: 5, spread: 0.1, seed: 3 }),
    8,
  ],
  ["a small cloud", cloud(60, 3, 4), 5],
  ["a cloud of many dimensions", cloud(150, 32, 5), 6],
  ["a large cloud, which takes many iterations", cloud(700, 4, 6), 12],
  ["one dimension", cloud(80, 1, 7), 4],
  ["every point a cluster", cloud(9, 3, 8), 9],
];

/** Lloyd's algorithm word for word, on arrays in double precision. */
function referenceLabels(points: Matrix, start: Matrix): number[] {
  const rows = toArrays(points);
  let centroids = toArrays(start);
  let labels: number[] = [];
  for (;;) {
    const next = rows.map((values) => {
      const distances = centroids.map((c) => values.reduce((sum, v, d) => sum + (v - (c[d] ?? 0)) ** 2, 0));
      return distances.indexOf(Math.min(...distances));
    });
    if (next.every((cluster, i) => cluster === labels[i])) return labels;
    labels = next;
    centroids = centroids.map((centroid, c) => {
      const own = rows.filter((_, i) => labels[i] === c);
      if (own.length === 0) return centroid;
      return centroid.map((_, d) => own.reduce((sum, values) => sum + (values[d] ?? 0), 0) / own.length);
    });
  }
}

/**
 * What every `Clusterer` must do: reach the fixed point of k-means from the start it is given, so that the choice of
 * engine is a matter of speed alone.
 */
export function describeClusterer(name: string, make: () => Clusterer): void {
  describe(`clusterer ${name}`, () => {
    it("has a name", () => {
      expect(make().name).toBe(name);
    });

    it.each(dataSets)("reaches the one fixed point on %s", (_, points, k) => {
      const start = kmeansPlusPlus(points, k, createRandom(11));
      const { assignment, centroids, inertia } = make().cluster(points, start, 1000);
      expect(Array.from(assignment)).toEqual(referenceLabels(points, start));
      expect(centroids).toMatchObject({ rows: k, dims: points.dims });
      let sum = 0;
      for (let i = 0; i < points.rows; i++) {
        const distances = Array.from({ length: k }, (_unused, c) => squaredDistance(points, i, centroids, c));
        sum += distances[assignment[i] ?? -1] ?? NaN;
        expect(distances[assignment[i] ?? -1]).toBeCloseTo(Math.min(...distances), 5);
      }
      expect(inertia).toBeCloseTo(sum, 4);
    });

    it("gives the mean of its points as each centroid", () => {
      const points = cloud(120, 3, 9);
      const { assignment, centroids } = make().cluster(
        points,
        kmeansPlusPlus(points, 5, createRandom(2)),
        1000,
      );
      for (let c = 0; c < 5; c++) {
        const own = toArrays(points).filter((_, i) => assignment[i] === c);
        for (let d = 0; d < 3; d++) {
          const mean = own.reduce((sum, values) => sum + (values[d] ?? 0), 0) / own.length;
          expect(centroids.data[c * 3 + d]).toBeCloseTo(mean, 5);
        }
      }
    });

    it("takes one point, one cluster, and points that are all the same", () => {
      const one = make().cluster(matrixOf([[3, 4]]), matrixOf([[3, 4]]), 10);
      expect(Array.from(one.assignment)).toEqual([0]);
      expect(toArrays(one.centroids)).toEqual([[3, 4]]);
      expect(one.inertia).toBe(0);
      const same = matrixOf(Array.from({ length: 20 }, () => [0.6, 0.8]));
      const result = make().cluster(same, selectRows(same, [0]), 10);
      expect(Array.from(result.assignment)).toEqual(new Array<number>(20).fill(0));
      expect(result.inertia).toBeCloseTo(0, 10);
      const cloudOfOne = make().cluster(cloud(30, 2, 1), matrixOf([[9, 9]]), 10);
      expect(new Set(cloudOfOne.assignment)).toEqual(new Set([0]));
    });

    it("keeps a centroid that no point is near, finite and where it was", () => {
      const { assignment, centroids } = make().cluster(
        matrixOf([
          [0, 0],
          [2, 0],
        ]),
        matrixOf([
          [0, 0],
          [100, 100],
        ]),
        10,
      );
      expect(Array.from(assignment)).toEqual([0, 0]);
      expect(toArrays(centroids)).toEqual([
        [1, 0],
        [100, 100],
      ]);
    });

    it("stops at the number of iterations, with labels and finite centroids", () => {
      const points = cloud(300, 4, 12);
      const start = kmeansPlusPlus(points, 10, createRandom(3));
      const short = make().cluster(points, start, 1);
      const long = make().cluster(points, start, 1000);
      expect(short.assignment.every((cluster) => cluster >= 0 && cluster < 10)).toBe(true);
      expect(short.centroids.data.every(Number.isFinite)).toBe(true);
      expect(short.inertia).toBeGreaterThan(long.inertia);
    });

    it("leaves the points and the start as they were, and gives the same each time", () => {
      const points = cloud(50, 3, 13);
      const start = kmeansPlusPlus(points, 4, createRandom(4));
      const before = [Float32Array.from(points.data), Float32Array.from(start.data)];
      const first = make().cluster(points, start, 100);
      expect([points.data, start.data]).toEqual(before);
      expect(make().cluster(points, start, 100)).toEqual(first);
    });
  });
}
