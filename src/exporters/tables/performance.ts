import type { View } from "../../render/view.js";
import type { OutputFile } from "../../shapes/exporter.js";
import { csvFile, rounded } from "./table.js";

/** How the posts of each theme do by each figure that the editor gave; no rows without figures. */
export function performanceCsv({ report }: View): OutputFile {
  return csvFile({
    path: "performance.csv",
    rows: report.themes.flatMap((theme) =>
      (theme.plan.performance ?? []).map((performance) => ({ theme, performance })),
    ),
    columns: [
      ["theme_id", ({ theme }) => theme.id],
      ["theme", ({ theme }) => theme.label],
      ["metric", ({ performance }) => performance.metric],
      ["posts", ({ performance }) => performance.posts],
      ["median", ({ performance }) => rounded(performance.median)],
      ["median_of_all", ({ performance }) => rounded(performance.medianOfAll)],
      ["times_usual", ({ performance }) => rounded(performance.times)],
      ["low", ({ performance }) => rounded(performance.low)],
      ["high", ({ performance }) => rounded(performance.high)],
    ],
  });
}
