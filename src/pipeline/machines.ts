/** Beyond one machine: who plans and waits, and who works. */
import { resolve } from "node:path";
import { UserError } from "../errors.js";
import { threadsHere } from "../io/cores.js";
import { ADDRESS_VARIABLE } from "../jobs/redis/address.js";
import { redisExecutor } from "../jobs/redis/executor.js";
import { redisWorker } from "../jobs/redis/worker.js";
import type { Log } from "../shapes/context.js";
import type { Executor } from "../shapes/executor.js";
import type { LargeOptions } from "./large.js";
import { jobVersion } from "./large/job-version.js";

/** Where machines meet. */
export interface Machines {
  /** The address of a Redis or Valkey, `redis://` or `rediss://`. @default what the variable THROUGHLINE_REDIS holds */
  redis?: string | undefined;
  /** A folder that all of them see under the same path. */
  shards: string;
}

export interface WorkerOptions extends Machines {
  /** Folders besides that of the shards of which the worker may read: posts, a model. @default none */
  folders?: readonly string[];
  /** How many parts are worked on at a time, each by a process of its own. @default one for each core, eight at most */
  processes?: number;
}

/**
 * What a run needs to have its parts done elsewhere. It is connected at once, so that a wrong address is known before any work.
 *
 * @throws UserError "config" where the packages are missing, Redis does not answer, or the folder is not there
 */
export async function openMachines(
  { redis, shards }: Machines,
  log: Log,
): Promise<Required<Pick<LargeOptions, "openExecutor" | "shards">> & { close: () => Promise<void> }> {
  const executor = await redisExecutor({
    ...{ redis: addressOf(redis), shards: resolve(shards), version: await jobVersion(), log },
  });
  // A run may open it twice; it is closed once, by whoever opened the machines.
  const open: Executor = { ...executor, close: () => Promise.resolve() };
  return { openExecutor: () => open, shards: resolve(shards), close: () => executor.close() };
}

/**
 * Works on parts of collections until the signal is aborted.
 *
 * @throws UserError "config" as `openMachines` does
 */
export async function work(
  { redis, shards, folders = [], processes = threadsHere() }: WorkerOptions,
  { log, signal }: { log: Log; signal: AbortSignal },
): Promise<void> {
  await redisWorker({
    ...{ redis: addressOf(redis), shards: resolve(shards), version: await jobVersion(), log, signal },
    ...{ folders: folders.map((folder) => resolve(folder)), processes },
    jobs: new URL("./large/jobs.js", import.meta.url),
  });
}

function addressOf(given: string | undefined): string {
  const address = given ?? process.env[ADDRESS_VARIABLE];
  if (address !== undefined && address !== "") return address;
  throw new UserError(
    "config",
    `Expected the address of a Redis, got none. Give one with --redis or in ${ADDRESS_VARIABLE}.`,
  );
}
