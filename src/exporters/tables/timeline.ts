import type { View } from "../../render/view.js";
import type { OutputFile } from "../../shapes/exporter.js";
import { csvFile } from "./table.js";

/** Every theme in every month, zeros included, so that a pivot table has no gaps. */
export function timelineCsv({ report }: View): OutputFile {
  const rows = report.themes.flatMap((theme) => {
    const counts = new Map(theme.months.map((month) => [month.month, month]));
    return report.months.map((month) => ({ theme, month, count: counts.get(month) }));
  });
  return csvFile({
    path: "timeline.csv",
    rows,
    columns: [
      ["theme_id", ({ theme }) => theme.id],
      ["theme", ({ theme }) => theme.label],
      ["month", ({ month }) => month],
      ["passages", ({ count }) => count?.passages ?? 0],
      ["posts", ({ count }) => count?.posts ?? 0],
      ["words", ({ count }) => count?.words ?? 0],
    ],
  });
}
