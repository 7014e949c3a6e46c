import { at } from "../../math/at.js";
import type { Random } from "../../shapes/random.js";

/** Share of the points in each random part. */
export const KEPT = 0.8;

/** A random subset of 0 … n − 1, rising: each with the chance `share`. */
export function subsample(n: number, share: number, random: Random): Int32Array {
  return Int32Array.from({ length: n }, (_, i) => i).filter(() => random.next() < share);
}

/** One clustering of all points, found on a part of them, seen from the clustering that it is to confirm. */
export interface Match {
  /** For each cluster the Jaccard index with the cluster of the other that is most like it, 0…1. */
  jaccard: Float64Array;
  /** For each point whether it stays: its cluster in the other has more of its own cluster than of any else. */
  stays: Uint8Array;
}

/**
 * Compares a clustering with one found on a subsample (Hennig 2007): whether each cluster is found again, and whether
 * each point stays with it.
 *
 * @param assignment cluster of each point, 0 … k − 1
 * @param others the same points' clusters in the other, numbered from 0
 */
export function matchClusters(assignment: Int32Array, k: number, others: Int32Array): Match {
  const m = others.reduce((most, cluster) => Math.max(most, cluster + 1), 0);
  const both = new Uint32Array(k * m);
  const sizes = new Uint32Array(k);
  const otherSizes = new Uint32Array(m);
  assignment.forEach((cluster, i) => {
    const other = others[i]!;
    both[cluster * m + other] = both[cluster * m + other]! + 1;
    sizes[cluster] = sizes[cluster]! + 1;
    otherSizes[other] = otherSizes[other]! + 1;
  });
  const jaccard = new Float64Array(k);
  const owner = new Int32Array(m);
  const most = new Uint32Array(m);
  for (let c = 0; c < k; c++) {
    for (let o = 0; o < m; o++) {
      const shared = both[c * m + o]!;
      const union = sizes[c]! + otherSizes[o]! - shared;
      if (union > 0) jaccard[c] = Math.max(jaccard[c]!, shared / union);
      if (shared > most[o]!) {
        most[o] = shared;
        owner[o] = c;
      }
    }
  }
  return {
    jaccard,
    stays: Uint8Array.from(assignment, (cluster, i) => (owner[others[i]!] === cluster ? 1 : 0)),
  };
}

/** A rising step function with straight lines between its points. */
export interface Curve {
  x: Float64Array;
  y: Float64Array;
}

/** Groups of margins that are averaged before the fit: enough to bend, each large enough to mean something. */
const MOST_GROUPS = 40;
const LEAST_IN_GROUP = 10;

/**
 * A rising curve from margins to the share that stays (isotonic regression by pooling adjacent violators, Ayer et al.
 * 1955, on groups of equally many points). At no margin at all it is a toss-up between two.
 *
 * @param margins at least 0
 * @param shares 0…1, one for each margin
 */
export function calibrate(margins: ArrayLike<number>, shares: ArrayLike<number>): Curve {
  const order = Array.from({ length: margins.length }, (_, i) => i).sort((a, b) => margins[a]! - margins[b]!);
  const groups = Math.max(1, Math.min(MOST_GROUPS, Math.floor(order.length / LEAST_IN_GROUP)));
  const blocks: { x: number; y: number; weight: number }[] = [];
  for (let g = 0; g < groups; g++) {
    const part = order.slice(
      Math.floor((g * order.length) / groups),
      Math.floor(((g + 1) * order.length) / groups),
    );
    const mean = (of: ArrayLike<number>): number => part.reduce((sum, i) => sum + of[i]!, 0) / part.length;
    if (part.length > 0) blocks.push({ x: mean(margins), y: mean(shares), weight: part.length });
  }
  const pooled = pool(blocks);
  const lowest = Math.min(0.5, pooled[0]?.y ?? 0.5);
  const points = [{ x: 0, y: lowest }, ...pooled.filter(({ x }) => x > 0)];
  return { x: Float64Array.from(points, ({ x }) => x), y: Float64Array.from(points, ({ y }) => y) };
}

/** Means of neighbours that fall, until none does; each keeps its own x. */
function pool(blocks: readonly { x: number; y: number; weight: number }[]): { x: number; y: number }[] {
  const pools: { xs: number[]; y: number; weight: number }[] = [];
  for (const { x, y, weight } of blocks) {
    let next = { xs: [x], y, weight };
    for (let last = pools.at(-1); last !== undefined && last.y > next.y; last = pools.at(-1)) {
      const sum = last.weight + next.weight;
      next = {
        xs: [...last.xs, ...next.xs],
        y: (last.y * last.weight + next.y * next.weight) / sum,
        weight: sum,
      };
      pools.pop();
    }
    pools.push(next);
  }
  return pools.flatMap(({ xs, y }) => xs.map((x) => ({ x, y })));
}

/** The curve's value at x; at its ends it goes on level. */
export function valueAt({ x, y }: Curve, place: number): number {
  const next = x.findIndex((value) => value >= place);
  if (next === 0) return y[0]!;
  if (next < 0) return at(y, y.length - 1);
  const part = (place - x[next - 1]!) / (x[next]! - x[next - 1]!);
  return y[next - 1]! + part * (y[next]! - y[next - 1]!);
}
