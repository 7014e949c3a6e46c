import type { Queue, QueueEvents } from "bullmq";
import { realpath } from "node:fs/promises";
import { UserError } from "../../errors.js";
import type { Log } from "../../shapes/context.js";
import type { Executor, Job, MapOptions, Plain } from "../../shapes/executor.js";
import { inOrder } from "../in-order.js";
import { taskOf, type Task } from "../task.js";
import { checkedAddress } from "./address.js";
import { Answers, type TaskQueue, type Tries } from "./answers.js";
import { connect } from "./connect.js";
import { loadQueues, type LoadLibrary } from "./library.js";
import { DEAD_LETTERS, PREFIX, putTask, queueName, type Meeting } from "./tasks.js";

export interface RedisExecutorOptions extends Meeting, Partial<Tries> {
  log: Log;
  /** How many tasks are in the queue or done and not yet taken, at most. @default enough for some hundred workers */
  ahead?: number;
  load?: LoadLibrary;
}

const AHEAD = 1024;
const TRIES = 3;
const PAUSE_MS = 2000;
/** After so long without a worker, people are told how to start one. */
const LONELY_MS = 5000;

/** The queue and what is behind it, for one executor. */
interface Lines {
  queue: TaskQueue;
  dead: Queue;
  events: QueueEvents;
  end: () => Promise<void>;
}

/**
 * Has the work done by workers, on any machines, that have the same Redis and the same folder.
 *
 * @throws UserError "config" where the packages are missing, Redis does not answer, or the folder is not there
 */
export async function redisExecutor(options: RedisExecutorOptions): Promise<Executor> {
  const { log, ahead = AHEAD, tries = TRIES, pause = PAUSE_MS } = options;
  const address = checkedAddress(options.redis);
  const shards = await realFolder(options.shards);
  const library = await loadQueues(options.load);
  const redis = await connect(library, address, log);
  const name = queueName({ ...options, shards });
  const connection = { connection: redis, prefix: PREFIX };
  const { Queue, QueueEvents } = library;
  const events = new QueueEvents(name, connection);
  const lines: Lines = {
    queue: new Queue(name, connection),
    dead: new Queue(DEAD_LETTERS, connection),
    events,
    async end() {
      await Promise.allSettled([events.close(), lines.queue.close(), lines.dead.close()]);
      redis.disconnect();
    },
  };
  const answers = new Answers(lines.queue, redis, { tries, pause });
  const note = (error: Error): void => log.debug(`queue: ${error.message}`);
  lines.queue.on("error", note);
  lines.dead.on("error", note);
  events.on("error", note);
  for (const event of ["completed", "failed"] as const) {
    events.on(event, ({ jobId }: { jobId: string }) => void answers.look(jobId).catch(() => undefined));
  }
  const isLonely = onceLonely(lines.queue, log, shards);

  async function answerTo(task: Task, signal: AbortSignal): Promise<Plain> {
    await putTask(shards, task);
    try {
      return await answers.to(task, signal);
    } catch (error) {
      if (!signal.aborted && !(error instanceof UserError)) await lay(lines.dead, task, error);
      throw error;
    }
  }

  async function* map<Input extends Plain, Output extends Plain>(
    job: Job<Input, Output>,
    inputs: readonly Input[],
    { signal, lost }: MapOptions<Output>,
  ): AsyncGenerator<Output, void, undefined> {
    signal.throwIfAborted();
    const timer = setTimeout(() => void isLonely(), LONELY_MS);
    try {
      yield* inOrder(inputs, {
        ahead,
        signal,
        lost,
        work: async (input, either) => (await answerTo(await taskOf(job, input), either)) as Output,
      });
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    name: "redis",
    map,
    async close() {
      answers.close();
      await lines.end();
    },
  };
}

/** The real path of the folder that all machines see. */
export async function realFolder(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (cause) {
    throw new UserError(
      "config",
      `Expected the folder of shards at ${path}, could not open it. Make or mount it first.`,
      {
        cause,
      },
    );
  }
}

/** Puts a task that no try could do on the list of such tasks, with the reason. */
async function lay(dead: Queue, { job, key }: Task, error: unknown): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  await dead.remove(key);
  await dead.add(job, { key, reason }, { jobId: key });
}

/** Says once how to start a worker, where there is none. */
function onceLonely(queue: TaskQueue, log: Log, shards: string): () => Promise<void> {
  let isTold = false;
  return async () => {
    const workers = await queue.getWorkersCount().catch(() => 1);
    if (workers > 0 || isTold) return;
    isTold = true;
    log.warn(
      `No worker of this version is there yet for ${shards}. Start some: throughline worker --redis <address> --shards ${shards}`,
    );
  };
}
