import { describe, expect, it } from "vitest";
import { finish, nearestNeighbors } from "../../src/math/knn.js";
import { dotRows, normalizeRows } from "../../src/math/matrix.js";
import { descendNeighbors } from "../../src/math/nn-descent.js";
import { createRandom } from "../../src/math/random.js";
import { groups } from "../helpers/map-quality.js";
import { cloud, matrixOf } from "../helpers/vectors.js";

describe("descendNeighbors", () => {
  it.each([
    { what: "rows in groups", points: groups({ rows: 1500, dims: 24, groups: 12, seed: 1 }) },
    { what: "rows without structure", points: normalizeRows(cloud(1500, 8, 2)) },
  ])("finds nearly all neighbours of $what, nearest first", ({ points }) => {
    const exact = nearestNeighbors(points, 15);
    const { indices, similarities } = finish(descendNeighbors(points, 15, createRandom(1)));
    let found = 0;
    for (let i = 0; i < points.rows; i++) {
      const own = indices.subarray(i * 15, (i + 1) * 15);
      const right = new Set(exact.indices.subarray(i * 15, (i + 1) * 15));
      found += own.filter((j) => right.has(j)).length;
      expect(new Set(own).size).toBe(15);
      expect(own).not.toContain(i);
      own.forEach((j, e) => {
        expect(similarities[i * 15 + e]).toBeCloseTo(dotRows(points, i, points, j), 4);
        if (e > 0) expect(similarities[i * 15 + e]).toBeLessThanOrEqual(similarities[i * 15 + e - 1]!);
      });
    }
    expect(found / indices.length).toBeGreaterThan(0.97);
  });

  it("gives the same bytes for the same seed", () => {
    const points = normalizeRows(cloud(400, 6, 3));
    const first = finish(descendNeighbors(points, 10, createRandom(5)));
    expect(finish(descendNeighbors(points, 10, createRandom(5)))).toEqual(first);
  });

  it("takes copies, and all rows but one for neighbours", () => {
    const copies = matrixOf(Array.from({ length: 500 }, () => [0.6, 0.8]));
    expect(finish(descendNeighbors(copies, 4, createRandom(1))).indices.every((j) => j >= 0)).toBe(true);
    const few = finish(descendNeighbors(normalizeRows(cloud(6, 3, 1)), 5, createRandom(1)));
    expect(new Set(few.indices.subarray(0, 5))).toEqual(new Set([1, 2, 3, 4, 5]));
  });
});
