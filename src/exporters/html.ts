import { createHash } from "node:crypto";
import { reportHtml } from "../report/pages/report-html.js";
import { STYLE } from "../report/pages/style.js";
import type { Exporter } from "../types.js";

/** `report.html`: one file that needs no network and runs no script. */
export const htmlExporter: Exporter = {
  name: "html",
  render(report) {
    const styleHash = createHash("sha256").update(STYLE, "utf8").digest("base64");
    return [{ path: "report.html", content: reportHtml(report, styleHash) }];
  },
};
