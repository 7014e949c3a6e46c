import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plant } from "../../bench/scale/generate.js";
import { nodeFiles } from "../../src/io/files.js";
import { silentLog } from "../../src/io/silent-log.js";
import { inProcess } from "../../src/jobs/in-process.js";
import { createRandom } from "../../src/math/random.js";
import { runToFolder, type PipelineResult } from "../../src/pipeline.js";
import { checkedInput, checkWithin, readSchema } from "../../src/pipeline/large/accepts.js";
import { normalizeConfig } from "../../src/run/config.js";
import type { Executor, Job, Plain } from "../../src/shapes/executor.js";
import { hasRedis } from "../helpers/redis.js";
import { station, type Station } from "../helpers/redis-worker.js";

const LIMITS = { most: 150, shown: 40, shardBytes: 20_000, bytesPerPassage: 1 };
const PASSAGES = 420;

let folder: string;

interface Large {
  openExecutor: () => Executor;
  shards?: string;
  most?: number;
}

async function run(name: string, { most = LIMITS.most, ...large }: Large) {
  const out = join(folder, name);
  const config = normalizeConfig({ paths: [join(folder, "posts")], out, embedder: "builtin", store: false });
  const context = {
    ...{ files: nodeFiles(), log: silentLog },
    random: createRandom(config.seed),
    signal: new AbortController().signal,
  };
  const result = await runToFolder(config, context, () => 0, {
    large: { limits: { ...LIMITS, most }, ...large },
  });
  return { result, bytes: await bytesOf(out), out };
}

/** By path; where the report lies is a part of the record, and of nothing else, and timings tell which way a run went. */
async function bytesOf(out: string): Promise<Record<string, string>> {
  const files = await readdir(out, { recursive: true, withFileTypes: true });
  const entries = files
    .filter((file) => file.isFile() && !file.parentPath.includes(".throughline"))
    .map(async (file) => {
      const path = join(file.parentPath, file.name);
      const text = await readFile(path, "latin1");
      const told = text.replaceAll(/"out": "[^"]*"|"timings": \{[^}]*\}/g, "");
      return [path.slice(out.length), createHash("sha256").update(told).digest("hex")] as const;
    });
  return Object.fromEntries((await Promise.all(entries)).sort());
}

/** Fails in the n-th piece of work of a job. */
function failingIn(name: string, n: number): Executor {
  const executor = inProcess();
  return {
    ...executor,
    map(job, inputs, options) {
      let begun = 0;
      const failing: Job<Plain, Plain> = {
        ...(job as unknown as Job<Plain, Plain>),
        run: async (input, context) => {
          if (job.name === name && begun++ === n) throw new Error("poison");
          return (job as unknown as Job<Plain, Plain>).run(input, context);
        },
      };
      return executor.map(failing as unknown as typeof job, inputs, options);
    },
  };
}

type Row = Record<string, string>;
const rowsOf = async (out: string, name: string): Promise<Row[]> =>
  parse<Row>(await readFile(join(out, name)), { bom: true, columns: true });

let here: Awaited<ReturnType<typeof run>>;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "throughline-machines-")));
  await plant(folder, PASSAGES, 3, 4);
  here = await run("here", { openExecutor: inProcess });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(["read", "cut", "place"])("a part that the job %s can't do", (job) => {
  let found: { result: PipelineResult; out: string };
  beforeAll(async () => {
    found = await run(`lost-${job}`, { openExecutor: () => failingIn(job, 2) });
  });

  it("is left out, with a row for each of its posts and the reason", async () => {
    const rows = (await rowsOf(found.out, "skipped.csv")).filter((row) => row["reason"]?.includes("poison"));
    expect(rows.length).toBeGreaterThan(1);
    const left = new Set((await rowsOf(found.out, "passages.csv")).map((row) => row["path"]));
    expect(rows.filter((row) => left.has(row["path"]))).toEqual([]);
    const all = new Set((await rowsOf(here.out, "passages.csv")).map((row) => row["path"]));
    expect(left.size + rows.length).toBe(all.size);
  });

  it("makes the run one with something left out, which ends with another exit code", () => {
    const { skipped, counts } = found.result.report;
    expect(skipped.some(({ rule, post }) => rule === undefined && post)).toBe(true);
    expect(counts.passages).toBeLessThan(here.result.report.counts.passages);
  });
});

it("ends where no part can be done", async () => {
  const none = (): Executor => {
    const executor = inProcess();
    const run = (): Promise<never> => Promise.reject(new Error("poison"));
    return {
      ...executor,
      map: (job, inputs, options) =>
        executor.map(job.name === "cut" ? { ...job, run } : job, inputs, options),
    };
  };
  await expect(run("none", { openExecutor: none })).rejects.toThrow(/Expected passages, got none: .*poison/);
});

describe("what a worker takes", () => {
  const reach = { shards: "/shards", folders: [] };
  const input = {
    ...{ folder: "/shards", files: [], columns: {}, maxFileMegabytes: 1, keep: [], remove: [] },
  };

  it("is of its form, and about its own folder", () => {
    expect(checkedInput(readSchema, input, reach)).toEqual(input);
    expect(() => checkedInput(readSchema, { ...input, more: 1 }, reach)).toThrow(
      "Expected the input of a job",
    );
    expect(() => checkedInput(readSchema, { ...input, folder: "/etc" }, reach)).toThrow(
      "Mount the folder under the same path",
    );
  });

  it("lies below its folders, symlinks followed", async () => {
    const posts = join(folder, "posts");
    await expect(checkWithin([join(posts, "0000")], { shards: "/shards", folders: [posts] })).resolves.toBe(
      undefined,
    );
    for (const path of ["/etc/passwd", join(posts, "..", "truth.csv"), `${posts}-other`]) {
      await expect(checkWithin([path], { shards: "/shards", folders: [posts] })).rejects.toMatchObject({
        kind: "config",
      });
    }
  });
});

describe.skipIf(!hasRedis).each([1, 3])("%i processes at a queue", (processes) => {
  let work: Station;
  beforeAll(async () => {
    const jobs = new URL("../helpers/large-jobs.js", import.meta.url);
    work = await station(jobs, { processes, folders: [join(folder, "posts")] });
  });
  afterAll(() => work.close());

  it("make the bytes of one", async () => {
    const executor = await work.open(64);
    const { bytes } = await run(`far-${processes}`, { openExecutor: () => executor, shards: work.shards });
    expect(bytes).toEqual(here.bytes);
    // Nothing of what all see was taken away, and tables did not wait there.
    const names = await readdir(work.shards);
    expect(names.filter((name) => name.endsWith(".place.json")).length).toBeGreaterThan(3);
    expect(names.filter((name) => name.endsWith(".out") || name.endsWith(".tmp"))).toEqual([]);
  });

  it("make the bytes of a plain run, where all can be looked at together", async () => {
    const executor = await work.open(64);
    const far = await run(`far-few-${processes}`, {
      openExecutor: () => executor,
      shards: work.shards,
      most: 50_000,
    });
    const near = await run(`near-few-${processes}`, { openExecutor: inProcess, most: 1e9 });
    expect(far.bytes).toEqual(near.bytes);
  });
});

describe.skipIf(!hasRedis)("a worker that may not read the posts", () => {
  it("ends the run with what to do", async () => {
    const jobs = new URL("../helpers/large-jobs.js", import.meta.url);
    const work = await station(jobs);
    const executor = await work.open();
    const running = run("outside", { openExecutor: () => executor, shards: work.shards });
    await expect(running).rejects.toThrow(/Expected files below .*Name its folder when you start the worker/);
    await work.close();
  });
});
