import type { Report, ReportPost, ReportTheme } from "../../shapes/report.js";

/** Where the notes of a vault lie, and what they are made of. */
export interface Notes {
  report: Report;
  /** The path of a note in the vault, without its ending. */
  theme: (id: string) => string;
  post: (id: string) => string;
  hasPost: (id: string) => boolean;
  themeOf: (id: string) => ReportTheme;
  postOf: (id: string) => ReportPost;
}
