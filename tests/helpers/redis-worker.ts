/** Redis, a folder of shards, and workers of this process that run the sources. */
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLog } from "../../src/io/silent-log.js";
import { redisExecutor } from "../../src/jobs/redis/executor.js";
import { redisWorker } from "../../src/jobs/redis/worker.js";
import type { Executor } from "../../src/shapes/executor.js";
import { ownRedis, type OwnRedis } from "./redis.js";

const script = new URL("../../src/jobs/redis/sandbox.ts", import.meta.url);
const VERSION = "of the tests";

export interface Station {
  redis: OwnRedis;
  shards: string;
  open(ahead?: number): Promise<Executor>;
  close(): Promise<void>;
}

/**
 * @param jobs the module of what the workers can do
 * @param folders of which they may read
 */
export async function station(
  jobs: URL,
  {
    processes = 2,
    folders = [],
    password,
  }: { processes?: number; folders?: string[]; password?: string } = {},
): Promise<Station> {
  const redis = await ownRedis(password === undefined ? {} : { password });
  const shards = await realpath(await mkdtemp(join(tmpdir(), "throughline-shards-")));
  const end = new AbortController();
  const meeting = { redis: redis.url, shards, version: VERSION, log: silentLog };
  const working = redisWorker({
    ...{ ...meeting, folders, processes, jobs, signal: end.signal },
    fork: { execArgv: ["--import", "tsx/esm"], script },
  });
  // A worker that can't begin would leave every test waiting.
  const failed = working.then(() => undefined);
  failed.catch((error: unknown) => console.error(error));
  return {
    ...{ redis, shards },
    open: (ahead = 6) => redisExecutor({ ...meeting, ahead, pause: 10 }),
    async close() {
      end.abort();
      await working;
      await redis.stop();
      await rm(shards, { recursive: true });
    },
  };
}
