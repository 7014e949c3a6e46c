/**
 * Class-based TF-IDF (Grootendorst 2022, "BERTopic", §3.3): how typical a term is of one class among all classes,
 *
 *     W(t, c) = tf(t, c) / |c| · ln(1 + A / f(t))
 *
 * with tf(t, c) the count of t in class c, |c| the number of terms in c, f(t) the count of t in all classes, and A the
 * mean number of terms of a class.
 *
 * Example: classes {a a b} and {b b b}: A = 3; W(a, 1) = 2/3 · ln(1 + 3/2) ≈ 0.611, W(b, 1) = 1/3 · ln(1 + 3/4) ≈ 0.187.
 *
 * @param classes for each class, its terms with their counts
 * @returns for each class, its terms with their weights
 */
export function classTfidf(classes: readonly ReadonlyMap<string, number>[]): Map<string, number>[] {
  const frequency = new Map<string, number>();
  const sizes = classes.map((counts) => {
    let size = 0;
    for (const [term, count] of counts) {
      frequency.set(term, (frequency.get(term) ?? 0) + count);
      size += count;
    }
    return size;
  });
  const mean = sizes.reduce((sum, size) => sum + size, 0) / Math.max(1, classes.length);
  return classes.map((counts, c) => {
    const weights = new Map<string, number>();
    for (const [term, count] of counts) {
      weights.set(term, (count / sizes[c]!) * Math.log(1 + mean / frequency.get(term)!));
    }
    return weights;
  });
}
