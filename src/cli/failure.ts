import { inspect } from "node:util";
import { CommanderError } from "commander";
import { ExitCode, UserError } from "../errors.js";
import { printable } from "../io/console.js";
import { orOfSystem } from "../io/fault.js";

/** Ends the process after an error: one line on standard error, the stack and the causes only with `--debug`. */
export function failWith(thrown: unknown, debug: boolean): void {
  const error = orOfSystem(thrown);
  if (error instanceof CommanderError) {
    failWithUsage(error);
    return;
  }
  if (process.exitCode !== undefined && error instanceof Error && error.name === "AbortError") return;
  const known = error instanceof UserError;
  const message = error instanceof Error ? error.message : String(error);
  const hint = known || debug ? "" : " This is a fault of the program; run again with --debug to see where.";
  printLine(`${message}${hint}`);
  if (debug) for (const line of inspect(error).split("\n")) process.stderr.write(`${printable(line)}\n`);
  process.exitCode = known ? error.exitCode : 1;
}

/** What the command line could not be read as. Help and version end this way as well, with nothing wrong. */
function failWithUsage({ code, exitCode, message }: CommanderError): void {
  process.exitCode = exitCode === 0 ? ExitCode.ok : ExitCode.config;
  if (exitCode === 0 || code === "commander.help") return;
  const fault = message.replace(/^error: /, "").replace(/\.$/, "");
  printLine(`${fault}. Run with --help to see every option.`);
}

function printLine(text: string): void {
  process.stderr.write(`throughline: ${printable(text.replace(/\s*\n\s*/g, " "))}\n`);
}
