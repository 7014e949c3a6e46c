import type { RunRecord } from "../run/record.js";
import type { KeptPage } from "../run/swap.js";
import type { ReportFile, StagedFile } from "../shapes/exporter.js";
import type { Fit } from "../shapes/fit.js";
import type { Report } from "../shapes/report.js";
import type { Snapshot } from "../shapes/snapshot.js";
import type { ChatPrompt } from "../stages/describe/chat/prompt.js";

export interface PipelineResult {
  /** Of a large collection, it holds a part of the passages and posts, and says so in its notes. */
  report: Report;
  /** What `run.json` holds. */
  run: RunRecord;
  /** Every file of the report folder but those under `staged`. */
  files: ReportFile[];
  /** Files of a large collection that are not held in memory, as they wait to be put in their places. */
  staged?: StagedFile[];
  /** Whether nothing differs from the report before it: then `report.changes` is what that one said. */
  isUnchanged: boolean;
  /** What was sent to the chat endpoint, or would be; empty without one. */
  prompts: ChatPrompt[];
  /** Pages that somebody had edited since they were written, and the names under which these were kept. */
  keptPages: KeptPage[];
  /** Themes that kept their keyword label although the chat endpoint was asked for another. */
  labelsKept: number;
  /** What of the report is compared with others; absent where it was not worked out. */
  snapshot?: Snapshot;
  /** What the next run can go on from; absent where that is the fit that this one went on from. */
  fit?: Fit;
}
