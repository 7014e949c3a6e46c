import { describe, expect, it } from "vitest";
import { nearestNeighbors } from "../../../src/math/knn.js";
import { louvain } from "../../../src/stages/cluster/louvain.js";
import { createRandom } from "../../../src/math/random.js";
import {
  communityNeighbors,
  sharedNeighborGraph,
  subgraph,
  type Graph,
} from "../../../src/stages/cluster/shared-neighbors.js";
import { blobs, matrixOf } from "../../helpers/vectors.js";

/** A graph from undirected edges of weight 1. */
function graphOf(nodes: number, edges: readonly [number, number][]): Graph {
  const both = edges.flatMap(([a, b]) => [[a, b] as const, [b, a] as const]);
  const rows = Array.from({ length: nodes }, (_, i) => both.flatMap(([a, b]) => (a === i ? [b] : [])).sort());
  const starts = new Int32Array(nodes + 1);
  rows.forEach((row, i) => (starts[i + 1] = (starts[i] ?? 0) + row.length));
  return {
    nodes,
    starts,
    ends: Int32Array.from(rows.flat()),
    weights: new Float64Array(both.length).fill(1),
  };
}

function clique(from: number, size: number): [number, number][] {
  const nodes = Array.from({ length: size }, (_, i) => from + i);
  return nodes.flatMap((a) => nodes.filter((b) => b > a).map((b): [number, number] => [a, b]));
}

describe("louvain", () => {
  it("finds the cliques of a ring of cliques, and merges them at a low resolution", () => {
    const ring = [0, 5, 10, 15].flatMap((start) => [
      ...clique(start, 5),
      [start, (start + 9) % 20] as [number, number],
    ]);
    const graph = graphOf(20, ring);
    expect(Array.from(louvain(graph, 1, createRandom(1)))).toEqual(
      Array.from({ length: 20 }, (_, i) => Math.floor(i / 5)),
    );
    expect(new Set(louvain(graph, 0.05, createRandom(1))).size).toBe(1);
    expect(new Set(louvain(graph, 20, createRandom(1))).size).toBe(20);
  });

  it("finds the partition of the karate club that is known to be best", () => {
    // Zachary 1977; the greatest modularity at resolution 1 is 0.4198, with four communities (Brandes et al. 2008).
    const edges =
      "0-1 0-2 0-3 0-4 0-5 0-6 0-7 0-8 0-10 0-11 0-12 0-13 0-17 0-19 0-21 0-31 1-2 1-3 1-7 1-13 1-17 1-19 1-21 1-30 " +
      "2-3 2-7 2-8 2-9 2-13 2-27 2-28 2-32 3-7 3-12 3-13 4-6 4-10 5-6 5-10 5-16 6-16 8-30 8-32 8-33 9-33 13-33 14-32 " +
      "14-33 15-32 15-33 18-32 18-33 19-33 20-32 20-33 22-32 22-33 23-25 23-27 23-29 23-32 23-33 24-25 24-27 24-31 " +
      "25-31 26-29 26-33 27-33 28-31 28-33 29-32 29-33 30-32 30-33 31-32 31-33 32-33";
    const pairs = edges.split(" ").map((edge) => edge.split("-").map(Number) as [number, number]);
    const assignment = louvain(graphOf(34, pairs), 1, createRandom(2), 20);
    const degree = new Array<number>(34).fill(0);
    for (const node of pairs.flat()) degree[node] = (degree[node] ?? 0) + 1;
    let modularity = 0;
    for (let community = 0; community < 4; community++) {
      const inside = pairs.filter(
        ([a, b]) => assignment[a] === community && assignment[b] === community,
      ).length;
      const total = degree.reduce((sum, d, i) => sum + (assignment[i] === community ? d : 0), 0);
      modularity += inside / 78 - (total / 156) ** 2;
    }
    expect(Math.max(...assignment)).toBe(3);
    expect(modularity).toBeCloseTo(0.4198, 4);
  });

  it("gives the same for the same seed, and leaves nodes without edges alone", () => {
    const graph = graphOf(12, [...clique(0, 5), ...clique(5, 5)]);
    expect(louvain(graph, 1, createRandom(3))).toEqual(louvain(graph, 1, createRandom(3)));
    expect(new Set(louvain(graph, 1, createRandom(3))).size).toBe(4);
    expect(Array.from(louvain(graphOf(0, []), 1, createRandom(1)))).toEqual([]);
  });
});

