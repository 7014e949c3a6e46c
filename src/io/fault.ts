/** Errors in a form that crosses from one thread to another. */
import { inspect } from "node:util";
import { UserError, type ErrorKind } from "../errors.js";
import { spentMessage } from "./spent.js";

export interface Fault {
  /** Absent for a fault of the program. */
  kind?: ErrorKind;
  message: string;
  /** Where it came from, with its causes; only for those who look for what is wrong with the program. */
  trace?: string;
}

/** The first line of what an error says, without a full stop: to be put into a sentence. */
export function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split("\n", 1)[0] ?? "").replace(/\.$/, "");
}

/** As a fault that a person can act on where this process ran out of what the system lends; any other error as it is. */
export function orOfSystem(error: unknown): unknown {
  const message = error instanceof UserError ? undefined : spentMessage(error);
  return message === undefined ? error : new UserError("disk", message, { cause: error });
}

export function faultOf(thrown: unknown): Fault {
  const error = orOfSystem(thrown);
  const message = error instanceof Error ? error.message : String(error);
  return { message, trace: inspect(error), ...(error instanceof UserError && { kind: error.kind }) };
}

export function errorOf({ kind, message, trace }: Fault): Error {
  const error = kind === undefined ? new Error(message) : new UserError(kind, message);
  if (trace !== undefined) error.stack = trace;
  return error;
}
