/** Exact tests on small counts. Pure. */

const logFactorials: number[] = [0];

function logFactorial(n: number): number {
  for (let i = logFactorials.length; i <= n; i++) logFactorials.push(logFactorials[i - 1]! + Math.log(i));
  return logFactorials[n]!;
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

/** Of a number of draws, how many hit. */
export interface Hits {
  hits: number;
  of: number;
}

/**
 * Fisher's exact test, one-sided with half of the probability of what was seen itself (the mid-p of Lancaster 1961): how often chance
 * alone would give the first of two groups as many hits as it has, or more, were the hits spread evenly over both.
 *
 * @param first whole numbers, `hits` at most `of`
 * @returns 0…1; small where the first group has more than its part, near 1 where it has less
 */
export function chanceOfMore(first: Hits, second: Hits): number {
  const all = first.of + second.of;
  const hits = first.hits + second.hits;
  const whole = logChoose(all, first.of);
  const chance = (x: number): number =>
    Math.exp(logChoose(hits, x) + logChoose(all - hits, first.of - x) - whole);
  let sum = chance(first.hits) / 2;
  for (let x = first.hits + 1; x <= Math.min(hits, first.of); x++) sum += chance(x);
  return Math.min(1, sum);
}

/**
 * How often chance alone would give so many hits, or more, where each draw hits with a given chance (binomial, upper tail).
 *
 * @param chance 0…1
 * @returns 0…1
 */
export function chanceOfSoMany({ hits, of }: Hits, chance: number): number {
  if (hits <= 0) return 1;
  if (chance <= 0) return 0;
  if (chance >= 1) return 1;
  let sum = 0;
  for (let x = hits; x <= of; x++) {
    sum += Math.exp(logChoose(of, x) + x * Math.log(chance) + (of - x) * Math.log(1 - chance));
  }
  return Math.min(1, sum);
}
