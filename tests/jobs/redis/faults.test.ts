import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { silentLog } from "../../../src/io/silent-log.js";
import { redisExecutor } from "../../../src/jobs/redis/executor.js";
import { loadQueues } from "../../../src/jobs/redis/library.js";
import { checkedPayload, DEAD_LETTERS, PREFIX, queueName } from "../../../src/jobs/redis/tasks.js";
import { taskOf } from "../../../src/jobs/task.js";
import type { Executor, Job, Plain } from "../../../src/shapes/executor.js";
import { double, JOBS, note, refuse } from "../../helpers/jobs.js";
import { hasRedis } from "../../helpers/redis.js";
import { station, type Station } from "../../helpers/redis-worker.js";

const signal = new AbortController().signal;

async function all<Input extends Plain, Output extends Plain>(
  executor: Executor,
  job: Job<Input, Output>,
  inputs: readonly Input[],
): Promise<Output[]> {
  const list: Output[] = [];
  for await (const each of executor.map(job, inputs, { signal })) list.push(each);
  return list;
}

describe("what goes through a queue", () => {
  it("is the name of a task, and nothing else", () => {
    const key = "0".repeat(64);
    expect(checkedPayload("read", { key })).toEqual({ job: "read", key });
    const wrong: unknown[] = [{ key: "../../etc/passwd" }, { key, input: 1 }, {}, null, "x"];
    for (const data of wrong)
      expect(() => checkedPayload("read", data)).toThrow("Expected a task of the queue");
    expect(() => checkedPayload("../read", { key })).toThrow("Expected the name of a job");
  });

  it("is found by the same code in the same folder alone", () => {
    const one = { shards: "/a", version: "1" };
    expect(queueName(one)).toBe(queueName({ ...one }));
    expect(new Set([one, { ...one, shards: "/b" }, { ...one, version: "2" }].map(queueName)).size).toBe(3);
  });
});

describe("where there is no queue", () => {
  const meeting = { shards: tmpdir(), version: "1", log: silentLog };

  it("says what to install", async () => {
    const load = (): Promise<never> => Promise.reject(new Error("Cannot find package 'bullmq'"));
    await expect(loadQueues(load)).rejects.toMatchObject({ kind: "config" });
    await expect(loadQueues(load)).rejects.toThrow(/bullmq.*npm i bullmq ioredis/);
  });

  it.each(["localhost:6379", "http://:s3cret@host", "redis://", ""])(
    "takes no address such as %j, and does not repeat it",
    async (redis) => {
      const opening = redisExecutor({ ...meeting, redis });
      await expect(opening).rejects.toThrow("Expected the address of a Redis");
      await expect(opening).rejects.not.toThrow("s3cret");
    },
  );

  it("says that nobody answers, without the password", async () => {
    const opening = redisExecutor({ ...meeting, redis: "redis://me:s3cret@127.0.0.1:1" });
    await expect(opening).rejects.toThrow(
      "Expected an answer of the Redis at redis://127.0.0.1:1, got ECONNREFUSED. Start it, or correct the address.",
    );
  });

  it("says that there is no folder", async () => {
    const opening = redisExecutor({ ...meeting, shards: "/no/such/folder", redis: "redis://127.0.0.1:1" });
    await expect(opening).rejects.toThrow("Expected the folder of shards at /no/such/folder");
  });
});

