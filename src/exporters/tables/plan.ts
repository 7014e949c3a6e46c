import { planGroupKey, plannedThemes } from "../../plan/coverage.js";
import type { View } from "../../render/view.js";
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
      ["posts_per_year", (theme) => optional(theme.plan.postsPerYear)],
      ["trend", (theme) => theme.plan.trend],
      ["strongest_post_id", (theme) => theme.plan.strongestPostId],
      ["strongest_post", (theme) => titleOf(theme.plan.strongestPostId)],
      ["strongest_share", (theme) => optional(theme.rankedPosts[0]?.share)],
      ["touching_posts", (theme) => theme.plan.touchingPostIds.length],
      ["touching_post_ids", (theme) => joined(theme.plan.touchingPostIds)],
    ],
  });

  function titleOf(id: string | undefined): Cell {
    return id === undefined ? undefined : post(id).title;
  }
}
