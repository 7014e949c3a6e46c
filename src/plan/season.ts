/** Themes that keep to a time of the year. */
import { chanceOfSoMany } from "../math/exact-test.js";
import type { Season } from "../shapes/plan.js";

const MONTHS = 12;
/** A season is so many months in a row at most. */
const LONGEST = 3;
const LEAST_POSTS = 5;
const LEAST_YEARS = 3;
/** Part of the theme's posts that must fall into it. */
const LEAST_SHARE = 0.6;
/** Chance of the best of all windows, each of 12 beginnings and up to 3 lengths. */
const NOTABLE = 0.01 / (MONTHS * LONGEST);

/**
 * The months to which a theme keeps more than the collection as a whole does: the rarest window by chance (binomial), where it returned
 * in three years or more.
 *
 * @param own `YYYY-MM-DD` of the posts on the theme
 * @param all of all posts
 */
export function seasonOf(own: readonly string[], all: readonly string[]): Season | undefined {
  if (own.length < LEAST_POSTS) return undefined;
  const [ownMonths, allMonths] = [perMonth(own), perMonth(all)];
  let best: { season: Season; chance: number } | undefined;
  for (let length = 1; length <= LONGEST; length++) {
    for (let from = 0; from < MONTHS; from++) {
      const inside = (month: number): boolean => (month - from + MONTHS) % MONTHS < length;
      const sum = (months: readonly number[]): number =>
        months.reduce((total, posts, month) => total + (inside(month) ? posts : 0), 0);
      const posts = sum(ownMonths);
      const years = yearsOf(own.filter((date) => inside(monthOf(date))));
      if (posts / own.length < LEAST_SHARE || years < LEAST_YEARS) continue;
      const chance = chanceOfSoMany({ hits: posts, of: own.length }, sum(allMonths) / all.length);
      if (chance > NOTABLE || (best !== undefined && chance >= best.chance)) continue;
      const until = ((from + length - 1) % MONTHS) + 1;
      best = { season: { from: from + 1, until, posts, of: own.length, years }, chance };
    }
  }
  return best?.season;
}

function monthOf(date: string): number {
  return Number(date.slice(5, 7)) - 1;
}

function perMonth(dates: readonly string[]): number[] {
  const months = Array.from({ length: MONTHS }, () => 0);
  for (const date of dates) months[monthOf(date)] = (months[monthOf(date)] ?? 0) + 1;
  return months;
}

function yearsOf(dates: readonly string[]): number {
  return new Set(dates.map((date) => date.slice(0, 4))).size;
}
