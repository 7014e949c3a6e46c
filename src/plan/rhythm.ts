/** How often a theme comes up, and whether it is time again. */
import { at } from "../math/at.js";
import { quantile } from "../math/quantiles.js";
import { countFrom, type Days } from "./trend.js";

/** Fewer posts have no rhythm. */
const LEAST_POSTS = 3;
/** Silence is long where so many of the theme's own gaps were shorter. */
const LONG_GAP = 0.8;
/** So seldom would the posts that came since hold none on the theme, were its share what it was. */
const UNLIKELY = 0.25;

export interface Rhythm {
  /** Median of the days between posts; from three posts on. */
  usualGap?: number;
  isOverdue: boolean;
  /** Posts of the collection since the newest on the theme. */
  postsSince: number;
}

/**
 * Overdue is a theme that is silent for longer than four in five of its gaps, and that so many posts have passed by that one on it
 * was due: a collection that slowed down as a whole has no overdue themes for that.
 *
 * @param own days of the posts on the theme, rising, at least one
 * @param all of all posts
 * @param day the plan's
 */
export function rhythmOf(own: Days, all: Days, day: number): Rhythm {
  const last = at(own, own.length - 1);
  const postsSince = countFrom(all, last + 1);
  const distinct = [...new Set(own)];
  if (own.length < LEAST_POSTS || distinct.length < LEAST_POSTS) return { isOverdue: false, postsSince };
  const gaps = distinct.slice(1).map((date, i) => date - at(distinct, i));
  const usualGap = quantile(gaps, 0.5);
  const longGap = quantile(gaps, LONG_GAP);
  const until = all.length - postsSince;
  const first = all.length - countFrom(all, at(own, 0));
  const share = own.length / Math.max(own.length, until - first);
  const isOverdue =
    longGap !== undefined && day - last > longGap && Math.pow(1 - share, postsSince) < UNLIKELY;
  return { ...(usualGap !== undefined && { usualGap }), isOverdue, postsSince };
}
