/** What the program's own thread and the one that does a command's work say to each other. */
import type { Fault } from "../../io/fault.js";
import type { LogMessage } from "../../io/told-log.js";
import type { Machines } from "../../pipeline/machines.js";
import type { Config } from "../../run/config.js";
import type { Said } from "../../run/last-run.js";

/** What is to be done: a run, or no more than the prompts that it would send to its chat endpoint. */
export interface Order {
  config: Config;
  /** Where other machines work on the parts of a large collection; undefined where all is done here. */
  machines: Machines | undefined;
  today: string;
  promptsOnly: boolean;
}

/** What a run gives to say, now and where nothing changes until the next. */
export interface Outcome {
  said: Said;
  again: Said;
  /** The day from which its plan counts, where posts still come. */
  day?: string;
}

export type FromWork = LogMessage | { kind: "outcome"; outcome: Outcome } | { kind: "failed"; fault: Fault };

/** The one thing that is said to it: that it is to end. */
export type ToWork = "stop";
