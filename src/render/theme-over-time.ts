import type { MonthCount } from "../shapes/theme.js";
import { periodsOf } from "./months.js";
import { count } from "./words.js";

/** How a theme went over time, for bars with a word at each end. */
export interface ThemeOverTime {
  /** Passages per period. */
  values: number[];
  /** The whole in words. */
  label: string;
  /** The first period, what a bar stands for, and the last period. */
  first: string;
  unit: string;
  last: string;
}

/**
 * @param months every month of the collection, `YYYY-MM`
 * @param counts the months in which the theme has passages
 * @returns undefined where nothing is dated
 */
export function themeOverTime(
  months: readonly string[],
  counts: readonly MonthCount[],
): ThemeOverTime | undefined {
  const periods = periodsOf(months);
  const [first, last] = [periods?.periods[0], periods?.periods.at(-1)];
  if (periods === undefined || first === undefined || last === undefined) return undefined;
  const values = periods.sum(counts, ({ passages }) => passages);
  const most = Math.max(1, ...values);
  return {
    values,
    label: `Passages per ${periods.unit}, ${first.label} to ${last.label}; ${count(most, "passage")} at most`,
    first: first.label,
    unit: `passages per ${periods.unit}, ${most} at most`,
    last: last.label,
  };
}
