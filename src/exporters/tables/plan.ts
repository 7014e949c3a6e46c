import { planGroupKey, plannedThemes } from "../../plan/coverage.js";
import type { View } from "../../render/view.js";
import type { Season } from "../../shapes/plan.js";
import type { ReportTheme } from "../../shapes/report.js";
import type { OutputFile } from "../../shapes/exporter.js";
import { type Cell, csvFile, joined, optional } from "./table.js";

/** What an editor takes into a planning meeting, one row per theme that is not hidden. */
export function planCsv({ report, post }: View): OutputFile {
  return csvFile({
    path: "plan.csv",
    rows: plannedThemes(report),
    columns: [
      ["theme_id", (theme) => theme.id],
      ["theme", (theme) => theme.label],
      ["group", (theme) => planGroupKey(theme)],
      ["posts", (theme) => theme.plan.posts],
      ["last_covered", (theme) => theme.plan.lastCovered],
      ["days_since", (theme) => theme.plan.daysSince],
      ["posts_since", (theme) => theme.plan.postsSince],
      ["usual_gap_days", (theme) => theme.plan.usualGap],
      ["overdue", (theme) => (theme.plan.isOverdue ? "yes" : "no")],
      ["posts_per_year", (theme) => optional(theme.plan.postsPerYear)],
      ["trend", (theme) => theme.plan.trend],
      ["recent_since", (theme) => theme.plan.recency?.since],
      ["recent_posts", (theme) => theme.plan.recency?.recent.posts],
      ["recent_of", (theme) => theme.plan.recency?.recent.of],
      ["before_posts", (theme) => theme.plan.recency?.before.posts],
      ["before_of", (theme) => theme.plan.recency?.before.of],
      ["trend_chance", (theme) => optional(theme.plan.recency?.chance)],
      ["season", (theme) => seasonOf(theme.plan.season)],
      ["strongest_post_id", (theme) => theme.plan.strongestPostId],
      ["strongest_post", (theme) => titleOf(theme.plan.strongestPostId)],
      ["strongest_share", (theme) => optional(strongestShare(theme))],
      ["touching_posts", (theme) => theme.plan.touchingPostIds.length],
      ["touching_post_ids", (theme) => joined(theme.plan.touchingPostIds)],
    ],
  });

  function seasonOf(season: Season | undefined): Cell {
    return season && `${season.from}-${season.until}`;
  }

  function strongestShare({ plan, rankedPosts }: ReportTheme): number | undefined {
    return rankedPosts.find(({ postId }) => postId === plan.strongestPostId)?.share;
  }

  function titleOf(id: string | undefined): Cell {
    return id === undefined ? undefined : post(id).title;
  }
}
