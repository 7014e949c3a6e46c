import { afterAll, beforeAll, describe } from "vitest";
import { describeExecutor } from "../../conformance/executor.js";
import { JOBS } from "../../helpers/jobs.js";
import { hasRedis } from "../../helpers/redis.js";
import { station, type Station } from "../../helpers/redis-worker.js";

describe.skipIf(!hasRedis)("on Redis", () => {
  let here: Station;
  beforeAll(async () => {
    here = await station(JOBS, { processes: 3 });
  });
  afterAll(() => here.close());

  describeExecutor("redis", () => here.open());
});
