/** One run, as `throughline run` does it, and what it cost: `node one.js <posts> <report folder> <most passages of the sample>`. */
import { performance } from "node:perf_hooks";
import { consoleLog } from "../../dist/io/console.js";
import { nodeFiles } from "../../dist/io/files.js";
import { createRandom } from "../../dist/math/random.js";
import { runToFolder } from "../../dist/pipeline.js";
import { LIMITS } from "../../dist/pipeline/large/limits.js";
import { normalizeConfig } from "../../dist/run/config.js";

const [posts, out, most] = process.argv.slice(2);
const config = normalizeConfig({ paths: [posts], out, embedder: "builtin" });
const context = {
  files: nodeFiles(),
  log: consoleLog({ quiet: false, debug: false, stream: process.stderr }),
  random: createRandom(config.seed),
  signal: new AbortController().signal,
};
const start = performance.now();
await runToFolder(config, context, () => performance.now(), {
  large: { limits: { ...LIMITS, most: Number(most) } },
});
const wall = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage();
const { maxRSS } = process.resourceUsage();
console.log(JSON.stringify({ wall, cpu: (user + system) / 1e6, memory: maxRSS / 1024 }));
