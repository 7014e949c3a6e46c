import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { appData } from "./app-data.js";
import { packed, packedAside } from "./pack.js";
import { reportHtml } from "./report-html.js";
import { STYLE } from "./style.js";
import type { Exporter, OutputFile } from "../../shapes/exporter.js";
import type { Report } from "../../shapes/report.js";

/** Where the build puts the page's own script and style sheet: the same way from `src` and from `dist`. */
const bundle = new URL("../../../dist/app/", import.meta.url);

/** `report.html`: one file that needs no network; without scripts and on paper it is a static page. */
export const htmlExporter: Exporter = {
  name: "html",
  render: (report) => pageWith(report, packed(appData(report))),
  renderAside: async (report) => pageWith(report, await packedAside(appData(report))),
};

function pageWith(report: Report, data: string): OutputFile[] {
  const script = readBundle("app.js");
  const style = STYLE + readBundle("style.css");
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${sha256(script)}'`,
    `style-src 'sha256-${sha256(style)}'`,
    "img-src data:",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return [{ path: "report.html", content: reportHtml(report, { script, style, policy, data }) }];
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("base64");
}

const read = new Map<string, string>();

function readBundle(name: string): string {
  const known = read.get(name);
  if (known !== undefined) return known;
  try {
    const text = readFileSync(new URL(name, bundle), "utf8").trim();
    read.set(name, text);
    return text;
  } catch (error) {
    throw new Error(`Expected ${name} of the report in dist/app, got none. Run \`npm run build\`.`, {
      cause: error,
    });
  }
}
