/**
 * Maximal marginal relevance (Carbonell & Goldstein 1998): picks items one by one, each the best of
 * λ · relevance − (1 − λ) · the highest similarity to one already picked.
 *
 * @param relevance one number per item, on a scale comparable with the similarities
 * @param similarity of two items by index
 * @param count how many to pick at most
 * @param lambda 1 looks at relevance alone, 0 at difference alone
 * @returns indices in the order picked
 */
export function maximalMarginalRelevance(
  relevance: readonly number[],
  similarity: (a: number, b: number) => number,
  count: number,
  lambda: number,
): number[] {
  const closest = relevance.map(() => 0);
  const left = new Set(relevance.keys());
  const picked: number[] = [];
  while (picked.length < count && left.size > 0) {
    let best = -1;
    let bestScore = -Infinity;
    for (const i of left) {
      const score = lambda * relevance[i]! - (1 - lambda) * closest[i]!;
      if (score > bestScore) {
        bestScore = score;
        best = i;
      }
    }
    picked.push(best);
    left.delete(best);
    for (const i of left) closest[i] = Math.max(closest[i]!, similarity(i, best));
  }
  return picked;
}
