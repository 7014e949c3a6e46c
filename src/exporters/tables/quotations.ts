import type { View } from "../../render/view.js";
import type { OutputFile } from "../../shapes/exporter.js";
import { addressOf, csvFile } from "./table.js";

/** The quotations that prove each theme, the best first. */
export function quotationsCsv({ report, post }: View): OutputFile {
  return csvFile({
    path: "quotations.csv",
    rows: report.themes.flatMap((theme) =>
      theme.quotations.map((quotation, i) => ({
        theme,
        quotation,
        post: post(quotation.postId),
        rank: i + 1,
      })),
    ),
    columns: [
      ["theme_id", ({ theme }) => theme.id],
      ["theme", ({ theme }) => theme.label],
      ["rank", ({ rank }) => rank],
      ["quotation", ({ quotation }) => quotation.text],
      ["post_id", (row) => row.post.id],
      ["path", (row) => row.post.path],
      ["title", (row) => row.post.title],
      ["date", (row) => row.post.date],
      ["address", (row) => addressOf(row.post)],
      ["heading_path", ({ quotation }) => quotation.headingPath.join(" > ")],
      ["passage_id", ({ quotation }) => quotation.passageId],
      ["start", ({ quotation }) => quotation.start],
      ["end", ({ quotation }) => quotation.end],
    ],
  });
}
