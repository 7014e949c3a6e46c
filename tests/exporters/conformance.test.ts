import { exporters } from "../../src/exporters/registry.js";
import { describeExporter } from "../conformance/exporter.js";
import { ODD_REPORTS } from "../helpers/odd-reports.js";
import { sampleReport } from "../helpers/sample-report.js";

const odd = Object.entries(ODD_REPORTS).map(
  ([name, report]) => [name, () => structuredClone(report)] as const,
);
for (const exporter of exporters) {
  describeExporter(exporter, { "the sample": sampleReport, ...Object.fromEntries(odd) });
}
