/**
 * How time and memory grow with the size of a collection.
 *
 *     npm run bench:scale -- [sizes, 10000 100000] [--most 50000] [--posts <folder of posts to repeat>] [--keep]
 *
 * Each size is a process of its own, so that its memory is its own. Writes `bench/scale/results.json` and `docs/images/scale.svg`.
 */
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { availableParallelism, cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { parse } from "csv-parse/sync";
import { agreement } from "../../src/math/agreement.js";
import { curveSvg } from "./curve.js";
import { plant, vary } from "./generate.js";

export interface Measured {
  passages: number;
  /** Seconds, of the clock and of the processor. */
  wall: number;
  cpu: number;
  /** Megabytes: the largest resident set. */
  memory: number;
  /** Seconds of the clock for each stage. */
  stages: Record<string, number>;
  /** Adjusted Rand index with the planted themes, of placed passages; absent where none were planted. */
  ari?: number;
  /** Share of the passages that are in no theme. */
  other: number;
  themes: number;
  /** Megabytes of `report.html`. */
  page: number;
}

const KILO = 1024;

async function measure(folder: string, out: string, most: string): Promise<Measured> {
  const script = new URL("one.js", import.meta.url).pathname;
  const child = spawn(process.execPath, [script, join(folder, "posts"), out, most], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let told = "";
  child.stdout.on("data", (part: Buffer) => (told += part.toString()));
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  if (code !== 0)
    throw new Error(`Expected the run of ${folder} to end well, got exit code ${String(code)}.`);
  const { wall, cpu, memory } = JSON.parse(told.trim().split("\n").at(-1) ?? "") as Pick<
    Measured,
    "wall" | "cpu" | "memory"
  >;
  const run = JSON.parse(await readFile(join(out, "run.json"), "utf8")) as {
    counts: { passages: number; unplaced: number; themes: number };
    timings: Record<string, number>;
  };
  const { passages, unplaced, themes } = run.counts;
  const ari = await recovered(folder, out);
  return {
    ...{ passages, wall, cpu, memory, themes },
    stages: Object.fromEntries(Object.entries(run.timings).map(([name, ms]) => [name, ms / 1000])),
    ...(ari !== undefined && { ari }),
    other: unplaced / passages,
    page: (await stat(join(out, "report.html"))).size / KILO / KILO,
  };
}

async function recovered(folder: string, out: string): Promise<number | undefined> {
  const truth = await readFile(join(folder, "truth.csv")).catch(() => undefined);
  if (truth === undefined) return undefined;
  const listed = parse<Record<string, string>>(truth, { columns: true });
  const planted = new Map(listed.map((row) => [row["path"], row["theme"]]));
  const rows = parse<Record<string, string>>(await readFile(join(out, "passages.csv")), {
    bom: true,
    columns: true,
  });
  const placed = rows.filter((row) => row["theme_id"] !== "");
  return agreement(
    placed.map((row) => row["theme_id"]),
    placed.map((row) => planted.get(row["path"])),
  ).ari;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    most: { type: "string", default: "50000" },
    posts: { type: "string" },
    keep: { type: "boolean" },
  },
});
const sizes = positionals.length > 0 ? positionals.map(Number) : [10_000, 100_000];
const work = await mkdtemp(join(tmpdir(), "throughline-scale-"));
const all: Measured[] = [];
for (const size of sizes) {
  const folder = join(work, String(size));
  await mkdir(folder);
  if (values.posts === undefined) await plant(folder, size, 1);
  else await vary(folder, size, values.posts, 1);
  const measured = await measure(folder, join(work, `${size}-report`), values.most);
  all.push(measured);
  console.log(JSON.stringify(measured));
}
const machine = {
  processor: cpus()[0]?.model ?? "",
  cores: availableParallelism(),
  gigabytes: Math.round(totalmem() / 2 ** 30),
};
const results = { machine, node: process.version, sample: Number(values.most), runs: all };
await writeFile(new URL("results.json", import.meta.url), `${JSON.stringify(results, null, 2)}\n`);
await writeFile(new URL("../../docs/images/scale.svg", import.meta.url), curveSvg(all));
if (values.keep === true) console.log(`Kept in ${work}`);
else await rm(work, { recursive: true });
