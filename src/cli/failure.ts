import { CommanderError } from "commander";
import { ExitCode, UserError } from "../errors.js";
import { printable } from "../io/console.js";

/** Ends the process after an error: one line on standard error, the stack only with `--debug`. */
export function failWith(error: unknown, debug: boolean): void {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? ExitCode.ok : ExitCode.config;
    return;
  }
  if (process.exitCode !== undefined && error instanceof Error && error.name === "AbortError") return;
  const known = error instanceof UserError;
  const message = error instanceof Error ? error.message : String(error);
  const hint = known || debug ? "" : " This is a fault of the program; run again with --debug to see where.";
  process.stderr.write(`throughline: ${printable(message.replace(/\s*\n\s*/g, " "))}${hint}\n`);
  if (debug && error instanceof Error) process.stderr.write(`${error.stack ?? ""}\n`);
  process.exitCode = known ? error.exitCode : 1;
}
