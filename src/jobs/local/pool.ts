import type { Executor, Job, MapOptions, Plain } from "../../shapes/executor.js";
import { inOrder } from "../in-order.js";
import { taskOf } from "../task.js";
import { Thread } from "./thread.js";

export interface PoolOptions {
  /** The module whose export `jobs` lists the jobs that the threads can do. */
  jobs: URL;
  /** How many threads, at least 1. */
  threads: number;
  /** What a thread runs. @default the script beside this one, as it is built */
  script?: URL;
}

const SCRIPT = new URL("./worker.js", import.meta.url);

/** How many results for each thread are under way or wait to be taken. */
const AHEAD = 2;

/** Threads of this process, started when there is something to do for them. */
export function localPool({ jobs, threads, script = SCRIPT }: PoolOptions): Executor {
  const all = new Set<Thread>();
  const idle: Thread[] = [];
  const waiting: ((thread: Thread) => void)[] = [];

  function start(): Thread {
    const thread = new Thread(script, jobs);
    all.add(thread);
    return thread;
  }

  async function take(): Promise<Thread> {
    const free = idle.pop() ?? (all.size < threads ? start() : undefined);
    return free ?? new Promise<Thread>((resolve) => waiting.push(resolve));
  }

  function giveBack(thread: Thread): void {
    if (thread.isOver) all.delete(thread);
    const first = waiting.shift();
    if (first !== undefined) first(thread.isOver ? start() : thread);
    else if (!thread.isOver) idle.push(thread);
  }

  async function work<Input extends Plain, Output extends Plain>(
    job: Job<Input, Output>,
    input: Input,
    signal: AbortSignal,
  ): Promise<Output> {
    const task = await taskOf(job, input);
    const thread = await take();
    try {
      return (await thread.run(task, signal)) as Output;
    } finally {
      giveBack(thread);
    }
  }

  async function* map<Input extends Plain, Output extends Plain>(
    job: Job<Input, Output>,
    inputs: readonly Input[],
    { signal, lost }: MapOptions<Output>,
  ): AsyncGenerator<Output, void, undefined> {
    signal.throwIfAborted();
    yield* inOrder(inputs, {
      ahead: threads * AHEAD,
      signal,
      lost,
      work: (input, either) => work(job, input, either),
    });
  }

  return {
    name: "local",
    map,
    async close() {
      await Promise.all([...all].map((thread) => thread.close()));
      all.clear();
      idle.length = 0;
    },
  };
}
