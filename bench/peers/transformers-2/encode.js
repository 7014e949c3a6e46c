/**
 * The usual idiom of transformers.js 2.17.2: batches of 32 in the order of arrival, the mean of the tokens, length 1.
 *
 *     node encode.js <folder of models> <model> <JSON file of texts>
 *
 * Prints seconds by the clock, seconds of the processor in all threads, and the most memory in MB; loading left out of the seconds.
 */
import { readFileSync } from "node:fs";
import { env, pipeline } from "@xenova/transformers";

const BATCH = 32;

const [, , models, model, file] = process.argv;
env.allowRemoteModels = false;
env.localModelPath = models;
const texts = JSON.parse(readFileSync(file, "utf8"));
const extract = await pipeline("feature-extraction", model, { quantized: true });
await extract(["warm up"], { pooling: "mean", normalize: true });
const start = performance.now();
const before = process.cpuUsage();
for (let from = 0; from < texts.length; from += BATCH) {
  await extract(texts.slice(from, from + BATCH), { pooling: "mean", normalize: true });
}
const { user, system } = process.cpuUsage(before);
const seconds = (performance.now() - start) / 1000;
console.log(seconds, (user + system) / 1e6, process.resourceUsage().maxRSS / 1024);
