/** Softens how much the very first ranks count; 60 in the source. */
const K = 60;

/**
 * Joins several rankings by reciprocal rank fusion (Cormack, Clarke & Büttcher 2009): the score of an item is the sum of
 * 1 / (60 + its rank) over the rankings that hold it. Scores of different kinds need not be made comparable that way.
 *
 * Example: second and third, 1/62 + 1/63 = 0.0320, beats first in one ranking alone, 1/61 = 0.0164.
 *
 * @param rankings best first, each item once
 * @returns every item once, best first; of equals the smaller number
 */
export function fuse(rankings: readonly (readonly number[])[]): number[] {
  const scores = new Map<number, number>();
  for (const ranking of rankings) {
    for (const [place, item] of ranking.entries()) {
      scores.set(item, (scores.get(item) ?? 0) + 1 / (K + place + 1));
    }
  }
  return [...scores].sort(([a, scoreA], [b, scoreB]) => scoreB - scoreA || a - b).map(([item]) => item);
}
