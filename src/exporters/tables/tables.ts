import { type View, viewOf } from "../../render/view.js";
import type { Exporter, OutputFile } from "../../shapes/exporter.js";
import { auditCsv } from "./audit.js";
import { calendarCsv } from "./calendar.js";
import { changesCsv } from "./changes.js";
import type { Report } from "../../shapes/report.js";
import { linksCsv } from "./links.js";
import { overlapsCsv } from "./overlaps.js";
import { passagesCsv } from "./passages.js";
import { performanceCsv } from "./performance.js";
import { planCsv } from "./plan.js";
import { proposalsCsv } from "./proposals.js";
import { postThemesCsv } from "./post-themes.js";
import { postsCsv } from "./posts.js";
import { questionsCsv } from "./questions.js";
import { quotationsCsv } from "./quotations.js";
import { readingOrderCsv } from "./reading-order.js";
import { refreshCsv } from "./refresh.js";
import { removedCsv } from "./removed.js";
import { similaritiesCsv } from "./similarities.js";
import { skippedCsv } from "./skipped.js";
import { tagsCsv } from "./tags.js";
import { termsCsv } from "./terms.js";
import { themesCsv } from "./themes.js";
import { threadsCsv } from "./threads.js";
import { timelineCsv } from "./timeline.js";

/** Every table by its path, in the order in which they are written. */
const tables: readonly (readonly [path: string, table: (view: View) => OutputFile])[] = [
  ["themes.csv", themesCsv],
  ["similarities.csv", similaritiesCsv],
  ["terms.csv", termsCsv],
  ["passages.csv", passagesCsv],
  ["threads.csv", threadsCsv],
  ["posts.csv", postsCsv],
  ["post_themes.csv", postThemesCsv],
  ["timeline.csv", timelineCsv],
  ["proposals.csv", proposalsCsv],
  ["plan.csv", planCsv],
  ["calendar.csv", calendarCsv],
  ["audit.csv", auditCsv],
  ["performance.csv", performanceCsv],
  ["quotations.csv", quotationsCsv],
  ["reading_order.csv", readingOrderCsv],
  ["links.csv", linksCsv],
  ["overlaps.csv", overlapsCsv],
  ["tags.csv", tagsCsv],
  ["questions.csv", questionsCsv],
  ["refresh.csv", refreshCsv],
  ["changes.csv", changesCsv],
  ["removed.csv", removedCsv],
  ["skipped.csv", skippedCsv],
];

/** The tables of a report, each in a file of its own. */
export function csvFiles(report: Report, isWanted: (path: string) => boolean = () => true): OutputFile[] {
  const view = viewOf(report);
  return tables.filter(([path]) => isWanted(path)).map(([, table]) => table(view));
}

/** Every table of the report. */
export const csvExporter: Exporter = {
  name: "csv",
  render: (report) => csvFiles(report),
};
