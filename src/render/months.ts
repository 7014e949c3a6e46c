/** Months in a row, and the same months in steps coarse enough to draw. */
import type { MonthCount } from "../shapes/theme.js";
import { monthIndex, monthOf } from "../text/months.js";
import { month as monthWords } from "./words.js";

/** A stretch of time that becomes one bar. */
export interface Period {
  /** `Feb 2023`, `Q1 2023`, `2023` or `2020–2029`. */
  label: string;
  /** First and last month, `YYYY-MM`. */
  first: string;
  last: string;
}

export interface Periods {
  /** `month`, `quarter`, `year`, `5 years` … */
  unit: string;
  /** Months in each period. */
  months: number;
  periods: Period[];
  /** Position of the period that holds a `YYYY-MM` or `YYYY-MM-DD`; outside of 0 … periods − 1 where none does. */
  at(iso: string): number;
  /** One number per period: the sum of `value` over its months. */
  sum(months: readonly MonthCount[], value: (month: MonthCount) => number): number[];
}

const MOST_BARS = 48;
const STEPS: readonly { months: number; unit: string }[] = [
  { months: 1, unit: "month" },
  { months: 3, unit: "quarter" },
  { months: 12, unit: "year" },
  { months: 60, unit: "5 years" },
  { months: 120, unit: "decade" },
];

const COARSEST = { months: 1200, unit: "century" };

/**
 * The months of a report in at most 48 periods of at least `atLeastMonths`, aligned with the calendar (a quarter begins
 * in January, April, July or October). Undefined where nothing is dated.
 */
export function periodsOf(months: readonly string[], atLeastMonths = 1): Periods | undefined {
  const first = months[0];
  const last = months.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const [from, to] = [monthIndex(first), monthIndex(last)];
  const bars = (size: number): number => Math.floor(to / size) - Math.floor(from / size) + 1;
  const fitting = STEPS.find((step) => step.months >= atLeastMonths && bars(step.months) <= MOST_BARS);
  const step = fitting ?? COARSEST;
  const start = Math.floor(from / step.months);
  const periods = Array.from({ length: bars(step.months) }, (_, i) =>
    periodAt((start + i) * step.months, step),
  );
  const at = (iso: string): number => Math.floor(monthIndex(iso) / step.months) - start;
  return {
    unit: step.unit,
    months: step.months,
    periods,
    at,
    sum(counts, value) {
      const sums = new Array<number>(periods.length).fill(0);
      for (const count of counts) {
        const before = sums[at(count.month)];
        if (before !== undefined) sums[at(count.month)] = before + value(count);
      }
      return sums;
    },
  };
}

function periodAt(index: number, step: { months: number; unit: string }): Period {
  const first = monthOf(index);
  const last = monthOf(index + step.months - 1);
  return { label: periodLabel(first, last, step.unit), first, last };
}

function periodLabel(first: string, last: string, unit: string): string {
  const year = first.slice(0, 4);
  if (unit === "month") return monthWords(first);
  if (unit === "quarter") return `Q${(Number(first.slice(5, 7)) + 2) / 3} ${year}`;
  return unit === "year" ? year : `${year}–${last.slice(0, 4)}`;
}
