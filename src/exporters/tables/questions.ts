import type { View } from "../../render/view.js";
import type { OutputFile } from "../../shapes/exporter.js";
import type { OpenQuestion } from "../../shapes/planning.js";
import type { ReportPost } from "../../shapes/report.js";
import { addressOf, type Cell, csvFile, optional } from "./table.js";

/** Questions that posts raise and that no passage seems to answer. */
export function questionsCsv({ report, post, theme }: View): OutputFile {
  const nearest = ({ nearest: near }: OpenQuestion, value: (post: ReportPost) => Cell): Cell =>
    near === undefined ? undefined : value(post(near.postId));
  return csvFile({
    path: "questions.csv",
    rows: report.postPlanning.questions,
    columns: [
      ["question", ({ question }) => question.text],
      ["post_id", ({ question }) => question.postId],
      ["path", ({ question }) => post(question.postId).path],
      ["title", ({ question }) => post(question.postId).title],
      ["date", ({ question }) => post(question.postId).date],
      ["address", ({ question }) => addressOf(post(question.postId))],
      ["start", ({ question }) => question.start],
      ["end", ({ question }) => question.end],
      ["theme_id", ({ themeId }) => themeId],
      ["theme", ({ themeId }) => (themeId === undefined ? undefined : theme(themeId).label)],
      ["nearest_post_id", (row) => row.nearest?.postId],
      ["nearest_title", (row) => nearest(row, ({ title }) => title)],
      ["nearest_address", (row) => nearest(row, addressOf)],
      ["nearest_text", (row) => row.nearest?.text],
      ["nearest_similarity", (row) => optional(row.nearest?.similarity)],
    ],
  });
}
