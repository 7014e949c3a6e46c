/** What the server's thread and the one that reads a run say to each other. */
import type { Fault } from "../io/fault.js";
import type { LogMessage } from "../io/told-log.js";
import type { Matches, Target } from "../shapes/exploration.js";

export type ToWorker = { kind: "ask"; ask: number; target: Target; limit: number } | { kind: "close" };

export type FromWorker =
  | LogMessage
  | { kind: "ready"; vectors?: string }
  | { kind: "failed"; fault: Fault }
  | { kind: "answer"; ask: number; matches: Matches | undefined }
  | { kind: "refusal"; ask: number; fault: Fault };
