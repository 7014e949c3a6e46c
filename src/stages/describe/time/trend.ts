/** Standard deviations from an even spread at which a trend is worth telling: one chance in five of being luck. */
const NOTABLE = 1.28;

/**
 * Whether a theme's posts lean to the newer or the older half of the collection. Were the theme spread evenly, each
 * post would fall into either half with a chance of ½; the test is the normal approximation of that binomial.
 *
 * @param weights one post each, oldest first: how much of the post is about the theme, 0…1
 */
export function trendOf(weights: readonly number[]): "rising" | "steady" | "fading" {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return "steady";
  const middle = (weights.length - 1) / 2;
  let newer = 0;
  weights.forEach((weight, i) => {
    if (i > middle) newer += weight;
    else if (i === middle) newer += weight / 2;
  });
  const z = (newer - total / 2) / Math.sqrt(total / 4);
  if (z >= NOTABLE) return "rising";
  return z <= -NOTABLE ? "fading" : "steady";
}
