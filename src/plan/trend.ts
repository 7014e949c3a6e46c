/** Whether a theme has been written about more or less of late, as a share of what was published. */
import { chanceOfMore, type Hits } from "../math/exact-test.js";
import type { Recency, Trend } from "../shapes/plan.js";
import { DAYS_PER_YEAR } from "../text/days.js";
import { at } from "../math/at.js";

/** The latest time: a year, or half of the time where there are not a year and a half. */
const RECENT_DAYS = DAYS_PER_YEAR;
const LEAST_BEFORE = DAYS_PER_YEAR / 2;
/** A share that chance alone gives less often than this is told. */
const NOTABLE = 0.1;
/** Silence beyond this many usual gaps, and over a year, is more than fading. */
const DORMANT_GAPS = 3;

/** Days of posts since 1970, rising. */
export type Days = readonly number[];

/** @param day the plan's @returns the first day of the latest time; undefined where all posts are of one day */
export function recentFrom(all: Days, day: number): number | undefined {
  const [first, last] = [all[0], all.at(-1)];
  if (first === undefined || last === undefined || first === last) return undefined;
  const yearAgo = day - RECENT_DAYS;
  return Math.ceil(yearAgo - first >= LEAST_BEFORE ? yearAgo : (first + day) / 2);
}

/** @param own days of the posts on the theme, rising; some of `all` */
export function recencyOf(own: Days, all: Days, from: number): Omit<Recency, "since"> {
  const recent = { posts: countFrom(own, from), of: countFrom(all, from) };
  const before = { posts: own.length - recent.posts, of: all.length - recent.of };
  const [late, early] = [hits(recent), hits(before)];
  const isMore = recent.posts * before.of > before.posts * recent.of;
  return { recent, before, chance: isMore ? chanceOfMore(late, early) : chanceOfMore(early, late) };
}

function hits({ posts, of }: { posts: number; of: number }): Hits {
  return { hits: posts, of };
}

/** @param silence days since the newest post on it @param usualGap of the theme, in days */
export function trendOf(
  { recent, before, chance }: Omit<Recency, "since">,
  silence: number,
  usualGap: number | undefined,
): Trend {
  const longSilence = Math.max(RECENT_DAYS, DORMANT_GAPS * (usualGap ?? 0));
  if (recent.posts === 0 && recent.of > 0 && silence > longSilence) return "dormant";
  if (chance >= NOTABLE) return "steady";
  return recent.posts * before.of > before.posts * recent.of ? "rising" : "fading";
}

/** How many of rising days are not before one. */
export function countFrom(days: Days, from: number): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(days, middle) < from) low = middle + 1;
    else high = middle;
  }
  return days.length - low;
}
