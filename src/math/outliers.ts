/** Middle value; the mean of the two middle ones for an even number. 0 for none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Makes the median absolute deviation comparable with a standard deviation (1 / Φ⁻¹(¾)). */
const MAD_TO_SIGMA = 1.4826;

/**
 * The value below which a similarity is unusually low: `sigmas` robust standard deviations under the median
 * (Iglewicz & Hoaglin 1993, with the median absolute deviation).
 */
export function lowFence(values: readonly number[], sigmas: number): number {
  const middle = median(values);
  const deviation = median(values.map((value) => Math.abs(value - middle)));
  return middle - sigmas * MAD_TO_SIGMA * deviation;
}
