/** What a pool and its threads say to each other. */
import { UserError, type ErrorKind } from "../../errors.js";
import type { Plain } from "../../shapes/executor.js";
import type { Task } from "../task.js";

export type ToWorker = { kind: "do"; task: Task } | { kind: "close" };

export type FromWorker = { kind: "done"; output: Plain } | { kind: "failed"; fault: Fault };

/** An error in a form that crosses from one thread to another. */
export interface Fault {
  /** Absent for a fault of the program. */
  kind?: ErrorKind;
  message: string;
}

export function faultOf(error: unknown): Fault {
  const message = error instanceof Error ? error.message : String(error);
  return error instanceof UserError ? { kind: error.kind, message } : { message };
}

export function errorOf({ kind, message }: Fault): Error {
  return kind === undefined ? new Error(message) : new UserError(kind, message);
}
