import type { View } from "../../render/view.js";
import type { OutputFile } from "../../shapes/exporter.js";
import { csvFile } from "./table.js";

/** What cleaning took out, and why. */
export function removedCsv({ report }: View): OutputFile {
  return csvFile({
    path: "removed.csv",
    rows: report.removed,
    columns: [
      ["reason", (row) => row.reason],
      ["count", (row) => row.count],
      ["posts", (row) => row.posts],
      ["example", (row) => row.example],
      ["text", (row) => row.text],
    ],
  });
}
