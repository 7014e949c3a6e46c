/** Waits for what workers make of tasks, whatever becomes of the workers, of Redis, and of others who want the same. */
import { setTimeout as wait } from "node:timers/promises";
import type { Job, Queue } from "bullmq";
import type { Redis } from "ioredis";
import type { Plain } from "../../shapes/executor.js";
import type { Task } from "../task.js";
import { faultIn, WITHDRAWN, withdrawnChannel, type Payload } from "./tasks.js";

export type TaskQueue = Queue<Payload, Plain>;
type TaskJob = Job<Payload, Plain>;

export interface Tries {
  /** How often a task is tried before it is given up. */
  tries: number;
  /** Milliseconds before the second try; twice as many before each further one. */
  pause: number;
}

/** Seconds that the queue keeps what became of a task, for others who wait for it. */
const KEPT_SECONDS = 3600;
/** Events tell at once; a look now and then finds what was missed while Redis was away. */
const LOOK_MS = 2000;
/** How long somebody who gives up waits for workers to hear of it. */
const WITHDRAWAL_MS = 2000;
const WITHDRAWAL_LOOK_MS = 50;

interface Open {
  task: Task;
  waiting: number;
  answer: Promise<Plain>;
  resolve: (output: Plain) => void;
  reject: (error: Error) => void;
  /** Settled when the task is in the queue. */
  begun: Promise<void>;
}

export class Answers {
  readonly #open = new Map<string, Open>();
  readonly #timer: NodeJS.Timeout;
  #isLooking = false;

  constructor(
    readonly queue: TaskQueue,
    readonly redis: Redis,
    readonly tries: Tries,
  ) {
    this.#timer = setInterval(() => void this.#lookAtAll(), LOOK_MS).unref();
  }

  /** @throws what the task failed of in its last try, or the signal's reason soon after it is aborted */
  async to(task: Task, signal: AbortSignal): Promise<Plain> {
    const open = this.#open.get(task.key) ?? this.#begin(task);
    open.waiting++;
    try {
      return await untilAborted(open.answer, signal);
    } finally {
      open.waiting--;
      if (open.waiting === 0 && this.#open.get(task.key) === open) await this.#withdraw(open);
    }
  }

  /** The queue has something new to tell of a task. */
  async look(key: string): Promise<void> {
    const open = this.#open.get(key);
    if (open === undefined) return;
    await open.begun;
    const job = await this.queue.getJob(key);
    const state = job === undefined ? "unknown" : await job.getState();
    if (this.#open.get(key) !== open) return;
    if (job !== undefined && state === "completed") this.#settle(open, () => open.resolve(job.returnvalue));
    else if (job !== undefined && state === "failed") await this.#failed(open, job);
    // Somebody took it away, or Redis came back without its memory.
    else if (state === "unknown") await this.#put(open.task);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #begin(task: Task): Open {
    const { promise, resolve, reject } = withResolvers<Plain>();
    const open: Open = { task, waiting: 0, answer: promise, resolve, reject, begun: this.#putAnew(task) };
    promise.catch(() => undefined);
    open.begun.catch((error: unknown) => this.#settle(open, () => reject(error as Error)));
    this.#open.set(task.key, open);
    return open;
  }

  /** What became of a task earlier is of no use: files that it left may be gone. */
  async #putAnew(task: Task): Promise<void> {
    const before = await this.queue.getJob(task.key);
    if (before !== undefined && isOver(await before.getState())) await removed(before);
    await this.#put(task);
  }

  /** Does nothing where the queue has it. */
  async #put({ job, key }: Task): Promise<void> {
    const { tries, pause } = this.tries;
    await this.queue.add(
      job,
      { key },
      {
        jobId: key,
        attempts: tries,
        backoff: { type: "exponential", delay: pause },
        removeOnComplete: { age: KEPT_SECONDS },
        removeOnFail: { age: KEPT_SECONDS },
      },
    );
  }

  async #failed(open: Open, job: TaskJob): Promise<void> {
    const error = faultIn(job.failedReason);
    // Another who wanted it gave up; here it is still wanted.
    if (error.message === WITHDRAWN) await this.#putAnew(open.task);
    else this.#settle(open, () => open.reject(error));
  }

  #settle(open: Open, settle: () => void): void {
    this.#open.delete(open.task.key);
    settle();
  }

  /** Nobody waits any more: it is taken out of the queue, or whoever is at it is told. */
  async #withdraw(open: Open): Promise<void> {
    const { key } = open.task;
    this.#open.delete(key);
    const enough = AbortSignal.timeout(WITHDRAWAL_MS);
    const withdrawing = this.#takeBack(open, enough).catch(() => undefined);
    await Promise.race([withdrawing, wait(WITHDRAWAL_MS, undefined, { ref: false })]);
  }

  async #takeBack({ begun, task: { key } }: Open, enough: AbortSignal): Promise<void> {
    await begun;
    for (let isTold = false; !enough.aborted && !this.#open.has(key);) {
      const job = await this.queue.getJob(key);
      const state = job === undefined ? "unknown" : await job.getState();
      if (job === undefined || isOver(state)) return;
      if (state !== "active") {
        await removed(job);
        continue;
      }
      if (!isTold) await this.redis.publish(withdrawnChannel(this.queue.name), key);
      isTold = true;
      await wait(WITHDRAWAL_LOOK_MS);
    }
  }

  async #lookAtAll(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      for (const key of [...this.#open.keys()]) await this.look(key);
    } catch {
      // Redis is away. There is another look soon.
    } finally {
      this.#isLooking = false;
    }
  }
}

const isOver = (state: string): boolean => state === "completed" || state === "failed";

/** One that a worker has just taken can't be removed; what becomes of it is seen at the next look. */
async function removed(job: TaskJob): Promise<void> {
  await job.remove().catch(() => undefined);
}

async function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = withResolvers<never>();
  const stop = (): void => reject(signal.reason as Error);
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

interface Resolvers<Value> {
  promise: Promise<Value>;
  resolve: (value: Value) => void;
  reject: (error: Error) => void;
}

function withResolvers<Value>(): Resolvers<Value> {
  let [resolve, reject]: [(value: Value) => void, (error: Error) => void] = [
    () => undefined,
    () => undefined,
  ];
  const promise = new Promise<Value>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
