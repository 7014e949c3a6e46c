import { toolExporters } from "../../src/exporters/for-tools.js";
import { exporters } from "../../src/exporters/registry.js";
import { describeExporter } from "../conformance/exporter.js";
import { ODD_REPORTS } from "../helpers/odd-reports.js";
import { sampleReport } from "../helpers/sample-report.js";
import { withHostility, withNearest } from "../helpers/tool-reports.js";

const odd = Object.entries(ODD_REPORTS).map(
  ([name, report]) => [name, () => structuredClone(report)] as const,
);
for (const exporter of [...exporters, ...toolExporters]) {
  describeExporter(exporter, {
    "the sample": sampleReport,
    "near posts": () => withNearest(sampleReport()),
    "hostile texts everywhere": () => withHostility(sampleReport()),
    ...Object.fromEntries(odd),
  });
}
