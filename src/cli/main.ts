#!/usr/bin/env node
import { createProgram } from "./program.js";
import { failWith } from "./failure.js";
import { watchStreams } from "./streams.js";

const debug = process.argv.includes("--debug");
const { exitCode } = watchStreams({ debug });

try {
  await createProgram().parseAsync();
} catch (error) {
  failWith(error, debug);
}

// A name lookup that hangs in the system must not keep a finished program alive; what was printed goes out first.
process.stdout.write("", () => process.stderr.write("", () => process.exit(exitCode())));
