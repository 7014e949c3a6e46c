import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Worker, WorkerOptions } from "bullmq";
import type { Redis } from "ioredis";
import type { Log } from "../../shapes/context.js";
import type { Plain } from "../../shapes/executor.js";
import { ADDRESS_VARIABLE, checkedAddress, shownAddress } from "./address.js";
import { connect } from "./connect.js";
import { realFolder } from "./executor.js";
import { loadQueues, type LoadLibrary } from "./library.js";
import { TOLD, type Told } from "./sandbox.js";
import {
  faultIn,
  PREFIX,
  queueName,
  withdrawnChannel,
  WITHDRAWN,
  type Meeting,
  type Payload,
} from "./tasks.js";

export interface RedisWorkerOptions extends Meeting {
  /** Folders, besides that of the shards, of which the worker may read: posts, a model. */
  folders: readonly string[];
  /** How many tasks are done at a time, each in a process of its own. */
  processes: number;
  /** The module whose export `jobs` lists the jobs that the worker can do. */
  jobs: URL;
  log: Log;
  /** Ends it when what is in hand is done. */
  signal: AbortSignal;
  load?: LoadLibrary;
  /** How child processes are started, for tests. @default as this process */
  fork?: { execArgv: string[]; script: URL };
}

type TaskWorker = Worker<Payload, Plain>;

/** A worker that said nothing for so long is taken for dead, and its task is given to another. */
const LOCK_MS = 15_000;
const STALLED_MS = 5000;
/** A task in whose middle so many workers died is given up. One or two may die of something else. */
const MOST_DEATHS = 20;
/** Digits of a key that people see. */
const SHOWN = 12;

const SCRIPT = new URL(`./sandbox${extname(fileURLToPath(import.meta.url))}`, import.meta.url);

/**
 * Does tasks until it is told to end.
 *
 * @throws UserError "config" where the packages are missing, Redis does not answer, or a folder is not there
 */
export async function redisWorker(options: RedisWorkerOptions): Promise<void> {
  const { log, signal, processes } = options;
  signal.throwIfAborted();
  const address = checkedAddress(options.redis);
  const shards = await realFolder(options.shards);
  const folders = await Promise.all(options.folders.map(realFolder));
  const library = await loadQueues(options.load);
  const redis = await connect(library, address, log);
  const name = queueName({ ...options, shards });
  const worker: TaskWorker = new library.Worker<Payload, Plain>(name, options.fork?.script ?? SCRIPT, {
    connection: redis,
    prefix: PREFIX,
    concurrency: processes,
    lockDuration: LOCK_MS,
    stalledInterval: STALLED_MS,
    maxStalledCount: MOST_DEATHS,
    workerForkOptions: forkOptions(options, { jobs: options.jobs.href, shards, folders }),
  });
  tell(worker, log);
  const withdrawn = await hearWithdrawn(redis, worker);
  log.info(
    `Working for ${shownAddress(address)}: ${processes} at a time, shards in ${shards}` +
      `${folders.length > 0 ? `, posts from ${folders.join(", ")}` : ""}. Ctrl-C ends it when what is in hand is done.`,
  );
  try {
    await ended(signal);
    log.info("Ending when what is in hand is done.");
  } finally {
    await worker.close();
    withdrawn.disconnect();
    redis.disconnect();
  }
}

function forkOptions(
  { fork }: RedisWorkerOptions,
  told: Told,
): NonNullable<WorkerOptions["workerForkOptions"]> {
  // A child needs no address of a Redis, and what it runs gets none to see.
  const env = { ...process.env, [ADDRESS_VARIABLE]: undefined, [TOLD]: JSON.stringify(told) };
  return { env, ...(fork && { execArgv: fork.execArgv }) };
}

function tell(worker: TaskWorker, log: Log): void {
  worker.on("error", (error) => log.debug(`queue: ${error.message}`));
  worker.on("completed", ({ name, id, processedOn = 0, finishedOn = 0 }) => {
    log.info(`${name} ${shown(id)}: done in ${((finishedOn - processedOn) / 1000).toFixed(1)} s`);
  });
  worker.on("failed", (job, error) => {
    const { message } = faultIn(error.message);
    if (job === undefined || message === WITHDRAWN) return;
    log.warn(
      `${job.name} ${shown(job.id)}: try ${job.attemptsMade} of ${job.opts.attempts ?? 1} failed: ${message}`,
    );
  });
}

const shown = (id: string | undefined): string => (id ?? "").slice(0, SHOWN);

/** A connection of its own: one that listens can't ask. */
async function hearWithdrawn(redis: Redis, worker: TaskWorker): Promise<Redis> {
  const listening = redis.duplicate();
  listening.on("error", () => undefined);
  listening.on("message", (_channel, key: string) => void worker.cancelJob(key, WITHDRAWN));
  await listening.subscribe(withdrawnChannel(worker.name));
  return listening;
}

async function ended(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
