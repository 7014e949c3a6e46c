/** A thread of a pool: does one task at a time, by the jobs of the module that it is told of. */
import { parentPort, workerData } from "node:worker_threads";
import { faultOf } from "../../io/fault.js";
import { doTask, type AnyJob, type Task } from "../task.js";
import type { FromWorker, ToWorker } from "./messages.js";

const say = (message: FromWorker): void => parentPort?.postMessage(message);

// A signal that is never aborted: a pool that is stopped ends its threads.
const { signal } = new AbortController();
const loaded = import(workerData as string) as Promise<{ jobs: readonly AnyJob[] }>;
// Told to whoever gives the first task.
loaded.catch(() => undefined);

parentPort?.on("message", (message: ToWorker) => {
  if (message.kind === "close") parentPort?.close();
  else void answer(message.task);
});

async function answer(task: Task): Promise<void> {
  try {
    const { jobs } = await loaded;
    say({ kind: "done", output: await doTask(jobs, task, signal) });
  } catch (error) {
    say({ kind: "failed", fault: faultOf(error) });
  }
}
