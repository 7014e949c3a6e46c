import type { Random } from "../../shapes/random.js";
import type { Graph } from "./shared-neighbors.js";

/** Gains in modularity under this are noise of the arithmetic. */
const LEAST_GAIN = 1e-12;
const MOST_SWEEPS = 50;

/**
 * Communities of a graph by modularity (Louvain: Blondel et al. 2008, with the resolution of Reichardt & Bornholdt
 * 2006), moving single nodes once more at the end of every round, until a round changes nothing; the best of several
 * tries, since what is found depends on the order in which nodes are visited.
 *
 * @param resolution above 0; higher gives more and smaller communities
 * @param random decides these orders
 * @param tries at least 1
 * @returns the community of each node, numbered from 0 by first appearance
 */
export function louvain(graph: Graph, resolution: number, random: Random, tries = 1): Int32Array {
  let best = search(graph, resolution, random.fork("try 0"));
  let most = tries > 1 ? modularity(graph, best, resolution) : 0;
  for (let t = 1; t < tries; t++) {
    const assignment = search(graph, resolution, random.fork(`try ${t}`));
    const quality = modularity(graph, assignment, resolution);
    if (quality > most + LEAST_GAIN) {
      best = assignment;
      most = quality;
    }
  }
  return best;
}

/** Weight within communities less what chance would put there, as a share of all weight. */
function modularity(
  { nodes, starts, ends, weights }: Graph,
  assignment: Int32Array,
  resolution: number,
): number {
  const totals = new Float64Array(nodes);
  let within = 0;
  let all = 0;
  for (let i = 0; i < nodes; i++) {
    for (let e = starts[i]!; e < starts[i + 1]!; e++) {
      const cluster = assignment[i]!;
      all += weights[e]!;
      totals[cluster] = totals[cluster]! + weights[e]!;
      if (assignment[ends[e]!] === cluster) within += weights[e]!;
    }
  }
  if (all === 0) return 0;
  const chance = totals.reduce((sum, total) => sum + (total / all) ** 2, 0);
  return within / all - resolution * chance;
}

function search(graph: Graph, resolution: number, random: Random): Int32Array {
  let assignment: Int32Array = Int32Array.from({ length: graph.nodes }, (_, i) => i);
  for (let round = 0; round < MOST_SWEEPS; round++) {
    const moved = moveNodes(graph, assignment, resolution, random);
    const merged = mergeUp(graph, assignment, resolution, random);
    assignment = merged.communities;
    if (!moved && !merged.changed) break;
  }
  return numbered(assignment);
}

/** Moves communities of communities as long as that helps. */
function mergeUp(
  graph: Graph,
  assignment: Int32Array,
  resolution: number,
  random: Random,
): { communities: Int32Array; changed: boolean } {
  let current = numbered(assignment);
  let changed = false;
  for (;;) {
    const whole = aggregate(graph, current);
    const upper = Int32Array.from({ length: whole.nodes }, (_, i) => i);
    if (!moveNodes(whole, upper, resolution, random)) return { communities: current, changed };
    changed = true;
    current = numbered(current.map((cluster) => upper[cluster]!));
  }
}

/** Moves nodes to the neighbouring community with the highest gain, sweep after sweep; tells whether any moved. */
function moveNodes(graph: Graph, assignment: Int32Array, resolution: number, random: Random): boolean {
  const { nodes, starts, ends, weights } = graph;
  const degree = new Float64Array(nodes);
  const total = new Float64Array(nodes);
  for (let i = 0; i < nodes; i++) {
    for (let e = starts[i]!; e < starts[i + 1]!; e++) degree[i] = degree[i]! + weights[e]!;
    total[assignment[i]!] = total[assignment[i]!]! + degree[i]!;
  }
  const all = degree.reduce((sum, d) => sum + d, 0);
  if (all <= 0) return false;
  const order = shuffled(nodes, random);
  const into = new Float64Array(nodes);
  const near = new Int32Array(1 + mostEdges(graph));
  let moved = false;
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let moves = 0;
    for (const i of order) {
      const community = assignment[i]!;
      total[community] = total[community]! - degree[i]!;
      let count = 0;
      for (let e = starts[i]!, end = starts[i + 1]!; e < end; e++) {
        const j = ends[e]!;
        if (j === i) continue;
        const c = assignment[j]!;
        const weight = into[c]!;
        if (weight === 0 && c !== community) near[count++] = c;
        into[c] = weight + weights[e]!;
      }
      const chance = resolution * degree[i]!;
      let best = community;
      let bestGain = into[community]! - (chance * total[community]) / all;
      into[community] = 0;
      for (let n = 0; n < count; n++) {
        const c = near[n]!;
        const gain = into[c]! - (chance * total[c]!) / all;
        if (gain > bestGain + LEAST_GAIN) {
          best = c;
          bestGain = gain;
        }
        into[c] = 0;
      }
      assignment[i] = best;
      total[best] = total[best]! + degree[i]!;
      if (best !== community) moves++;
    }
    if (moves === 0) break;
    moved = true;
  }
  return moved;
}

/** How many edges the node with the most of them has. */
function mostEdges({ nodes, starts }: Graph): number {
  let most = 0;
  for (let i = 0; i < nodes; i++) most = Math.max(most, starts[i + 1]! - starts[i]!);
  return most;
}

/** One node per community; edges inside one become a loop that counts twice, as its ends do. */
function aggregate({ starts, ends, weights }: Graph, assignment: Int32Array): Graph {
  const count = assignment.reduce((most, cluster) => Math.max(most, cluster + 1), 0);
  const { first, members } = membersOf(assignment, count);
  const outStarts = new Int32Array(count + 1);
  const outEnds = new Int32Array(ends.length);
  const outWeights = new Float64Array(ends.length);
  // Of the community at hand: the weight that goes to each other one, and which community met each of them last.
  const into = new Float64Array(count);
  const metBy = new Int32Array(count).fill(-1);
  let at = 0;
  for (let c = 0; c < count; c++) {
    const from = at;
    for (let m = first[c]!; m < first[c + 1]!; m++) {
      const i = members[m]!;
      for (let e = starts[i]!; e < starts[i + 1]!; e++) {
        const other = assignment[ends[e]!]!;
        if (metBy[other] !== c) {
          metBy[other] = c;
          into[other] = 0;
          outEnds[at++] = other;
        }
        into[other] = into[other]! + weights[e]!;
      }
    }
    outEnds.subarray(from, at).sort();
    for (let e = from; e < at; e++) outWeights[e] = into[outEnds[e]!]!;
    outStarts[c + 1] = at;
  }
  return { nodes: count, starts: outStarts, ends: outEnds.slice(0, at), weights: outWeights.slice(0, at) };
}

/** The nodes of each community, rising: those of c stand in `members` from `first[c]` to before `first[c + 1]`. */
function membersOf(assignment: Int32Array, count: number): { first: Int32Array; members: Int32Array } {
  const first = new Int32Array(count + 1);
  for (const cluster of assignment) first[cluster + 1]! += 1;
  for (let c = 0; c < count; c++) first[c + 1]! += first[c]!;
  const next = first.slice(0, count);
  const members = new Int32Array(assignment.length);
  assignment.forEach((cluster, i) => (members[next[cluster]!++] = i));
  return { first, members };
}

function numbered(assignment: Int32Array): Int32Array {
  const numbers = new Int32Array(assignment.length).fill(-1);
  let count = 0;
  return assignment.map((cluster) => {
    if (numbers[cluster] === -1) numbers[cluster] = count++;
    return numbers[cluster]!;
  });
}

function shuffled(n: number, random: Random): Int32Array {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = random.int(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
