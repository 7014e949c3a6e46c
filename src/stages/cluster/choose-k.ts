import type { Granularity, KEvidence } from "../../shapes/clustering.js";

/** What was measured of one candidate, before the candidates are weighed against one another. */
export type KMeasured = Pick<KEvidence, "k" | "silhouette" | "stability">;

/** The most clusters worth trying for n points: 2·√n, at most 60, and never fewer than five points to each. */
export function mostClusters(n: number): number {
  return Math.min(60, Math.round(2 * Math.sqrt(n)), Math.floor(n / 5));
}

/** Width, in e-folds, of the preference for a number of themes that people can hold in their heads. */
const PRIOR_WIDTH = 1;
/** The number that suits a reader best, from this many to that many, by the fourth root of the words to be read. */
const FEWEST = 3;
const MOST = 24;
const PER_FOURTH_ROOT = 0.5;
/** What `granularity` makes of it. */
const FACTORS: Record<Granularity, number> = { broad: 0.5, medium: 1, fine: 2 };

/**
 * How well a number of themes suits a reader: a bell over ln k around half the fourth root of the words (6 themes for
 * twenty thousand words, 12 for three hundred thousand), held between 3 and 24; half or twice that where broad or fine
 * themes were asked for.
 *
 * @param words in the passages that decide the themes
 * @returns 0…1
 */
export function readability(k: number, words: number, granularity: Granularity): number {
  const centre = Math.min(MOST, Math.max(FEWEST, PER_FOURTH_ROOT * words ** 0.25)) * FACTORS[granularity];
  const width = granularity === "medium" ? PRIOR_WIDTH : PRIOR_WIDTH / 2;
  const distance = Math.log(k / centre) / width;
  return Math.exp(-0.5 * distance * distance);
}

/** Exponent of the silhouette beside the other two; see docs/quality.md for how little depends on it. */
const SILHOUETTE_POWER = 1.5;

/**
 * Weighs the candidates: the product of the silhouette, the stability (each as a part of the best candidate's) and the
 * readability, so that a candidate that fails in one of them can't make up for it by another.
 */
export function scoreCandidates(
  measured: readonly KMeasured[],
  words: number,
  granularity: Granularity,
): KEvidence[] {
  const silhouettes = partsOfBest(measured.map((m) => m.silhouette));
  const stabilities = partsOfBest(measured.map((m) => m.stability));
  return measured.map((m, i) => {
    const fit = readability(m.k, words, granularity);
    return { ...m, readability: fit, score: silhouettes[i]! ** SILHOUETTE_POWER * stabilities[i]! * fit };
  });
}

/** How far from the best a score may be and count as good, as a part of what random parts of the passages change. */
const TOLERANCE = 0.5;

/**
 * The candidate with the fewest themes of those that do about as well as the best: within half of the share of it that
 * is not found again on random parts, since a smaller difference comes and goes with a few posts. What a larger number
 * would add is shown as sub-themes. (Breiman et al. 1984 choose the simplest tree within one standard error likewise.)
 *
 * @param evidence by rising k
 * @returns undefined where no candidate scores above 0
 */
export function fewestOfTheBest(evidence: readonly KEvidence[]): KEvidence | undefined {
  const best = evidence.reduce((a, b) => (b.score > a.score ? b : a), evidence[0] ?? NOTHING);
  if (best.score <= 0) return undefined;
  const least = best.score * (1 - TOLERANCE * Math.max(0, 1 - best.stability));
  return evidence.find(({ score }) => score >= least);
}

const NOTHING: KEvidence = { k: 0, silhouette: 0, stability: 0, readability: 0, score: 0 };

function partsOfBest(values: readonly number[]): number[] {
  const best = Math.max(...values, 0);
  return values.map((value) => (best > 0 ? Math.max(0, value) / best : 0));
}
