/**
 * ONNX Runtime, which runs sentence models, sends data on its use to its makers unless the environment of the process forbids it. A
 * thread has a copy of that environment, and what is written there the runtime does not see: so it is forbidden as soon as the
 * program is loaded, before there is any thread.
 */
import { isMainThread } from "node:worker_threads";
import { UserError } from "../errors.js";

const VARIABLE = "ORT_DISABLE_TELEMETRY";

if (isMainThread) process.env[VARIABLE] = "1";

/**
 * To be asked before ONNX Runtime is loaded.
 *
 * @throws UserError "model" in a thread of a process that did not forbid it
 */
export function forbidTelemetry(): void {
  if (process.env[VARIABLE] === "1") return;
  throw new UserError(
    "model",
    `Expected ${VARIABLE}=1 in the environment, so that ONNX Runtime sends nothing anywhere, got none in this thread. ` +
      "Import this package in the main thread first, or set it before the process starts.",
  );
}
