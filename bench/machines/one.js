/**
 * One run with a small sample, on threads of this machine or by workers, and what it cost:
 * `node one.js <posts> <report folder> <most passages of the sample> <bytes of a shard> [<Redis> <shards>]`.
 */
import { performance } from "node:perf_hooks";
import { consoleLog } from "../../dist/io/console.js";
import { nodeFiles } from "../../dist/io/files.js";
import { createRandom } from "../../dist/math/random.js";
import { runToFolder } from "../../dist/pipeline.js";
import { LIMITS } from "../../dist/pipeline/large/limits.js";
import { openMachines } from "../../dist/pipeline/machines.js";
import { normalizeConfig } from "../../dist/run/config.js";

const [posts, out, most, shardBytes, redis, shards] = process.argv.slice(2);
const config = normalizeConfig({
  paths: [posts],
  out,
  embedder: "builtin",
  store: false,
  today: "2026-01-01",
});
const log = consoleLog({ quiet: false, debug: false, stream: process.stderr });
const context = {
  ...{ files: nodeFiles(), log },
  random: createRandom(config.seed),
  signal: new AbortController().signal,
};
const machines = redis === undefined ? undefined : await openMachines({ redis, shards }, log);
const limits = { ...LIMITS, most: Number(most), shardBytes: Number(shardBytes), bytesPerPassage: 1 };
const start = performance.now();
try {
  const { report, run } = await runToFolder(config, context, () => performance.now(), {
    large: { limits, ...machines },
  });
  const wall = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage();
  const told = { wall, cpu: (user + system) / 1e6, memory: process.resourceUsage().maxRSS / 1024 };
  const skipped = report.skipped.filter(({ rule }) => rule === undefined).length;
  console.log(JSON.stringify({ ...told, passages: report.counts.passages, skipped, timings: run.timings }));
} catch (error) {
  console.log(JSON.stringify({ error: error.message, kind: error.kind }));
  process.exitCode = error.exitCode ?? 1;
} finally {
  await machines?.close();
}
