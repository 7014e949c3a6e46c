/** The next days on which a post is due, at the rhythm that the collection has. */
import type { Plan, PlanCalendar, Proposal } from "../shapes/plan.js";
import { dayFrom, dayOf } from "../text/days.js";
import { quantile } from "../math/quantiles.js";
import type { PlanTimes } from "./coverage.js";

/** The latest posts tell the rhythm of now. */
const LATEST = 24;
/** A weekday has to have so many of them to be the day of publishing. */
const WEEKDAY_SHARE = 0.5;
const WEEK = 7;
/** So many posts tell on which weekdays none comes. */
const FEWEST_FOR_REST = 14;
/** A pause of more days than this is no rhythm. */
const LONGEST_INTERVAL = 91;

/** Named intervals, in days; a month is four weeks, so that its day of the week stays. */
export const CADENCES = { daily: 1, weekly: WEEK, fortnightly: 2 * WEEK, monthly: 4 * WEEK } as const;

export type Cadence = keyof typeof CADENCES;

export interface CalendarOptions {
  /** How many days are planned, 0…; none where it is 0. */
  slots: number;
  /** @default the rhythm of the latest posts */
  cadence?: Cadence | number;
}

/**
 * Days and what could stand there: proposals that are work, in the order of the plan.
 *
 * @returns undefined where the posts tell no rhythm, and none is given
 */
export function calendarOf(
  proposals: readonly Proposal[],
  { clock, days }: Pick<PlanTimes, "clock" | "days">,
  { slots, cadence }: CalendarOptions,
): PlanCalendar | undefined {
  if (clock === undefined || slots === 0) return undefined;
  const latest = [...new Set(days)].slice(-LATEST);
  const weekday = weekdayOf(latest);
  const every = cadence === undefined ? intervalOf(latest, weekday?.day) : daysOf(cadence);
  if (every === undefined) return undefined;
  const first = firstSlot(latest.at(-1) ?? 0, dayOf(clock.day), every, weekday?.day);
  const rest = cadence === undefined && every % WEEK !== 0 ? restDaysOf(latest) : [];
  const work = proposals.filter(
    ({ effort }) => effort === "new" || effort === "update" || effort === "merge",
  );
  return {
    every,
    isGiven: cadence !== undefined,
    ...(weekday && every % WEEK === 0 && { weekday }),
    ...(rest.length > 0 && { rest }),
    slots: slotDays({ first, every, slots }, rest).map((day, i) => {
      const proposal = work[i]?.key;
      return { date: dayFrom(day), ...(proposal !== undefined && { proposal }) };
    }),
  };
}

function daysOf(cadence: Cadence | number): number {
  return typeof cadence === "number" ? cadence : CADENCES[cadence];
}

/** The weekday on which half of them came, 0 = Sunday; undefined where they came on any. */
function weekdayOf(latest: readonly number[]): PlanCalendar["weekday"] {
  const counts = Array.from({ length: WEEK }, () => 0);
  for (const day of latest) counts[weekdayAt(day)] = (counts[weekdayAt(day)] ?? 0) + 1;
  const most = Math.max(...counts);
  if (latest.length < 2 || most < WEEKDAY_SHARE * latest.length) return undefined;
  return { day: counts.indexOf(most), posts: most, of: latest.length };
}

/** The weekdays on which none of the latest posts came, 0 = Sunday, where there are enough of them to tell. */
function restDaysOf(latest: readonly number[]): number[] {
  if (latest.length < FEWEST_FOR_REST) return [];
  const used = new Set(latest.map(weekdayAt));
  return Array.from({ length: WEEK }, (_, day) => day).filter((day) => !used.has(day));
}

/** The days of the rhythm, rising; one that falls on a day of rest goes to the next day that is none. */
function slotDays(
  { first, every, slots }: { first: number; every: number; slots: number },
  rest: readonly number[],
): number[] {
  const days: number[] = [];
  for (let i = 0; i < slots; i++) {
    let day = Math.max(first + i * every, (days.at(-1) ?? -Infinity) + 1);
    while (rest.includes(weekdayAt(day))) day++;
    days.push(day);
  }
  return days;
}

/** 1 January 1970 was a Thursday. */
function weekdayAt(day: number): number {
  return (((day + 4) % WEEK) + WEEK) % WEEK;
}

/** The usual days between two posts; whole weeks where posts keep to a weekday. */
function intervalOf(latest: readonly number[], weekday: number | undefined): number | undefined {
  const gaps = latest.slice(1).map((day, i) => day - (latest[i] ?? day));
  const usual = quantile(gaps, 0.5);
  if (usual === undefined || usual > LONGEST_INTERVAL) return undefined;
  return weekday === undefined ? Math.max(1, usual) : Math.max(WEEK, Math.round(usual / WEEK) * WEEK);
}

/** Behind the day of the plan, one interval after the newest post or as soon after as can be, on the weekday. */
function firstSlot(newest: number, today: number, every: number, weekday: number | undefined): number {
  const soonest = Math.max(newest + every, today + 1);
  if (weekday === undefined || every % WEEK !== 0) return soonest;
  return soonest + ((weekday - weekdayAt(soonest) + WEEK) % WEEK);
}

/** The proposal of a slot. */
export function proposalAt({ proposals }: Plan, key: string): Proposal {
  const found = proposals.find((proposal) => proposal.key === key);
  if (found === undefined) throw new Error(`Expected the proposal "${key}" of a slot in the plan, got none.`);
  return found;
}
