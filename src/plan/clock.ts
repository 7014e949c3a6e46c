/** From which day a plan counts. */
import type { PlanClock } from "../shapes/plan.js";
import { quantile } from "../math/quantiles.js";
import { dayOf } from "../text/days.js";

/** A silence of fewer days than this says nothing, however often there were posts before. */
const SHORTEST_END = 180;
/** An archive has ended where its silence is so many times as long as its long pauses were. */
const TIMES_PAUSE = 3;
/** Which of its pauses, sorted, is a long one. */
const LONG_PAUSE = 0.9;

/** The day that a person set for the plan, and the day that it is, both `YYYY-MM-DD`. */
export interface PlanDay {
  planDay?: string | undefined;
  today?: string | undefined;
}

/**
 * From today where posts still come, from the newest post where the archive has ended; from today, too, where a person set the day.
 *
 * @param dates `YYYY-MM-DD` of all dated posts, in any order
 * @returns undefined where no post has a date
 */
export function planClock(dates: readonly string[], { planDay, today }: PlanDay): PlanClock | undefined {
  const days = [...new Set(dates)].sort();
  const newest = days.at(-1);
  if (newest === undefined) return undefined;
  if (planDay !== undefined) return { day: planDay, from: "set" };
  if (today === undefined) return { day: newest, from: "newest" };
  const silence = dayOf(today) - dayOf(newest);
  const numbers = days.map(dayOf);
  const pauses = numbers.slice(1).map((day, i) => day - (numbers[i] ?? day));
  const long = quantile(pauses, LONG_PAUSE) ?? 0;
  const isOver = silence <= 0 || silence > Math.max(SHORTEST_END, TIMES_PAUSE * long);
  return isOver ? { day: newest, from: "newest" } : { day: today, from: "today" };
}
