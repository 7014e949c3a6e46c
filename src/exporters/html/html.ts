import { deflateSync, strToU8 } from "fflate";
import { appData } from "./app-data.js";
import { pageParts, pagePolicy } from "./page-parts.js";
import { reportHtml } from "./report-html.js";
import type { Exporter } from "../../shapes/exporter.js";
import type { Report } from "../../shapes/report.js";

/** `report.html`: one file that needs no network; without scripts and on paper it is a static page. */
export const htmlExporter: Exporter = {
  name: "html",
  render(report) {
    const parts = pageParts();
    const policy = pagePolicy(parts, "'none'");
    return [{ path: "report.html", content: reportHtml(report, { ...parts, policy, data: packed(report) }) }];
  },
};

/** Base64 of raw deflate, by a package in plain JavaScript: Node's own gives other bytes from version to version. */
function packed(report: Report): string {
  const bytes = deflateSync(strToU8(JSON.stringify(appData(report))), { level: 9 });
  return Buffer.from(bytes).toString("base64");
}
