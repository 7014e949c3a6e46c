import { Worker } from "node:worker_threads";
import { errorOf } from "../io/fault.js";
import { toldLog } from "../io/told-log.js";
import type { Context } from "../shapes/context.js";
import type { Matches } from "../shapes/exploration.js";
import type { Meaning, MeaningOptions } from "../search/meaning.js";
import type { FromWorker, ToWorker } from "./worker-messages.js";

/** How a run is made ready to be searched. */
export type OpenMeaning = (
  options: MeaningOptions,
  effects: Pick<Context, "log" | "signal">,
) => Promise<Meaning>;

/** A thread that is in the middle of numbers doesn't hear that it is to end; it gets so long. */
const GRACE_MILLISECONDS = 2000;

interface Waiting {
  resolve(matches: Matches | undefined): void;
  reject(error: Error): void;
}

/** As `openMeaning`, in a thread of its own. */
export const openMeaningInWorker: OpenMeaning = async (options, { log, signal }) => {
  signal.throwIfAborted();
  const worker = new Worker(new URL("./worker.js", import.meta.url), { workerData: options });
  const told = toldLog(log);
  const asked = new Map<number, Waiting>();
  let asks = 0;
  let over: Error | undefined;

  const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  const close = async (): Promise<void> => {
    const asking: ToWorker = { kind: "close" };
    worker.postMessage(asking);
    const timer = setTimeout(() => void worker.terminate(), GRACE_MILLISECONDS);
    await ended;
    clearTimeout(timer);
  };

  function take(message: Exclude<FromWorker, { kind: "ready" | "failed" }>): void {
    if (message.kind !== "answer" && message.kind !== "refusal") told.take(message);
    else {
      const waiting = asked.get(message.ask);
      asked.delete(message.ask);
      if (message.kind === "answer") waiting?.resolve(message.matches);
      else waiting?.reject(errorOf(message.fault));
    }
  }

  const vectors = await new Promise<string | undefined>((resolve, reject) => {
    const stop = (): void => {
      reject(new DOMException("The reading was stopped.", "AbortError"));
      void close();
    };
    const end = (error: Error): void => {
      over ??= error;
      told.end();
      for (const waiting of asked.values()) waiting.reject(error);
      asked.clear();
      reject(error);
    };
    signal.addEventListener("abort", stop, { once: true });
    worker.on("message", (message: FromWorker) => {
      // From now on whoever has it closes it.
      if (message.kind === "ready" || message.kind === "failed") signal.removeEventListener("abort", stop);
      if (message.kind === "ready") resolve(message.vectors);
      else if (message.kind === "failed") reject(errorOf(message.fault));
      else take(message);
    });
    worker.on("error", (error) => end(error instanceof Error ? error : new Error(String(error))));
    worker.on("exit", () => end(new Error("The thread that searches has ended.")));
  });

  return {
    ...(vectors !== undefined && { vectors }),
    nearest(target, limit) {
      if (over !== undefined) return Promise.reject(over);
      const ask = asks++;
      return new Promise((resolve, reject) => {
        asked.set(ask, { resolve, reject });
        const asking: ToWorker = { kind: "ask", ask, target, limit };
        worker.postMessage(asking);
      });
    },
    close,
  };
};
