/**
 * What it costs to go beyond one machine, and what becomes of a run when things go wrong.
 *
 *     npm run bench:machines -- [passages, 20000] [--most 2000] [--shard-bytes 600000] [--workers 1,2,4] [--no-faults]
 *
 * Redis, workers and runs are processes of their own, all on this machine. Writes `bench/machines/results.json`; `npm run bench:machines:curve`
 * draws from it how many workers are worth having.
 */
import { createHash } from "node:crypto";
import { execFileSync, type ChildProcess } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { plant } from "../scale/generate.js";
import { ended, processorSeconds, Redis, run, startWorker, type Told } from "./processes.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    most: { type: "string", default: "2000" },
    "shard-bytes": { type: "string", default: "600000" },
    workers: { type: "string", default: "1,2,4" },
    "no-faults": { type: "boolean" },
  },
});
const passages = Number(positionals[0] ?? 20_000);
const sizes = [values.most, values["shard-bytes"]];
const work = await mkdtemp(join(tmpdir(), "throughline-machines-"));
const posts = join(work, "posts");
let made = 0;

interface Row {
  name: string;
  wall: number;
  /** Seconds of the processor: of the run, of the workers, of Redis. */
  run: number;
  workers: number;
  redis: number;
  /** Files that differ from those of the run on threads. */
  different: number;
  load: number;
  skipped: number;
  note: string;
  timings: Record<string, number>;
}

/** Hashes of the files of a report; where it lies and how long it took are no part of what it says. */
async function hashesOf(out: string): Promise<Map<string, string>> {
  const files = await readdir(out, { recursive: true, withFileTypes: true });
  const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
  const hashes = new Map<string, string>();
  for (const path of paths.filter((each) => !each.includes(".throughline")).sort()) {
    const text = await readFile(path, "latin1");
    const told = path.endsWith("run.json")
      ? text.replaceAll(/"out": "[^"]*"|"timings": \{[^}]*\}/g, "")
      : text;
    hashes.set(path.slice(out.length), createHash("sha256").update(told, "latin1").digest("hex"));
  }
  return hashes;
}

/** Of two reports beside each other, so that links to posts read the same. */
async function differences(out: string): Promise<number> {
  const [one, other] = await Promise.all([hashesOf(join(work, "local")), hashesOf(out)]);
  return [...new Set([...one.keys(), ...other.keys()])].filter((path) => one.get(path) !== other.get(path))
    .length;
}

interface Scene {
  redis: Redis;
  shards: string;
  workers: ChildProcess[];
}

/** A Redis and workers around what happens; processor time of those that were killed is not known. */
async function scene(
  name: string,
  count: number,
  happens: (
    scene: Scene,
    runNow: (suffix?: string) => Promise<Told>,
  ) => Promise<{ told: Told; note: string }>,
  shards = join(work, `shards-${made}`),
): Promise<Row> {
  const at = `out-${made++}`;
  await mkdir(shards, { recursive: true });
  const redis = await Redis.open(join(work, `redis-${at}`));
  const workers = Array.from({ length: count }, () => startWorker(posts, redis.url, shards));
  const stage: Scene = { redis, shards, workers };
  const runNow = (suffix = ""): Promise<Told> =>
    run([posts, join(work, at + suffix), ...sizes, redis.url, shards]);
  const { told, note } = await happens(stage, runNow);
  const costs = stage.workers.map(({ pid }) => processorSeconds(pid ?? 0));
  const ofRedis = processorSeconds(redis.pid);
  for (const worker of stage.workers) worker.kill("SIGTERM");
  await Promise.all(stage.workers.map(ended));
  await redis.kill();
  const row: Row = {
    ...{
      name,
      wall: told.wall,
      run: told.cpu,
      workers: costs.reduce((sum, cost) => sum + cost, 0),
      redis: ofRedis,
    },
    different: await differences(join(work, at)),
    ...{ load: loadavg()[0] ?? 0, skipped: told.skipped, note, timings: told.timings },
  };
  console.log(JSON.stringify(row));
  return row;
}

async function killingWorkers(
  stage: Scene,
  runNow: () => Promise<Told>,
): Promise<{ told: Told; note: string }> {
  const running = runNow();
  const over = running.then(() => true);
  let killed = 0;
  while (!(await Promise.race([over, wait(10_000, false)]))) {
    const place = killed % stage.workers.length;
    stage.workers[place]?.kill("SIGKILL");
    stage.workers[place] = startWorker(posts, stage.redis.url, stage.shards);
    killed++;
  }
  return { told: await running, note: `${killed} workers killed, one every 10 s` };
}

async function stoppingRedis(
  { redis }: Scene,
  runNow: () => Promise<Told>,
): Promise<{ told: Told; note: string }> {
  const running = runNow();
  await wait(8000);
  await redis.kill();
  await wait(20_000);
  await redis.start();
  return { told: await running, note: "Redis killed after 8 s, started again 20 s later" };
}

async function twoRuns(
  _: Scene,
  runNow: (suffix?: string) => Promise<Told>,
): Promise<{ told: Told; note: string }> {
  const [told, other] = await Promise.all([runNow(), runNow("-other")]);
  const different = await differences(join(work, `out-${made - 1}-other`));
  return { told, note: `the other run ended with ${String(other.code)}, ${different} files of it different` };
}

/** Bytes of shards for a passage are some 4,000: so many of them do not suffice. */
const TOO_FEW_BYTES = 1200;

/** A folder fills up; then it is made larger, and the run made again. */
async function fillingUp(): Promise<Row | undefined> {
  const shards = join(work, "small");
  await mkdir(shards);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${passages * TOO_FEW_BYTES}`, "tmpfs", shards], {
      stdio: "ignore",
    });
  } catch {
    console.log("No small folder could be mounted: a full one is not tried.");
    return undefined;
  }
  try {
    return await scene(
      "folder full",
      2,
      async (_, runNow) => {
        const first = await runNow();
        execFileSync("mount", ["-o", "remount,size=2g", shards]);
        const note = `first ended with ${String(first.code)}: "${first.error ?? ""}"; then the folder was made larger`;
        return { told: await runNow(), note };
      },
      shards,
    );
  } finally {
    execFileSync("umount", [shards]);
  }
}

await plant(join(work, "planted"), passages, 1);
await mkdir(posts);
execFileSync("cp", ["-r", join(work, "planted", "posts"), posts]);
const local = await run([posts, join(work, "local"), ...sizes]);
console.log(JSON.stringify(local));
const rows: Row[] = [];
for (const count of values.workers.split(",").map(Number)) {
  const plain = async (_: Scene, runNow: () => Promise<Told>) => ({ told: await runNow(), note: "" });
  rows.push(await scene(`${count} workers`, count, plain));
}
if (values["no-faults"] !== true) {
  rows.push(await scene("workers killed", 2, killingWorkers));
  rows.push(await scene("Redis stopped", 2, stoppingRedis));
  rows.push(await scene("two runs", 2, twoRuns));
  const full = await fillingUp();
  if (full !== undefined) rows.push(full);
}
const results = { passages: local.passages, sizes: sizes.map(Number), node: process.version, local, rows };
await writeFile(new URL("results.json", import.meta.url), `${JSON.stringify(results, null, 2)}\n`);
await rm(work, { recursive: true });
