#!/usr/bin/env node
/** Starts the program, or says why not even that can be done: its modules are many files. */
import "../io/no-telemetry.js";
import { spentMessage } from "../io/spent.js";

function fail(error: unknown): never {
  const message = spentMessage(error);
  process.stderr.write(message === undefined ? `${String(error)}\n` : `throughline: ${message}\n`);
  process.exit(message === undefined ? 1 : 6);
}

// Of several modules that can't be loaded only one is awaited.
process.on("uncaughtException", fail);
try {
  const { start } = await import("./start.js");
  process.off("uncaughtException", fail);
  await start();
} catch (error) {
  fail(error);
}
