import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe } from "vitest";
import { silentLog } from "../../../src/io/silent-log.js";
import { redisExecutor } from "../../../src/jobs/redis/executor.js";
import { redisWorker } from "../../../src/jobs/redis/worker.js";
import { describeExecutor } from "../../conformance/executor.js";
import { JOBS } from "../../helpers/jobs.js";
import { hasRedis, ownRedis, type OwnRedis } from "../../helpers/redis.js";

const script = new URL("../../../src/jobs/redis/sandbox.ts", import.meta.url);
const version = "of the tests";

describe.skipIf(!hasRedis)("on Redis", () => {
  let redis: OwnRedis;
  let shards: string;
  let working: Promise<void>;
  const end = new AbortController();

  beforeAll(async () => {
    redis = await ownRedis();
    shards = await mkdtemp(join(tmpdir(), "throughline-shards-"));
    working = redisWorker({
      ...{ redis: redis.url, shards, version, folders: [], processes: 3, jobs: JOBS },
      ...{ log: silentLog, signal: end.signal, fork: { execArgv: ["--import", "tsx/esm"], script } },
    });
    working.catch(() => undefined);
  });
  afterAll(async () => {
    end.abort();
    await working;
    await redis.stop();
    await rm(shards, { recursive: true });
  });

  describeExecutor("redis", () =>
    redisExecutor({ redis: redis.url, shards, version, log: silentLog, ahead: 6, pause: 10 }),
  );
});
