import { describe, expect, it } from "vitest";
import { diffuse, nearestNeighbors } from "../../src/math/knn.js";
import { dotRows, normalizeRows, row, toArrays } from "../../src/math/matrix.js";
import { cloud, matrixOf } from "../helpers/vectors.js";

describe("nearestNeighbors", () => {
  it.each([7, 32, 34, 70])("finds what comparing all pairs finds, to the bit, in %i dimensions", (dims) => {
    // More rows than are compared in one go.
    const points = normalizeRows(cloud(300, dims, 1));
    const { indices, similarities } = nearestNeighbors(points, 5);
    for (let i = 0; i < points.rows; i++) {
      const others = [...Array(points.rows).keys()].filter((j) => j !== i);
      const cosine = (j: number): number => dotRows(points, i, points, j);
      const expected = others.sort((a, b) => cosine(b) - cosine(a)).slice(0, 5);
      expect(Array.from(indices.subarray(i * 5, i * 5 + 5))).toEqual(expected);
      expected.forEach((j, place) => expect(similarities[i * 5 + place]).toBe(Math.fround(cosine(j))));
    }
  });

  it("takes the lower index of equals, and never the row itself", () => {
    const same = matrixOf(Array.from({ length: 5 }, () => [0, 1]));
    const { indices } = nearestNeighbors(same, 2);
    expect(Array.from(indices)).toEqual([1, 2, 0, 2, 0, 1, 0, 1, 0, 1]);
  });

  it("takes all other rows, and none at all", () => {
    const three = matrixOf([
      [1, 0],
      [0.6, 0.8],
      [0, 1],
    ]);
    expect(Array.from(nearestNeighbors(three, 2).indices)).toEqual([1, 2, 2, 0, 1, 0]);
    expect(nearestNeighbors(three, 0).indices).toHaveLength(0);
    expect(nearestNeighbors(matrixOf([]), 3).indices).toHaveLength(0);
  });
});

describe("diffuse", () => {
  it.each([3, 8, 10])("adds neighbours one by one in single precision, in %i dimensions", (dims) => {
    const points = normalizeRows(cloud(40, dims, 4));
    const neighbors = nearestNeighbors(points, 6);
    const kept = Uint8Array.from({ length: 40 }, (_, i) => (i % 3 === 0 ? 0 : 1));
    const sums = Array.from({ length: 40 }, (_, i) => {
      const near = [...neighbors.indices.subarray(6 * i, 6 * i + 6)].filter((j) => kept[j] === 1).slice(0, 4);
      const sum = row(points, i).slice();
      for (const j of near) sum.forEach((value, d) => (sum[d] = value + row(points, j)[d]! / near.length));
      return Array.from(sum);
    });
    const expected = normalizeRows(matrixOf(sums));
    expect(diffuse(points, neighbors, 4, kept).data).toEqual(expected.data);
  });

  const three = matrixOf([
    [1, 0],
    [0.6, 0.8],
    [0, 1],
  ]);

  it("adds the mean of the neighbours and scales to length 1", () => {
    const out = diffuse(three, nearestNeighbors(three, 2), 2);
    // Row 0: (1, 0) + ((0.6, 0.8) + (0, 1)) / 2 = (1.3, 0.9), of length √2.5.
    expect(out.data[0]).toBeCloseTo(1.3 / Math.sqrt(2.5), 6);
    expect(out.data[1]).toBeCloseTo(0.9 / Math.sqrt(2.5), 6);
    for (let i = 0; i < 3; i++) expect(Math.hypot(...row(out, i))).toBeCloseTo(1, 6);
  });

  it("uses no more neighbours than it is told to, and leaves the points as they were", () => {
    const before = toArrays(three);
    const out = diffuse(three, nearestNeighbors(three, 2), 1);
    // Row 2: (0, 1) + (0.6, 0.8), of length √3.6.
    expect(out.data[4]).toBeCloseTo(0.6 / Math.sqrt(3.6), 6);
    expect(diffuse(three, nearestNeighbors(three, 2), 0)).toEqual(normalizeRows(matrixOf(before)));
    expect(toArrays(three)).toEqual(before);
  });

  it("makes nothing worse than it is: opposite rows give a finite row", () => {
    const out = diffuse(
      matrixOf([
        [1, 0],
        [-1, 0],
      ]),
      nearestNeighbors(
        matrixOf([
          [1, 0],
          [-1, 0],
        ]),
        1,
      ),
      1,
    );
    expect(out.data.every(Number.isFinite)).toBe(true);
  });
});
