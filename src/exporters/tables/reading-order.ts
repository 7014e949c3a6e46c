import type { View } from "../../render/view.js";
import type { OutputFile } from "../../shapes/exporter.js";
import { addressOf, csvFile, rounded } from "./table.js";

/** The posts of each theme, from broad to specific. */
export function readingOrderCsv({ report, post, theme }: View): OutputFile {
  return csvFile({
    path: "reading_order.csv",
    rows: report.postPlanning.reading.flatMap(({ themeId, posts }) =>
      posts.map(({ postId, breadth }, i) => ({ themeId, breadth, post: post(postId), rank: i + 1 })),
    ),
    columns: [
      ["theme_id", ({ themeId }) => themeId],
      ["theme", ({ themeId }) => theme(themeId).label],
      ["rank", ({ rank }) => rank],
      ["post_id", (row) => row.post.id],
      ["path", (row) => row.post.path],
      ["title", (row) => row.post.title],
      ["date", (row) => row.post.date],
      ["address", (row) => addressOf(row.post)],
      ["breadth", ({ breadth }) => rounded(breadth)],
    ],
  });
}
