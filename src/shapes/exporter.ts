import type { Report } from "./report.js";

/** One file of the report folder; the path is relative, with `/`. */
export interface OutputFile {
  path: string;
  content: string;
}

/** The contract of an exporter: the view model in, files out. Pure. */
export interface Exporter {
  readonly name: string;
  render(report: Report): OutputFile[];
}
