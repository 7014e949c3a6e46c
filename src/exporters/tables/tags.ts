import type { View } from "../../render/view.js";
import type { OutputFile } from "../../shapes/exporter.js";
import type { ReportPost } from "../../shapes/report.js";
import { addressOf, type Cell, csvFile, joined, optional } from "./table.js";

/** What could be tidied in the author's tags, one row for each finding. */
export function tagsCsv({ report, post, theme }: View): OutputFile {
  const of = (id: string | undefined, value: (post: ReportPost) => Cell): Cell =>
    id === undefined ? undefined : value(post(id));
  return csvFile({
    path: "tags.csv",
    rows: report.postPlanning.tags,
    columns: [
      ["kind", ({ kind }) => kind],
      ["tags", ({ tags }) => joined(tags)],
      ["posts", ({ posts }) => posts],
      ["reason", ({ reason }) => reason],
      ["agreement", ({ agreement }) => optional(agreement)],
      ["theme_id", ({ themeId }) => themeId],
      ["theme", ({ themeId }) => (themeId === undefined ? undefined : theme(themeId).label)],
      ["post_id", ({ postId }) => postId],
      ["path", ({ postId }) => of(postId, ({ path }) => path)],
      ["title", ({ postId }) => of(postId, ({ title }) => title)],
      ["address", ({ postId }) => of(postId, addressOf)],
    ],
  });
}
