/** From which day a plan counts. */
import type { PlanClock } from "../shapes/plan.js";
import { dayNumber } from "../text/days.js";

/** A silence of fewer days than this says nothing, however often there were posts before. */
const SHORTEST_END = 180;
/** An archive has ended where its silence is so many times as long as its long pauses were. */
const TIMES_PAUSE = 3;
/** Which of its pauses, sorted, is a long one. */
const LONG_PAUSE = 0.9;

/**
 * From today where posts still come, from the newest post where the archive has ended; from today, too, where a person set the day.
 *
 * @param dates `YYYY-MM-DD` of all dated posts, in any order
 * @param today `YYYY-MM-DD`
 * @param isSet whether a person chose that day
 * @returns undefined where no post has a date
 */
export function planClock(
  dates: readonly string[],
  { today, isSet }: { today: string; isSet: boolean },
): PlanClock | undefined {
  const days = [...new Set(dates)].sort();
  const newest = days.at(-1);
  if (newest === undefined) return undefined;
  if (isSet) return { day: today, from: "set" };
  const silence = numberOf(today) - numberOf(newest);
  const numbers = days.map(numberOf);
  const pauses = numbers.slice(1).map((day, i) => day - (numbers[i] ?? day));
  const long = quantile(pauses, LONG_PAUSE) ?? 0;
  const isOver = silence <= 0 || silence > Math.max(SHORTEST_END, TIMES_PAUSE * long);
  return isOver ? { day: newest, from: "newest" } : { day: today, from: "today" };
}

function numberOf(day: string): number {
  const number = dayNumber(day);
  if (number === undefined) throw new Error(`Expected a day such as 2024-09-03, got "${day}".`);
  return number;
}

/** A value of those given, not one between two of them; undefined where there are none. @param part 0…1 */
export function quantile(values: readonly number[], part: number): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
}
