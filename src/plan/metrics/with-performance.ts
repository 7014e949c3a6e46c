import type { Random } from "../../shapes/random.js";
import type { Report, ReportTheme } from "../../shapes/report.js";
import { isPostAbout } from "../coverage.js";
import { performanceOf, timesUsual } from "./performance.js";

/** The themes with how their posts do by each figure that posts have. */
export function withPerformance(
  { themes, posts }: Pick<Report, "themes" | "posts">,
  random: Random,
): ReportTheme[] {
  const names = [...new Set(posts.flatMap(({ metrics }) => Object.keys(metrics ?? {})))];
  if (names.length === 0) return themes;
  const measured = names.map((metric) => ({ posts, metric, times: timesUsual(posts, metric) }));
  return themes.map((theme) => {
    const own = posts.filter((post) => isPostAbout(post, theme.id)).map(({ id }) => id);
    const performance = measured.flatMap((one) => {
      return performanceOf(own, one, random.fork(`${one.metric} of ${theme.id}`)) ?? [];
    });
    return performance.length === 0 ? theme : { ...theme, plan: { ...theme.plan, performance } };
  });
}
