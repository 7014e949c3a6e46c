import type { View } from "../../render/view.js";
import type { OutputFile } from "../../shapes/exporter.js";
import { addressOf, csvFile, joined } from "./table.js";

/** Old posts that matter, one row for each thing in them that ages. */
export function refreshCsv({ report, post, theme }: View): OutputFile {
  return csvFile({
    path: "refresh.csv",
    rows: report.postPlanning.refresh.flatMap((refresh, i) =>
      refresh.dated.map((dated) => ({ ...refresh, dated, rank: i + 1, post: post(refresh.postId) })),
    ),
    columns: [
      ["rank", ({ rank }) => rank],
      ["post_id", ({ postId }) => postId],
      ["path", (row) => row.post.path],
      ["title", (row) => row.post.title],
      ["date", (row) => row.post.date],
      ["address", (row) => addressOf(row.post)],
      ["theme_id", ({ themeId }) => themeId],
      ["theme", ({ themeId }) => theme(themeId).label],
      ["reasons", ({ reasons }) => joined(reasons)],
      ["incoming", ({ incoming }) => incoming],
      ["kind", ({ dated }) => dated.kind],
      ["phrase", ({ dated }) => dated.phrase.text],
      ["start", ({ dated }) => dated.phrase.start],
      ["end", ({ dated }) => dated.phrase.end],
      ["sentence", ({ dated }) => dated.sentence],
    ],
  });
}
