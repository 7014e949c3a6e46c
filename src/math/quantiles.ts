/** Values by their place among others. */
import { at } from "./at.js";

/**
 * One of the values, never one between two of them: that below which a part of them lies.
 *
 * @param part 0…1
 * @returns undefined where there are none
 */
export function quantile(values: readonly number[], part: number): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = Float64Array.from(values).sort();
  return at(sorted, Math.min(sorted.length - 1, Math.floor(part * sorted.length)));
}

/** The middle value; the mean of the two in the middle where there are an even number; undefined where there are none. */
export function median(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? at(sorted, middle) : (at(sorted, middle - 1) + at(sorted, middle)) / 2;
}
