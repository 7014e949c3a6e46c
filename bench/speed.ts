/**
 * Speed, as figures of this machine and as ratios within one run, which hold on others too.
 *
 *     npm run bench:speed
 */
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { clusterers } from "../src/stages/cluster/engines/registry.js";
import { kmeansPlusPlus } from "../src/math/kmeans.js";
import { nearestNeighbors } from "../src/math/knn.js";
import { normalizeRows } from "../src/math/matrix.js";
import { createRandom } from "../src/math/random.js";
import { loadStaticModel } from "../src/stages/embed/builtin/static-model.js";
import { adapt } from "../src/stages/embed/adapt/adapt.js";
import { encode } from "../src/stages/embed/encode.js";
import { nodeFiles } from "../src/io/files.js";
import type { Context } from "../src/shapes/context.js";
import { openBuiltin } from "../src/stages/embed/builtin/builtin.js";
import { tag } from "../src/stages/describe/terms/tagger.js";
import type { Embedder } from "../src/shapes/embedder.js";
import type { Matrix } from "../src/shapes/embeddings.js";

const random = createRandom(7);

const nothing = (): undefined => undefined;
const CONTEXT: Context = {
  files: nodeFiles(),
  log: {
    info: nothing,
    warn: nothing,
    debug: nothing,
    progress: () => ({ advance: nothing, done: nothing }),
  },
  random: createRandom(1),
  signal: new AbortController().signal,
};

/** The median of several runs, in milliseconds. */
async function median(runs: number, work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[runs >> 1] ?? NaN;
}

function say(what: string, figure: string): void {
  console.log(`${what.padEnd(66)} ${figure}`);
}

/** Passages of 100 words, common ones and rare ones, from a small vocabulary of English. */
function passages(count: number): string[] {
  const words = readFileSync(new URL("../README.md", import.meta.url), "utf8").match(/[A-Za-z']+/g) ?? [];
  return Array.from({ length: count }, () =>
    Array.from({ length: 100 }, () => words[random.int(words.length)] ?? "word").join(" "),
  );
}

function points(rows: number, dims: number): Matrix {
  const data = Float32Array.from({ length: rows * dims }, () => random.normal());
  return normalizeRows({ data, rows, dims });
}

/** Passages encoded, and adapted to one another where that is wanted. */
async function embedAll(embedder: Embedder, texts: readonly string[], isAdapted: boolean): Promise<void> {
  const parts = texts.map((text, i) => ({ postId: `post ${i}`, text, words: 100 }));
  const base = await encode(parts, embedder, CONTEXT);
  await adapt(parts, base, embedder, { adapt: isAdapted }, CONTEXT);
}

async function staticModel(): Promise<void> {
  const file = readFileSync(new URL("../models/throughline-static-en-v1.bin", import.meta.url));
  say("static model: load from memory", `${(await median(9, () => loadStaticModel(file))).toFixed(1)} ms`);
  say("static model: open (read, check SHA-256, load)", `${(await median(9, openBuiltin)).toFixed(1)} ms`);
  const model = loadStaticModel(file);
  const texts = passages(10_000);
  const encode = (): void => texts.forEach((text) => void model.encode(text));
  encode();
  const took = await median(5, encode);
  say("static model: passages of 100 words", `${Math.round((texts.length / took) * 1000)} a second`);
  const sample = texts.slice(0, 2000).join(". ");
  const tagging = await median(3, () => tag(sample));
  const encoding = await median(3, () => texts.slice(0, 2000).forEach((text) => void model.encode(text)));
  say("part-of-speech tagging takes, for one encoding", `${(tagging / encoding).toFixed(1)} times as long`);
}

async function builtin(): Promise<void> {
  const texts = passages(2000);
  const embedder = await openBuiltin();
  const alone = await median(3, () => embedAll(embedder, texts, false));
  const joined = await median(3, () => embedAll(embedder, texts, true));
  say("builtin, 2,000 passages: learning from the corpus and embedding", `${Math.round(joined)} ms`);
  say("builtin takes, for the static model alone", `${(joined / alone).toFixed(1)} times as long`);
}

async function clustering(): Promise<void> {
  const data = points(5000, 96);
  const start = kmeansPlusPlus(data, 30, createRandom(1));
  const times = new Map<string, number>();
  for (const engine of Object.values(clusterers)) {
    times.set(engine.name, await median(3, () => engine.cluster(data, start, 20)));
  }
  for (const [name, time] of times)
    say(`k-means, 5,000 × 96, k = 30, 20 iterations: ${name}`, `${Math.round(time)} ms`);
  const ratio = (times.get("ml-kmeans") ?? NaN) / (times.get("flat-kmeans") ?? NaN);
  say("ml-kmeans takes, for flat-kmeans", `${ratio.toFixed(1)} times as long`);
  say("exact neighbours, 5,000 × 96", `${Math.round(await median(3, () => nearestNeighbors(data, 20)))} ms`);
}

await staticModel();
await builtin();
await clustering();
