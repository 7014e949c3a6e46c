import type { Report } from "./report.js";

/** One file of the report folder, in UTF-8; the path is relative, with `/`. */
export interface OutputFile {
  path: string;
  content: string;
}

/** As `OutputFile`, one that is no text. */
export interface BinaryFile {
  path: string;
  content: Uint8Array;
}

/** A file of the report folder, of either kind. */
export type ReportFile = OutputFile | BinaryFile;

/** The contract of an exporter: the view model in, files out. Pure. */
export interface Exporter {
  readonly name: string;
  render(report: Report): OutputFile[];
}
