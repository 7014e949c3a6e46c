import type { Granularity, KEvidence } from "../../shapes/clustering.js";

/** What was measured of one candidate, before the candidates are weighed against one another. */
export type KMeasured = Pick<KEvidence, "k" | "silhouette" | "stability">;

/** The most clusters worth trying for n points: 2·√n, at most 60, and never fewer than five points to each. */
export function mostClusters(n: number): number {
  return Math.min(60, Math.round(2 * Math.sqrt(n)), Math.floor(n / 5));
}

/** Width, in e-folds, of the preference for a number of themes that people can hold in their heads. */
const PRIOR_WIDTH = 0.5;
/** The number that suits a reader best: 12 themes for 50 posts, 19 for 250, 23 for 500, 37 for 3,000, at most 40. */
const PER_POSTS = 4.4;
const EXPONENT = 0.275;
const FEWEST = 3;
const MOST = 40;
/** What `granularity` makes of it. */
const FACTORS: Record<Granularity, number> = { broad: 0.5, medium: 1, fine: 2 };

/** The number of themes that suits a reader of so many posts. */
export function suitableNumber(posts: number, granularity: Granularity): number {
  return Math.min(MOST, Math.max(FEWEST, PER_POSTS * posts ** EXPONENT)) * FACTORS[granularity];
}

/**
 * How well a number of themes suits a reader: a bell over ln k, half as wide where broad or fine themes were asked for.
 *
 * @param centre the number that suits best
 * @returns 0…1
 */
export function readability(k: number, centre: number, granularity: Granularity): number {
  return bell(k, centre, granularity === "medium" ? PRIOR_WIDTH : PRIOR_WIDTH / 2);
}

function bell(k: number, centre: number, width: number): number {
  const distance = Math.log(k / centre) / width;
  return Math.exp(-0.5 * distance * distance);
}

/** Exponent of the silhouette beside the other two; see docs/quality.md for how little depends on it. */
const SILHOUETTE_POWER = 1.5;

/** Numbers that suit a reader well are within such a factor of the one that suits best. */
export const SUITABLE = 1.35;
/** A division is so clear that it decides by itself where its evidence is this many times that of any suitable number. */
const CLEAR = 1.4;
/** Of so many posts, groups fewer than this part of what suits are the halves of a collection, and not its themes. */
const PARTS = 6;

/**
 * Weighs the candidates: the product of the silhouette, the stability (each as a part of the best candidate's) and the
 * readability, so that a candidate that fails in one of them can't make up for it by another. Where the data fall into
 * fewer groups as clearly as texts of distinct classes do, these decide, however many posts there are.
 */
export function scoreCandidates(
  measured: readonly KMeasured[],
  posts: number,
  granularity: Granularity,
): KEvidence[] {
  const silhouettes = partsOfBest(measured.map((m) => m.silhouette));
  const stabilities = partsOfBest(measured.map((m) => m.stability));
  const evidence = measured.map((_, i) => silhouettes[i]! ** SILHOUETTE_POWER * stabilities[i]!);
  const centre = suitableNumber(posts, granularity);
  const clear = granularity === "medium" ? clearNumber(measured, evidence, centre) : undefined;
  return measured.map((m, i) => {
    const fit =
      clear === undefined ? readability(m.k, centre, granularity) : bell(m.k, clear, PRIOR_WIDTH / 2);
    return { ...m, readability: fit, score: evidence[i]! * fit };
  });
}

/** The number of groups that the data fall into by themselves, where it is below what suits and far better. */
function clearNumber(
  measured: readonly KMeasured[],
  evidence: readonly number[],
  centre: number,
): number | undefined {
  const bestOf = (isIn: (k: number) => boolean): { k: number; value: number } =>
    measured
      .map(({ k }, i) => ({ k, value: evidence[i]! }))
      .filter(({ k }) => isIn(k))
      .reduce((best, one) => (one.value > best.value ? one : best), { k: 0, value: 0 });
  const suitable = bestOf((k) => k >= centre / SUITABLE && k <= centre * SUITABLE);
  const below = bestOf((k) => k < centre / SUITABLE && k >= centre / PARTS);
  return suitable.value === 0 || below.value < CLEAR * suitable.value ? undefined : below.k;
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
