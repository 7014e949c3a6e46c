import { appData } from "./app-data.js";
import { packed, packedAside } from "./pack.js";
import { pageParts, pagePolicy } from "./page-parts.js";
import { reportHtml } from "./report-html.js";
import type { Exporter, OutputFile } from "../../shapes/exporter.js";
import type { Report } from "../../shapes/report.js";

/** `report.html`: one file that needs no network; without scripts and on paper it is a static page. */
export const htmlExporter: Exporter = {
  name: "html",
  render: (report) => pageWith(report, packed(appData(report))),
  renderAside: async (report) => pageWith(report, await packedAside(appData(report))),
};

function pageWith(report: Report, data: string): OutputFile[] {
  const parts = pageParts();
  const policy = pagePolicy(parts, "'none'");
  return [{ path: "report.html", content: reportHtml(report, { ...parts, policy, data }) }];
}
