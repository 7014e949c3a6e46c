import { describe, expect, it } from "vitest";
import { nearestNeighbors } from "../../../../src/math/knn.js";
import { normalizeRows } from "../../../../src/math/matrix.js";
import { beliefsOf, fuzzyGraph } from "../../../../src/stages/map/umap/graph.js";
import { cloud, matrixOf } from "../../../helpers/vectors.js";

describe("fuzzyGraph", () => {
  const neighbors = nearestNeighbors(normalizeRows(cloud(60, 5, 1)), 7);

  it("believes in the nearest neighbour wholly, and in all together as much as the logarithm of their number", () => {
    const beliefs = beliefsOf(neighbors);
    for (let first = 0; first < beliefs.length; first += 7) {
      const own = beliefs.subarray(first, first + 7);
      expect(own[0]).toBe(1);
      expect(own.reduce((sum, belief) => sum + belief, 0)).toBeCloseTo(Math.log2(8), 4);
      expect([...own]).toEqual([...own].sort((a, b) => b - a));
    }
  });

  it("weighs an edge by what either end believes of it", () => {
    const beliefs = beliefsOf(neighbors);
    const { starts, ends, weights } = fuzzyGraph(neighbors);
    const belief = (i: number, j: number): number => {
      const place = neighbors.indices.subarray(i * 7, (i + 1) * 7).indexOf(j);
      return place < 0 ? 0 : beliefs[i * 7 + place]!;
    };
    const found = new Map<string, number>();
    for (let i = 0; i < 60; i++) {
      for (let e = starts[i]!; e < starts[i + 1]!; e++) found.set(`${i} ${ends[e]}`, weights[e]!);
    }
    for (let i = 0; i < 60; i++) {
      for (let j = 0; j < 60; j++) {
        const [a, b] = [belief(i, j), belief(j, i)];
        if (a + b === 0) expect(found.has(`${i} ${j}`)).toBe(false);
        else expect(found.get(`${i} ${j}`)).toBeCloseTo(a + b - a * b, 6);
      }
    }
  });

  it("takes copies, all of them surely neighbours, and a graph without neighbours", () => {
    const copies = nearestNeighbors(matrixOf(Array.from({ length: 4 }, () => [1, 0])), 2);
    expect(new Set(fuzzyGraph(copies).weights)).toEqual(new Set([1]));
    expect(fuzzyGraph(nearestNeighbors(matrixOf([[1, 0]]), 0)).ends).toHaveLength(0);
  });
});
