#!/usr/bin/env node
import { createProgram } from "./program.js";
import { failWith } from "./failure.js";

// A reader that closes the pipe early (`| head`) has all it wants; the run goes on, so that the report is whole.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

try {
  await createProgram().parseAsync();
} catch (error) {
  failWith(error, process.argv.includes("--debug"));
}

// A name lookup that hangs in the system must not keep a finished program alive; what was printed goes out first.
process.stdout.write("", () => process.stderr.write("", () => process.exit()));
