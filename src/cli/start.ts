import { createProgram } from "./program.js";
import { failWith } from "./failure.js";
import { printed, watchStreams } from "./streams.js";

/** Does what the command line says, and ends the process. */
export async function start(): Promise<void> {
  const debug = process.argv.includes("--debug");
  const { exitCode } = watchStreams({ debug });
  process.on("uncaughtException", (error) => {
    failWith(error, debug);
    process.exit(exitCode());
  });

  try {
    await createProgram().parseAsync();
  } catch (error) {
    failWith(error, debug);
  }

  // A name lookup that hangs in the system must not keep a finished program alive; what was printed goes out first.
  for (const stream of [process.stdout, process.stderr]) await printed(stream);
  process.exit(exitCode());
}
