import { type View, viewOf } from "../../render/view.js";
import type { Exporter, OutputFile } from "../../shapes/exporter.js";
import { changesCsv } from "./changes.js";
import { passagesCsv } from "./passages.js";
import { planCsv } from "./plan.js";
import { postThemesCsv } from "./post-themes.js";
import { postsCsv } from "./posts.js";
import { removedCsv } from "./removed.js";
import { similaritiesCsv } from "./similarities.js";
import { skippedCsv } from "./skipped.js";
import { termsCsv } from "./terms.js";
import { themesCsv } from "./themes.js";
import { threadsCsv } from "./threads.js";
import { timelineCsv } from "./timeline.js";

/** Every table, in the order in which they are written. */
const tables: readonly ((view: View) => OutputFile)[] = [
  themesCsv,
  similaritiesCsv,
  termsCsv,
  passagesCsv,
  threadsCsv,
  postsCsv,
  postThemesCsv,
  timelineCsv,
  planCsv,
  changesCsv,
  removedCsv,
  skippedCsv,
];

/** Every table of the report, each in a file of its own. */
export const csvExporter: Exporter = {
  name: "csv",
  render(report) {
    const view = viewOf(report);
    return tables.map((table) => table(view));
  },
};