describe("louvain on communities of communities", () => {
  it("sums what goes from each to each, loops counted twice", () => {
    // Pairs of heavy edges, the pairs joined in chains of three by light ones: first pairs merge, then chains.
    const edges: [number, number, number][] = [0, 6, 12].flatMap((from): [number, number, number][] => [
      [from, from + 1, 8],
      [from + 2, from + 3, 8],
      [from + 4, from + 5, 8],
      [from + 1, from + 2, 1],
      [from + 3, from + 4, 1],
    ]);
    const rows = Array.from({ length: 18 }, (_, i) =>
      edges
        .flatMap(([a, b, weight]) => (a === i ? [{ to: b, weight }] : b === i ? [{ to: a, weight }] : []))
        .sort((a, b) => a.to - b.to),
    );
    const starts = new Int32Array(19);
    rows.forEach((row, i) => (starts[i + 1] = starts[i]! + row.length));
    const graph: Graph = {
      nodes: 18,
      starts,
      ends: Int32Array.from(rows.flat(), ({ to }) => to),
      weights: Float64Array.from(rows.flat(), ({ weight }) => weight),
    };
    const by = (size: number): number[] => Array.from({ length: 18 }, (_, i) => Math.floor(i / size));
    expect(Array.from(louvain(graph, 1, createRandom(1)))).toEqual(by(2));
    // At a low resolution a light edge is enough to join pairs.
    expect(Array.from(louvain(graph, 0.15, createRandom(1)))).toEqual(by(6));
  });
});

describe("sharedNeighborGraph", () => {
  it("joins neighbours by the Jaccard index of their neighbourhoods, both ways alike", () => {
    const points = blobs({ clusters: 3, each: 12, dims: 5, spread: 0.1, seed: 1 });
    const count = 5;
    const neighbors = nearestNeighbors(points, count);
    const { nodes, starts, ends, weights } = sharedNeighborGraph(neighbors, count);
    const around = (i: number): Set<number> =>
      new Set([i, ...neighbors.indices.subarray(i * count, (i + 1) * count)]);
    const found = new Map<string, number>();
    for (let i = 0; i < nodes; i++) {
      for (let e = starts[i] ?? 0; e < (starts[i + 1] ?? 0); e++) {
        const j = ends[e] ?? -1;
        const both = [...around(i)].filter((x) => around(j).has(x)).length;
        expect(weights[e]).toBeCloseTo(both / new Set([...around(i), ...around(j)]).size, 12);
        found.set(`${i}-${j}`, weights[e] ?? 0);
      }
    }
    for (const [key, weight] of found) expect(found.get(key.split("-").reverse().join("-"))).toBe(weight);
    expect(found.size).toBeGreaterThan(100);
  });

  it("has parts: the edges among the nodes that are kept", () => {
    const graph = graphOf(5, [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
    ]);
    const part = subgraph(graph, Int32Array.of(1, 2, 4));
    expect([part.nodes, [...part.starts], [...part.ends]]).toEqual([3, [0, 1, 2, 2], [1, 0]]);
  });

  it("has no edges for a single point", () => {
    const neighbors = nearestNeighbors(matrixOf([[1, 0]]), 0);
    expect(sharedNeighborGraph(neighbors, 0).ends).toHaveLength(0);
    expect(communityNeighbors(1)).toBe(0);
  });
});
