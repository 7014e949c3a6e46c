/**
 * Speed and memory, each as a ratio of two ways to do the same, measured in one run on this machine.
 *
 *     npm run bench -- [part …]
 *
 * Parts: runs, map-engines, kmeans, transformers; all of them where none is named. Prints one table and writes
 * `bench/results/<part>.json`. What a part needs and can't find is left out, and the table says so; docs/performance.md says how to get it.
 */
import { parseArgs } from "node:util";
import { keep, print, type Part } from "./measures/figures.js";
import { measureKmeans } from "./measures/kmeans.js";
import { machineNow } from "./measures/machine.js";
import { measureMaps } from "./measures/map-engines.js";
import { measureRuns } from "./measures/runs.js";
import { measureTransformers } from "./measures/transformers.js";

const PARTS: Readonly<Record<string, () => Promise<Part>>> = {
  runs: measureRuns,
  "map-engines": measureMaps,
  kmeans: measureKmeans,
  transformers: measureTransformers,
};

const { positionals } = parseArgs({ allowPositionals: true });
const unknown = positionals.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  throw new Error(`Expected parts among ${Object.keys(PARTS).join(", ")}, got ${unknown.join(", ")}.`);
}

const before = machineNow();
const parts: Part[] = [];
for (const [name, measure] of Object.entries(PARTS)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  console.log(`Measuring: ${name} …`);
  const start = machineNow();
  const part = await measure();
  keep(part, start);
  parts.push(part);
}
print(parts, before);
