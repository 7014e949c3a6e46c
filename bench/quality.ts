/**
 * How well the embeddings separate known classes: k-means at the true number of classes, over several seeds.
 *
 *     npm run bench:quality -- [--seeds 10] [--model-dir folder] [labelled.jsonl …]
 *
 * Each line of a labelled file is `{"text": …, "label": …}`. Without files the sets in ../shared/eval are taken, if they
 * are there. The transformers row is measured where its model is in the cache or in --model-dir.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { agreement, type Agreement } from "../src/math/agreement.js";
import { kmeansPlusPlus, lloyd } from "../src/math/kmeans.js";
import { diffuse, diffusionNeighbors, nearestNeighbors } from "../src/math/knn.js";
import { isZero, selectRows, zeros } from "../src/math/matrix.js";
import { createRandom } from "../src/math/random.js";
import { adapt } from "../src/stages/embed/adapt/adapt.js";
import { encode } from "../src/stages/embed/encode.js";
import { openBuiltin } from "../src/stages/embed/builtin/builtin.js";
import { fitCorpusModel, projectText } from "../src/stages/embed/adapt/corpus-model.js";
import { openTransformers } from "../src/stages/embed/transformers/transformers.js";
import { ENGLISH } from "../src/text/languages.js";
import { countWords } from "../src/text/words.js";
import { nodeFiles } from "../src/io/files.js";
import type { Context } from "../src/shapes/context.js";
import type { Embedder } from "../src/shapes/embedder.js";
import type { Matrix } from "../src/shapes/embeddings.js";

const MEASURES: readonly (keyof Agreement)[] = ["vMeasure", "ami", "ari", "purity"];
const SEED = 42;

const CONTEXT: Context = {
  files: nodeFiles(),
  log: {
    info: console.error,
    warn: console.error,
    debug: () => undefined,
    progress: () => ({ advance: () => undefined, done: () => undefined }),
  },
  random: createRandom(SEED),
  signal: new AbortController().signal,
};

interface Labelled {
  texts: string[];
  labels: string[];
}

function readLabelled(file: string): Labelled {
  const rows = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as { text: string; label: string | number });
  return { texts: rows.map((r) => r.text), labels: rows.map((r) => String(r.label)) };
}

/** The corpus-fitted part by itself. */
async function corpusFitted(texts: readonly string[]): Promise<Matrix> {
  const model = await fitCorpusModel(texts.toSorted(), ENGLISH, createRandom(SEED).fork("embed"));
  return toMatrix(texts.map((text) => projectText(model, text)));
}

/** What an embedder gives, by itself or adapted to the texts; each text is a post of its own. */
async function embedded(embedder: Embedder, texts: readonly string[], isAdapted: boolean): Promise<Matrix> {
  const passages = texts.map((text, i) => ({ postId: `post ${i}`, text, words: countWords(text) }));
  const base = await encode(passages, embedder, CONTEXT);
  return (await adapt(passages, base, embedder, { adapt: isAdapted }, CONTEXT)).embeddings;
}

function toMatrix(vectors: readonly Float32Array[]): Matrix {
  const matrix = zeros(vectors.length, vectors[0]?.length ?? 0);
  vectors.forEach((vector, i) => matrix.data.set(vector, i * matrix.dims));
  return matrix;
}

/** Texts without any known word are left out of the clustering and counted as a cluster of their own. */
function clusterOnce(points: Matrix, known: readonly number[], k: number, seed: number): number[] {
  const labels = new Array<number>(points.rows).fill(-1);
  const chosen = selectRows(points, known);
  const result = lloyd(chosen, kmeansPlusPlus(chosen, k, createRandom(seed)), 60);
  known.forEach((i, place) => (labels[i] = result.assignment[place] ?? -1));
  return labels;
}

function spread(values: readonly number[]): string {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length);
  return `${mean.toFixed(3)} ± ${deviation.toFixed(3)}`;
}

function measure(name: string, points: Matrix, labels: readonly string[], seeds: number): void {
  const known = Array.from({ length: points.rows }, (_, i) => i).filter(
    (i) => !isZero(points.data.subarray(i * points.dims, (i + 1) * points.dims)),
  );
  const k = new Set(labels).size;
  const runs = Array.from({ length: seeds }, (_, seed) =>
    agreement(clusterOnce(points, known, k, seed), labels),
  );
  const cells = MEASURES.map((key) => spread(runs.map((run) => run[key])));
  console.log(`| ${name} | ${points.dims} | ${points.rows - known.length} | ${cells.join(" | ")} |`);
}

async function measureSet(file: string, seeds: number, transformers: Embedder | undefined): Promise<void> {
  const { texts, labels } = readLabelled(file);
  console.log(
    `\n### ${basename(file)}: ${texts.length} texts, ${new Set(labels).size} classes, ${seeds} seeds\n`,
  );
  console.log(
    "| embedding | dims | unknown | V-measure | AMI | ARI | purity |\n|---|---|---|---|---|---|---|",
  );
  const builtin = await openBuiltin();
  measure("corpus-fitted", await corpusFitted(texts), labels, seeds);
  measure("static", await embedded(builtin, texts, false), labels, seeds);
  const joined = await embedded(builtin, texts, true);
  measure("joined (`builtin`)", joined, labels, seeds);
  const count = diffusionNeighbors(joined.rows);
  measure(
    "joined (`builtin`), as clustered",
    diffuse(joined, nearestNeighbors(joined, count), count),
    labels,
    seeds,
  );
  if (transformers === undefined) return;
  measure("transformers", await embedded(transformers, texts, false), labels, seeds);
  measure("joined with transformers", await embedded(transformers, texts, true), labels, seeds);
}

async function transformersIfPresent(modelDir: string | undefined): Promise<Embedder | undefined> {
  const model = "Xenova/all-MiniLM-L6-v2";
  try {
    return await openTransformers({ model, ...(modelDir !== undefined && { modelDir }) }, CONTEXT);
  } catch (error) {
    console.log(`No transformers row: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seeds: { type: "string", default: "10" }, "model-dir": { type: "string" } },
});
const shared = join(import.meta.dirname, "../../shared/eval");
const found = existsSync(shared) ? readdirSync(shared).map((name) => join(shared, name)) : [];
const files = positionals.length > 0 ? positionals : found.filter((file) => file.endsWith(".jsonl"));
if (files.length === 0) console.log("No labelled files: none given, and ../shared/eval is not there.");
const transformers = await transformersIfPresent(values["model-dir"]);
const start = performance.now();
for (const file of files) await measureSet(file, Number(values.seeds), transformers);
console.log(`\n${Math.round((performance.now() - start) / 1000)} s`);
