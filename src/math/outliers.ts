import { median } from "./quantiles.js";

/** Makes the median absolute deviation comparable with a standard deviation (1 / Φ⁻¹(¾)). */
const MAD_TO_SIGMA = 1.4826;

/**
 * The value below which a similarity is unusually low: `sigmas` robust standard deviations under the median
 * (Iglewicz & Hoaglin 1993, with the median absolute deviation); 0 for no values.
 */
export function lowFence(values: readonly number[], sigmas: number): number {
  const middle = median(values);
  if (middle === undefined) return 0;
  const deviation = median(values.map((value) => Math.abs(value - middle))) ?? 0;
  return middle - sigmas * MAD_TO_SIGMA * deviation;
}
