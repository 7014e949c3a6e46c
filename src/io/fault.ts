/** Errors in a form that crosses from one thread to another. */
import { UserError, type ErrorKind } from "../errors.js";

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
