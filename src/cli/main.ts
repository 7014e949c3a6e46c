#!/usr/bin/env node
import { createProgram } from "./program.js";
import { failWith } from "./failure.js";

// A reader that closes the pipe early (`| head`) has all it wants.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

try {
  await createProgram().parseAsync();
} catch (error) {
  failWith(error, process.argv.includes("--debug"));
}

// A name lookup that hangs in the system must not keep a finished program alive; what was printed goes out first.
process.stdout.write("", () => process.stderr.write("", () => process.exit()));
