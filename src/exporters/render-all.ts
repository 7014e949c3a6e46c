import type { Exporter, OutputFile } from "../shapes/exporter.js";
import type { Report } from "../shapes/report.js";

/** The files of all exporters in their order; what works aside begins first, and the others do theirs meanwhile. */
export async function renderBy(exporters: readonly Exporter[], report: Report): Promise<OutputFile[]> {
  const begun = new Map(
    exporters.flatMap((exporter) =>
      exporter.renderAside === undefined ? [] : [[exporter, exporter.renderAside(report)] as const],
    ),
  );
  const files = exporters.map(async (exporter) => begun.get(exporter) ?? exporter.render(report));
  return (await Promise.all(files)).flat();
}
