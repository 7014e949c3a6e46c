import { describe, expect, it } from "vitest";
import { kmeansPlusPlus, lloyd, squaredDistance } from "../../src/math/kmeans.js";
import { selectRows, toArrays } from "../../src/math/matrix.js";
import { createRandom } from "../../src/math/random.js";
import { blobs, cloud, matrixOf } from "../helpers/vectors.js";

const points = matrixOf([
  [0, 0],
  [0, 1],
  [1, 0],
  [10, 10],
  [10, 11],
  [11, 10],
  [0, 10],
  [1, 11],
]);

describe("squaredDistance", () => {
  it("is the square of the Euclidean distance of two rows", () => {
    expect(squaredDistance(points, 2, points, 4)).toBe(81 + 121);
    expect(squaredDistance(points, 3, points, 3)).toBe(0);
  });
});

describe("kmeansPlusPlus", () => {
  it("picks k different points", () => {
    const data = cloud(50, 3, 1);
    const start = kmeansPlusPlus(data, 8, createRandom(2));
    const known = new Set(toArrays(data).map(String));
    const picked = toArrays(start).map(String);
    expect(start).toMatchObject({ rows: 8, dims: 3 });
    expect(new Set(picked).size).toBe(8);
    expect(picked.every((point) => known.has(point))).toBe(true);
  });

  it("picks fewer where there are fewer distinct points, and each of them once", () => {
    const repeated = matrixOf([
      [1, 0],
      [0, 1],
      [1, 0],
      [0, 1],
      [1, 0],
    ]);
    const start = kmeansPlusPlus(repeated, 4, createRandom(1));
    expect(toArrays(start).map(String).sort()).toEqual(["0,1", "1,0"]);
    expect(
      kmeansPlusPlus(
        matrixOf([
          [3, 4],
          [3, 4],
        ]),
        2,
        createRandom(1),
      ).rows,
    ).toBe(1);
    expect(kmeansPlusPlus(matrixOf([[3, 4]]), 5, createRandom(1)).rows).toBe(1);
  });

  it("finds one point in each of several far blobs", () => {
    const data = blobs({ clusters: 6, each: 20, dims: 8, spread: 0.01, seed: 3 });
    for (let seed = 0; seed < 10; seed++) {
      const start = kmeansPlusPlus(data, 6, createRandom(seed));
      const axes = toArrays(start).map((values) => values.indexOf(Math.max(...values)));
      expect(axes.sort()).toEqual([0, 1, 2, 3, 4, 5]);
    }
  });

  it("is the same for the same seed and can differ for another", () => {
    const data = cloud(60, 4, 6);
    const of = (seed: number): string => String(kmeansPlusPlus(data, 5, createRandom(seed)).data);
    expect(of(1)).toBe(of(1));
    expect(new Set([1, 2, 3, 4].map(of)).size).toBeGreaterThan(1);
  });
});

describe("lloyd", () => {
  it("agrees with scikit-learn from the same start", () => {
    // sklearn.cluster.KMeans 1.2.1, init = points 0, 3 and 6: inertia 3.6666…, means as below.
    const result = lloyd(points, selectRows(points, [0, 3, 6]), 100);
    expect(Array.from(result.assignment)).toEqual([0, 0, 0, 1, 1, 1, 2, 2]);
    expect(result.inertia).toBeCloseTo(11 / 3, 5);
    const means = [1 / 3, 1 / 3, 31 / 3, 31 / 3, 0.5, 10.5];
    means.forEach((value, i) => expect(result.centroids.data[i]).toBeCloseTo(value, 5));
  });

  it("ends where scikit-learn ends from a poor start", () => {
    const result = lloyd(points, selectRows(points, [0, 2, 7]), 100);
    // sklearn stays in this poor optimum too: inertia 118.9.
    expect(Array.from(result.assignment)).toEqual([0, 0, 1, 2, 2, 2, 2, 2]);
    expect(result.inertia).toBeCloseTo(118.9, 4);
  });

  it("ends at a fixed point: every point is with its nearest mean, every centroid is the mean of its points", () => {
    const data = cloud(300, 5, 4);
    const { assignment, centroids, inertia } = lloyd(data, kmeansPlusPlus(data, 7, createRandom(1)), 1000);
    let sum = 0;
    for (let i = 0; i < data.rows; i++) {
      const distances = Array.from({ length: 7 }, (_, c) => squaredDistance(data, i, centroids, c));
      expect(distances[assignment[i] ?? -1]).toBe(Math.min(...distances));
      sum += Math.min(...distances);
    }
    expect(inertia).toBeCloseTo(sum, 6);
    for (let c = 0; c < 7; c++) {
      const own = toArrays(data).filter((_, i) => assignment[i] === c);
      for (let d = 0; d < 5; d++) {
        const mean = own.reduce((total, values) => total + (values[d] ?? 0), 0) / own.length;
        expect(centroids.data[c * 5 + d]).toBeCloseTo(mean, 5);
      }
    }
  });

  it("never makes the inertia worse with more iterations", () => {
    const data = cloud(200, 3, 9);
    const start = kmeansPlusPlus(data, 6, createRandom(3));
    let before = Infinity;
    for (const iterations of [1, 2, 3, 5, 10, 50]) {
      const { inertia } = lloyd(data, start, iterations);
      expect(inertia).toBeLessThanOrEqual(before + 1e-6);
      before = inertia;
    }
  });

  it("leaves a centroid that loses its points where it is, and the start as it was", () => {
    const start = matrixOf([
      [0, 0],
      [100, 100],
    ]);
    const result = lloyd(
      matrixOf([
        [0, 0],
        [2, 0],
      ]),
      start,
      10,
    );
    expect(toArrays(result.centroids)).toEqual([
      [1, 0],
      [100, 100],
    ]);
    expect(Array.from(result.assignment)).toEqual([0, 0]);
    expect(toArrays(start)).toEqual([
      [0, 0],
      [100, 100],
    ]);
  });
});
