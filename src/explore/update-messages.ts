/** What the server and the process that makes reports again say to each other. */
import type { Fault } from "../io/fault.js";
import type { Config } from "../run/config.js";
import type { Updated } from "./update.js";

export interface ToUpdater {
  ask: number;
  config: Config;
  /** True where nothing is to be written. */
  isWarmUp: boolean;
}

export type FromUpdater =
  | { kind: "warn"; message: string }
  | { kind: "updated"; ask: number; updated: Updated }
  | { kind: "refusal"; ask: number; fault: Fault };
