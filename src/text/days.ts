/** Days of the calendar, `YYYY-MM-DD`, counted in UTC. */

export const DAYS_PER_YEAR = 365.25;

/** Days from 1970-01-01 to a `YYYY-MM-DD`, in UTC; undefined where it is none. */
export function dayNumber(iso: string | undefined): number | undefined {
  if (iso === undefined || !/^\d{4}-(?:0[1-9]|1[0-2])-\d{2}$/.test(iso)) return undefined;
  const milliseconds = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(milliseconds) ? undefined : Math.round(milliseconds / 86_400_000);
}

/** As `dayNumber`, of a date that is known to be one. */
export function dayOf(iso: string): number {
  const number = dayNumber(iso);
  if (number === undefined) throw new Error(`Expected a day such as 2024-09-03, got "${iso}".`);
  return number;
}

/** The `YYYY-MM-DD` of a day since 1970-01-01, in UTC. */
export function dayFrom(number: number): string {
  return new Date(number * 86_400_000).toISOString().slice(0, 10);
}

/** The day that a clock shows where the program runs. */
export function localDay(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
