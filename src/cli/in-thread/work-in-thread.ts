import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { UserError } from "../../errors.js";
import { errorOf } from "../../io/fault.js";
import { codeOf } from "../../io/disk.js";
import { toldLog } from "../../io/told-log.js";
import type { Log } from "../../shapes/context.js";
import type { FromWork, Order, Outcome, ToWork } from "./messages.js";

/**
 * Does what was ordered in a thread of its own, so that this one hears signals at any moment.
 *
 * @throws UserError as the work does; the reason of the signal where that stopped it
 */
export async function workInThread(
  order: Order,
  { log, signal }: { log: Log; signal: AbortSignal },
): Promise<Outcome> {
  signal.throwIfAborted();
  // Threads can't load sources.
  if (extname(fileURLToPath(import.meta.url)) !== ".js")
    return (await import("./do-work.js")).doWork(order, { log, signal });
  const worker = new Worker(new URL("./thread.js", import.meta.url), { workerData: order });
  const told = toldLog(log);
  const stop = (): void => {
    const message: ToWork = "stop";
    worker.postMessage(message);
  };
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await new Promise<Outcome>((resolve, reject) => {
      worker.on("message", (message: FromWork) => {
        if (message.kind === "outcome") resolve(message.outcome);
        else if (message.kind === "failed") reject(errorOf(message.fault));
        else told.take(message);
      });
      worker.on("error", (error) => reject(faultOfThread(error)));
      worker.on("exit", () => reject(new Error("The thread that does the work has ended.")));
    });
  } catch (error) {
    // What is thrown for it has crossed from another thread, and is no `AbortError` here.
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener("abort", stop);
    told.end();
  }
}

/** An error that the thread itself could not tell of. */
function faultOfThread(error: unknown): Error {
  if (codeOf(error) === "ERR_WORKER_OUT_OF_MEMORY") {
    const todo = "Give it more with NODE_OPTIONS=--max-old-space-size=<megabytes>, or name fewer posts.";
    return new UserError("disk", `Expected the work to fit into memory, got all of it used up. ${todo}`);
  }
  return error instanceof Error ? error : new Error(String(error));
}
