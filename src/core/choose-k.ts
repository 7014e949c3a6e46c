import type { KEvidence } from "../types.js";

/** What the indices said of one candidate, before they are weighed against one another. */
export type KMeasured = Omit<KEvidence, "score">;

/**
 * The candidates for the number of clusters of n points: every number up to 12, then steps of about a fifth, from 2
 * to 2·√n, and never more than a fifth of the points.
 */
export function candidateCounts(n: number): number[] {
  const most = Math.min(Math.round(2 * Math.sqrt(n)), Math.floor(n / 5));
  const out: number[] = [];
  for (let k = 2; k <= most; k = k < 12 ? k + 1 : Math.max(k + 1, Math.round(k * 1.2))) out.push(k);
  return out;
}

/** Width, in e-folds, of the preference for a number of themes that people can hold in their heads. */
const PRIOR_WIDTH = 1.1;

/**
 * How well a number of themes suits a reader: a bell over ln k around 0.7·√n, held between 3 and 24.
 *
 * @returns 0…1
 */
export function readability(k: number, n: number): number {
  const centre = Math.min(24, Math.max(3, 0.7 * Math.sqrt(n)));
  const distance = Math.log(k / centre) / PRIOR_WIDTH;
  return Math.exp(-0.5 * distance * distance);
}

/**
 * Weighs the indices: each is scaled to 0…1 over the candidates, so that no index counts more for its units, and the
 * score is their mean with the readability, which counts as much as two of them.
 */
export function scoreCandidates(measured: readonly KMeasured[], n: number): KEvidence[] {
  const silhouette = scaled(measured.map((m) => m.silhouette));
  const daviesBouldin = scaled(measured.map((m) => -m.daviesBouldin));
  const calinskiHarabasz = scaled(measured.map((m) => m.calinskiHarabasz));
  return measured.map((m, i) => ({
    ...m,
    score: (silhouette[i]! + daviesBouldin[i]! + calinskiHarabasz[i]! + 2 * readability(m.k, n)) / 5,
  }));
}

function scaled(values: readonly number[]): number[] {
  const low = Math.min(...values);
  const range = Math.max(...values) - low;
  return values.map((value) => (range > 0 ? (value - low) / range : 0.5));
}
