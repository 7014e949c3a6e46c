import type { View } from "../../render/view.js";
import type { OutputFile } from "../../shapes/exporter.js";
import { csvFile } from "./table.js";

/** What could not be read, or was left out by a rule, and why. */
export function skippedCsv({ report }: View): OutputFile {
  return csvFile({
    path: "skipped.csv",
    rows: report.skipped,
    columns: [
      ["path", (row) => row.path],
      ["place", (row) => row.place],
      ["reason", (row) => row.reason],
      ["whole_post", (row) => String(row.post)],
      ["rule", (row) => row.rule ?? ""],
    ],
  });
}
