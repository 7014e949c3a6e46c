import { Worker } from "node:worker_threads";
import { errorOf } from "../../io/fault.js";
import type { Plain } from "../../shapes/executor.js";
import type { Task } from "../task.js";
import type { FromWorker, ToWorker } from "./messages.js";

/** One thread of a pool, with one task at a time. It keeps no process alive that has nothing else to do. */
export class Thread {
  /** True where it has ended or is about to: it takes no more tasks. */
  isOver = false;
  readonly #worker: Worker;
  readonly #ended: Promise<void>;
  #fault: Error | undefined;
  #take: ((message: FromWorker) => void) | undefined;
  #fail: ((error: Error) => void) | undefined;

  constructor(script: URL, jobs: URL) {
    const worker = new Worker(script, { workerData: jobs.href });
    this.#worker = worker;
    worker.on("message", (message: FromWorker) => this.#take?.(message));
    worker.on("error", (error: unknown) => {
      this.#fault = error instanceof Error ? error : new Error(String(error));
    });
    this.#ended = new Promise((resolve) => {
      worker.once("exit", () => {
        this.isOver = true;
        this.#fail?.(this.#fault ?? new Error("A thread of the pool has ended in the middle of its work."));
        resolve();
      });
    });
    worker.unref();
  }

  /** @throws the signal's reason, soon after it is aborted: the thread, which may be deep in numbers, is ended then */
  async run(task: Task, signal: AbortSignal): Promise<Plain> {
    signal.throwIfAborted();
    const stop = (): void => {
      this.isOver = true;
      void this.#worker.terminate();
    };
    signal.addEventListener("abort", stop, { once: true });
    this.#worker.ref();
    try {
      const message = await new Promise<FromWorker>((resolve, reject) => {
        this.#take = resolve;
        this.#fail = reject;
        const told: ToWorker = { kind: "do", task };
        this.#worker.postMessage(told);
      });
      if (message.kind === "failed") throw errorOf(message.fault);
      return message.output;
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener("abort", stop);
      this.#take = this.#fail = undefined;
      this.#worker.unref();
    }
  }

  /** Waits until it has ended. */
  async close(): Promise<void> {
    this.isOver = true;
    const told: ToWorker = { kind: "close" };
    this.#worker.ref();
    this.#worker.postMessage(told);
    await this.#ended;
  }
}
