import { changesMd } from "./changes-md.js";
import { planMd } from "./plan-md.js";
import { reportMd } from "./report-md.js";
import { themeMd } from "./theme-md.js";
import type { Exporter } from "../../shapes/exporter.js";

/** `report.md`, `plan.md`, `changes.md` and one page per theme. */
export const markdownExporter: Exporter = {
  name: "markdown",
  render: (report) => [
    { path: "report.md", content: reportMd(report) },
    { path: "plan.md", content: planMd(report) },
    { path: "changes.md", content: changesMd(report) },
    ...report.themes.map((theme) => ({ path: `themes/${theme.slug}.md`, content: themeMd(report, theme) })),
  ],
};
