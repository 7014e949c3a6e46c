/** Months of the calendar, `YYYY-MM`. */

/** Months since year 0 of a `YYYY-MM` or `YYYY-MM-DD`. */
export function monthIndex(iso: string): number {
  return Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7)) - 1;
}

/** The month, `YYYY-MM`, that many months after year 0. */
export function monthOf(index: number): string {
  const year = String(Math.floor(index / 12)).padStart(4, "0");
  return `${year}-${String((index % 12) + 1).padStart(2, "0")}`;
}

/** Every month from the first day to the last, `YYYY-MM`, without gaps. */
export function monthsBetween(first: string, last: string): string[] {
  const from = monthIndex(first);
  return Array.from({ length: Math.max(0, monthIndex(last) - from + 1) }, (_, step) => monthOf(from + step));
}