describe.skipIf(!hasRedis)("on a Redis that needs a password", () => {
  let here: Station;
  let folder: string;
  beforeAll(async () => {
    here = await station(JOBS, { password: "s3cret" });
    folder = await mkdtemp(join(tmpdir(), "throughline-faults-"));
  });
  afterAll(async () => {
    await here.close();
    await rm(folder, { recursive: true });
  });

  it("works, and says that a password is wrong without it", async () => {
    const executor = await here.open();
    expect(await all(executor, double, [{ n: 2 }])).toEqual([{ twice: 4 }]);
    await executor.close();
    const opening = redisExecutor({
      ...{ redis: `redis://:wr0ng@127.0.0.1:${here.redis.port}`, shards: here.shards, version: "1" },
      log: silentLog,
    });
    await expect(opening).rejects.toThrow(/got WRONGPASS/);
    await expect(opening).rejects.not.toThrow("wr0ng");
  });

  it("carries names alone: what is to be done lies in the folder", async () => {
    const executor = await here.open();
    const secret = "a text that no queue should see";
    await all(executor, refuse, [{ n: 7, fail: "" }]);
    await expect(all(executor, refuse, [{ n: 8, fail: secret }])).rejects.toThrow(secret);
    const redis = new Redis(here.redis.url);
    const keys = await redis.keys("*refuse*");
    const jobs = await Promise.all(
      (await redis.keys(`${PREFIX}:shards-*:*`))
        .filter((key) => /[0-9a-f]{64}$/.test(key))
        .map((key) => redis.hget(key, "data")),
    );
    redis.disconnect();
    expect(keys).toEqual([]);
    expect(jobs.length).toBeGreaterThan(0);
    expect(jobs.every((data) => /^\{"key":"[0-9a-f]{64}"\}$/.test(data ?? ""))).toBe(true);
    const files = (await readdir(here.shards)).filter((name) => name.endsWith(".task.json"));
    const texts = await Promise.all(files.map((name) => readFile(join(here.shards, name), "utf8")));
    expect(texts.some((text) => text.includes(secret))).toBe(true);
    await executor.close();
  });

  it("gives up after three tries, puts the reason on the list of dead letters, and goes on", async () => {
    const executor = await here.open();
    const inputs = ["", "poison", ""].map((fail, n) => ({ n: n + 20, fail }));
    const list: number[] = [];
    const lost = ({ message }: Error): number => (message === "poison 21" ? -1 : NaN);
    for await (const n of executor.map(refuse, inputs, { signal, lost })) list.push(n);
    expect(list).toEqual([20, -1, 22]);
    const redis = new Redis(here.redis.url, { maxRetriesPerRequest: null });
    const dead = new Queue(DEAD_LETTERS, { connection: redis, prefix: PREFIX });
    const { key } = await taskOf(refuse, { n: 21, fail: "poison" });
    const letter = await dead.getJob(key);
    expect(letter?.data).toEqual({ key, reason: "poison 21" });
    const own = new Queue(queueName({ shards: here.shards, version: "of the tests" }), {
      connection: redis,
      prefix: PREFIX,
    });
    expect((await own.getJob(key))?.attemptsMade).toBe(3);
    await Promise.all([dead.close(), own.close()]);
    redis.disconnect();
    await executor.close();
  });

  it("does once more what an earlier run asked for: its files may be gone", async () => {
    const executor = await here.open();
    const log = join(folder, "again");
    for (let i = 0; i < 2; i++) expect(await all(executor, note, [{ n: 1, log }])).toEqual([1]);
    expect(await readFile(log, "utf8")).toBe("1\n1\n");
    await executor.close();
  });

  it("lets two ask for the same, and one of them give up", async () => {
    const [one, other] = await Promise.all([here.open(), here.open()]);
    const inputs = Array.from({ length: 8 }, (_, n) => ({ n: n + 100, wait: 300 }));
    const stop = new AbortController();
    const giving = (async () => {
      for await (const { twice } of one.map(double, inputs, { signal: stop.signal })) {
        if (twice > 0) stop.abort(new Error("enough"));
      }
    })();
    await expect(Promise.all([all(other, double, inputs), giving.catch(() => "gave up")])).resolves.toEqual([
      inputs.map(({ n }) => ({ twice: 2 * n })),
      "gave up",
    ]);
    await Promise.all([one.close(), other.close()]);
  });

  it("outlives a Redis that is killed and comes back", async () => {
    const executor = await here.open();
    const inputs = Array.from({ length: 12 }, (_, n) => ({ n: n + 200, wait: 100 }));
    const results: number[] = [];
    for await (const { twice } of executor.map(double, inputs, { signal })) {
      results.push(twice);
      if (results.length !== 2) continue;
      await here.redis.kill();
      await new Promise((resolve) => setTimeout(resolve, 500));
      await here.redis.start();
    }
    expect(results).toEqual(inputs.map(({ n }) => 2 * n));
    await executor.close();
  });

  it("puts back what a Redis forgot", async () => {
    const executor = await here.open();
    const inputs = Array.from({ length: 12 }, (_, n) => ({ n: n + 300, wait: 100 }));
    const results: number[] = [];
    const redis = new Redis(here.redis.url);
    for await (const { twice } of executor.map(double, inputs, { signal })) {
      results.push(twice);
      if (results.length === 2) await redis.flushall();
    }
    redis.disconnect();
    expect(results).toEqual(inputs.map(({ n }) => 2 * n));
    await executor.close();
  });

  it("does no task that was tampered with", async () => {
    const executor = await here.open();
    const task = await taskOf(double, { n: 400 });
    await writeFile(
      join(here.shards, `${task.key}.task.json`),
      JSON.stringify({ ...task, input: { n: 999 } }),
    );
    await expect(all(executor, double, [{ n: 400 }])).rejects.toThrow("of the version that was asked for");
    await executor.close();
  });
});
