/** How a theme's posts do against others of their time. */
import { at } from "../../math/at.js";
import { median } from "../../math/quantiles.js";
import type { Performance } from "../../shapes/plan.js";
import type { Random } from "../../shapes/random.js";
import type { ReportPost } from "../../shapes/report.js";
import { dayNumber } from "../../text/days.js";

/** Posts of fewer are never spoken of. */
const LEAST_POSTS = 5;
/** Posts on either side of one, by date, that tell what was usual when it came. */
const NEIGHBOURS = 8;
const RESAMPLES = 1_000;
/** What is left out at either end of the resampled medians: an interval of 90 %. */
const TAIL = 0.05;

export type MeasuredPost = Pick<ReportPost, "id" | "date" | "metrics">;

/**
 * The figure of each post as so many times what was usual when it came: the median of the posts around it in time, itself left out. Older posts have had
 * more time to be read, and a newsletter grows: both are in what was usual. Posts without a date are measured against all.
 *
 * @returns by the id of a post; without posts for which nothing was usual
 */
export function timesUsual(posts: readonly MeasuredPost[], metric: string): Map<string, number> {
  const dated = posts
    .flatMap(({ id, date, metrics }) => {
      const value = metrics?.[metric];
      return value === undefined || value < 0 ? [] : [{ id, day: dayNumber(date) ?? 0, value }];
    })
    .sort((a, b) => a.day - b.day || (a.id < b.id ? -1 : 1));
  const times = new Map<string, number>();
  dated.forEach(({ id, value }, i) => {
    const around = [
      ...dated.slice(Math.max(0, i - NEIGHBOURS), i),
      ...dated.slice(i + 1, i + 1 + NEIGHBOURS),
    ];
    const usual = median(around.map((one) => one.value));
    if (usual !== undefined && usual > 0) times.set(id, value / usual);
  });
  return times;
}

/**
 * A theme's figures: medians as they are, and the median of how many times what was usual, with an interval by the bootstrap (percentile method;
 * Efron 1979).
 *
 * @param own ids of the posts that are about the theme
 * @returns undefined below five posts with a figure
 */
export function performanceOf(
  own: readonly string[],
  {
    posts,
    metric,
    times,
  }: { posts: readonly MeasuredPost[]; metric: string; times: ReadonlyMap<string, number> },
  random: Random,
): Performance | undefined {
  const values = own.flatMap((id) => times.get(id) ?? []);
  if (values.length < LEAST_POSTS) return undefined;
  const isOwn = new Set(own);
  const figures = (isIn: (id: string) => boolean): number[] =>
    posts.flatMap(({ id, metrics }) => (isIn(id) ? (metrics?.[metric] ?? []) : []));
  const medians = Array.from({ length: RESAMPLES }, () => {
    const resampled = values.map(() => at(values, random.int(values.length)));
    return median(resampled) ?? 0;
  }).sort((a, b) => a - b);
  return {
    ...{ metric, posts: values.length },
    median: median(figures((id) => isOwn.has(id))) ?? 0,
    medianOfAll: median(figures(() => true)) ?? 0,
    times: median(values) ?? 0,
    low: at(medians, Math.floor(TAIL * RESAMPLES)),
    high: at(medians, Math.ceil((1 - TAIL) * RESAMPLES) - 1),
  };
}
