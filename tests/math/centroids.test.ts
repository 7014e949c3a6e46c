import { describe, expect, it } from "vitest";
import { nearestCentroid, nearestCentroids } from "../../src/math/centroids.js";
import { stacked } from "../../src/math/matrix.js";
import { cloud, matrixOf } from "../helpers/vectors.js";

const centroids = matrixOf([
  [0, 1],
  [1, 0],
  [1, 0],
]);

describe("nearestCentroid", () => {
  const points = matrixOf([[1, 0]]);

  it("is the most similar row, the first of equals", () => {
    expect(nearestCentroid(points, 0, centroids)).toEqual({ row: 1, similarity: 1 });
  });

  it("passes over one row", () => {
    expect(nearestCentroid(points, 0, centroids, 1)).toEqual({ row: 2, similarity: 1 });
    expect(nearestCentroid(points, 0, matrixOf([[1, 0]]), 0)).toEqual({ row: -1, similarity: -Infinity });
  });

  it("is none where there are no rows", () => {
    expect(nearestCentroid(points, 0, { data: new Float32Array(0), rows: 0, dims: 2 }).row).toBe(-1);
  });
});

it("nearestCentroids asks for every point", () => {
  const points = matrixOf([
    [1, 0],
    [0, 1],
  ]);
  expect([...nearestCentroids(points, centroids)]).toEqual([1, 0]);
});

it("nearestCentroids tells centroids apart that are equally near in single precision", () => {
  // The cosines are 1 + 2⁻²⁶ and 1 + 2⁻²⁵: which of them is greater only double precision can tell.
  const points = matrixOf([[1, 2 ** -13]]);
  const close = matrixOf([
    [1, 2 ** -13],
    [1, 2 ** -12],
  ]);
  expect([...nearestCentroids(points, close)]).toEqual([1]);
  expect([...nearestCentroids(points, stacked([matrixOf([[0, 1]]), close], 2))]).toEqual([2]);
});

it.each([7, 96])("nearestCentroids finds what asking point by point finds, in %i dimensions", (dims) => {
  // More of both than are compared in one go; the last centroids are those of before.
  const points = cloud(300, dims, 1);
  const some = cloud(150, dims, 2);
  const all = stacked([some, some], dims);
  const one = Array.from({ length: points.rows }, (_, i) => nearestCentroid(points, i, all).row);
  expect([...nearestCentroids(points, all)]).toEqual(one);
});

it("stacked puts rows below one another, and knows the width of nothing", () => {
  expect([...stacked([matrixOf([[1, 2]]), matrixOf([[3, 4]])], 2).data]).toEqual([1, 2, 3, 4]);
  expect(stacked([], 5)).toMatchObject({ rows: 0, dims: 5 });
});
