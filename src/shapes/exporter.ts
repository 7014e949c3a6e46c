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

/** A file of the report folder that is too large to be held: it waits on the same disk, and is moved to its place. */
export interface StagedFile {
  path: string;
  /** Absolute path of where it lies. */
  staged: string;
  /** Of its content, in hexadecimal digits. */
  sha256: string;
}

/** The contract of an exporter: the view model in, files out. Pure. */
export interface Exporter {
  readonly name: string;
  render(report: Report): OutputFile[];
  /** As `render`, with what takes long done on another thread. @default there is nothing that takes long */
  renderAside?(report: Report): Promise<OutputFile[]>;
}
