import { ExitCode, UserError } from "../errors.js";
import { failWith } from "./failure.js";

const ADVICE: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full. Free some space",
  EDQUOT: "your quota on the disk is used up. Free some space",
  EFBIG: "the file would be larger than this system allows. Raise the limit",
};

/**
 * Hears of what can't be printed. Results that nobody can read are a fault, and end the process at once: they are printed
 * when all else is done. A log that can't be printed stops nothing, but shows in the exit code.
 */
export function watchStreams({ debug }: { debug: boolean }): { exitCode: () => number | undefined } {
  let isLogLost = false;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (isClosed(error)) return;
    failWith(unprinted(error), debug);
    void printed(process.stderr).then(() => process.exit(ExitCode.disk));
  });
  process.stderr.on("error", (error: NodeJS.ErrnoException) => {
    isLogLost ||= !isClosed(error);
  });
  return {
    exitCode() {
      const code = process.exitCode === undefined ? undefined : Number(process.exitCode);
      return isLogLost && (code === undefined || code === ExitCode.ok) ? ExitCode.disk : code;
    },
  };
}

/** Resolves when all that was written to a stream so far is out, or known not to get out. */
export async function printed(stream: NodeJS.WriteStream): Promise<void> {
  // Even an empty text is a fault to a disk that is full: where all is out, nothing more is written.
  if (stream.writableLength > 0) await new Promise((resolve) => stream.write("", resolve));
  // The event that tells of a fault comes behind the callback that does.
  await new Promise((resolve) => setImmediate(resolve));
}

/** A reader that closes the pipe early (`| head`) has all it wants; the run goes on, so that the report is whole. */
function isClosed({ code }: NodeJS.ErrnoException): boolean {
  return code === "EPIPE";
}

function unprinted(error: NodeJS.ErrnoException): UserError {
  const code = error.code ?? error.message;
  const what = ADVICE[code] ?? `the system said ${code}. Send it elsewhere`;
  const message = `Could not write to standard output: ${what}, and run again.`;
  return new UserError("disk", message, { cause: error });
}
