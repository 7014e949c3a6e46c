/** What a pool and its threads say to each other. */
import type { Fault } from "../../io/fault.js";
import type { Plain } from "../../shapes/executor.js";
import type { Task } from "../task.js";

export type ToWorker = { kind: "do"; task: Task } | { kind: "close" };

export type FromWorker = { kind: "done"; output: Plain } | { kind: "failed"; fault: Fault };
