import type { Neighbors } from "../../math/knn.js";

/** A weighted undirected graph, each edge in the rows of both its ends: the edges of node i stand from `starts[i]` on. */
export interface Graph {
  nodes: number;
  /** nodes + 1 offsets into `ends` and `weights`. */
  starts: Int32Array;
  ends: Int32Array;
  weights: Float64Array;
}

/**
 * The graph of shared nearest neighbours (Jarvis & Patrick 1973): two points of which one is a neighbour of the other
 * are joined by the Jaccard index of their neighbourhoods, each with its own point in it. Being neighbours of the same
 * points says more than a cosine, which is high everywhere in some themes and low everywhere in others.
 *
 * @param count neighbours of each point that are looked at, at most `neighbors.count`
 */
export function sharedNeighborGraph(neighbors: Neighbors, count: number): Graph {
  const nodes = neighbors.count > 0 ? neighbors.indices.length / neighbors.count : 0;
  const used = Math.min(count, neighbors.count);
  const adjacent = symmetric(neighbors, nodes, used);
  const mark = new Int32Array(nodes).fill(-1);
  const starts = new Int32Array(nodes + 1);
  adjacent.forEach((list, i) => (starts[i + 1] = starts[i]! + list.length));
  const graph: Graph = {
    nodes,
    starts,
    ends: new Int32Array(starts[nodes]!),
    weights: new Float64Array(starts[nodes]!),
  };
  for (let i = 0; i < nodes; i++) {
    mark[i] = i;
    for (let m = 0; m < used; m++) mark[neighbors.indices[i * neighbors.count + m]!] = i;
    adjacent[i]!.forEach((j, place) => {
      let shared = mark[j] === i ? 1 : 0;
      for (let m = 0; m < used; m++) if (mark[neighbors.indices[j * neighbors.count + m]!] === i) shared++;
      graph.ends[starts[i]! + place] = j;
      graph.weights[starts[i]! + place] = shared / (2 * (used + 1) - shared);
    });
  }
  return graph;
}

/** For each point the points that it names or that name it, rising. */
function symmetric({ count, indices }: Neighbors, nodes: number, used: number): number[][] {
  const sets = Array.from({ length: nodes }, () => new Set<number>());
  for (let i = 0; i < nodes; i++) {
    for (let m = 0; m < used; m++) {
      const j = indices[i * count + m]!;
      if (j < 0) continue;
      sets[i]!.add(j);
      sets[j]!.add(i);
    }
  }
  return sets.map((set) => [...set].sort((a, b) => a - b));
}

/** The graph of some of the nodes, numbered by their place in `kept`, with the edges among them. */
export function subgraph({ nodes, starts, ends, weights }: Graph, kept: Int32Array): Graph {
  const places = new Int32Array(nodes).fill(-1);
  kept.forEach((i, place) => (places[i] = place));
  const out: Graph = {
    nodes: kept.length,
    starts: new Int32Array(kept.length + 1),
    ends: new Int32Array(ends.length),
    weights: new Float64Array(ends.length),
  };
  let at = 0;
  kept.forEach((i, place) => {
    for (let e = starts[i]!; e < starts[i + 1]!; e++) {
      const end = places[ends[e]!]!;
      if (end < 0) continue;
      out.ends[at] = end;
      out.weights[at++] = weights[e]!;
    }
    out.starts[place + 1] = at;
  });
  return { ...out, ends: out.ends.slice(0, at), weights: out.weights.slice(0, at) };
}

/** Neighbours that make the communities of n points neither crumble nor melt: √n, from 3 to 15. */
export function communityNeighbors(n: number): number {
  return Math.min(n - 1, 15, Math.max(3, Math.round(Math.sqrt(n))));
}
