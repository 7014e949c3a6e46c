/**
 * Runs the same posts through two embedders and writes what the notebook `comparing-embedders` needs to notebooks/data:
 * `npm run notebooks:data -- [posts …] [--embedders adapted,transformers]`. Without arguments it takes the sample posts.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { stringify } from "csv-stringify/sync";
import { nearestNeighbors } from "../src/math/knn.js";
import { createRandom } from "../src/math/random.js";
import { openEmbedder } from "../src/stages/embed/registry.js";
import {
  normalizeConfig,
  runPipeline,
  UserError,
  type PartialConfig,
  type PipelineResult,
} from "../src/index.js";
import { silentLog } from "../src/io/silent-log.js";
import { nodeFiles } from "../src/io/files.js";
import { adapt } from "../src/stages/embed/adapt/adapt.js";
import { encode } from "../src/stages/embed/encode.js";
import type { Config } from "../src/run/config.js";
import type { Context } from "../src/shapes/context.js";
import type { OutputFile } from "../src/shapes/exporter.js";
import type { Report, ReportPassage } from "../src/shapes/report.js";

const NEIGHBORS = 10;
/** Characters of a passage that are shown. */
const EXCERPT = 240;

interface Contender {
  name: string;
  options: Pick<PartialConfig, "embedder" | "adapt">;
}

const CONTENDERS: Readonly<Record<string, Contender>> = {
  adapted: { name: "built-in, adapted", options: { embedder: "builtin", adapt: true } },
  plain: { name: "built-in, as shipped", options: { embedder: "builtin", adapt: false } },
  transformers: { name: "transformer", options: { embedder: "transformers", adapt: false } },
  "transformers-adapted": {
    name: "transformer, adapted",
    options: { embedder: "transformers", adapt: true },
  },
};

/** The files of the comparison of two embedders, by the names in `CONTENDERS`. */
export async function compareEmbedders(
  paths: readonly string[],
  names: readonly string[],
): Promise<OutputFile[]> {
  if (names.length !== 2) throw new UserError("config", `Expected two embedders, got ${names.length}.`);
  const contenders = names.map(contenderOf);
  const runs = [];
  for (const contender of contenders) runs.push(await look(paths, contender));
  return [
    {
      path: "runs.json",
      content: `${JSON.stringify(
        runs.map(({ about }) => about),
        null,
        2,
      )}\n`,
    },
    { path: "passages.csv", content: csv(uniqueOf(runs.flatMap(({ passages }) => passages))) },
    ...runs.map(({ seen }, index) => ({
      path: index === 0 ? "first.csv" : "second.csv",
      content: csv(seen),
    })),
  ];
}

function contenderOf(name: string): Contender {
  const contender = CONTENDERS[name];
  if (contender === undefined) {
    const known = Object.keys(CONTENDERS).join(", ");
    throw new UserError("config", `Expected two of ${known} for --embedders, got "${name}".`);
  }
  return contender;
}

async function look(paths: readonly string[], { name, options }: Contender) {
  const config = normalizeConfig({ paths: [...paths], ...options });
  const result = await runPipeline({ paths: [...paths], ...options }, { write: false });
  const neighbors = await neighborsOf(result.report.passages, config);
  return {
    about: aboutRun(name, result),
    passages: passagesOf(result.report),
    seen: seenOf(result.report, neighbors),
  };
}

function aboutRun(name: string, { report, run }: PipelineResult) {
  return {
    name,
    model: report.model.model,
    dims: report.model.dims,
    themes: report.counts.themes,
    unplaced: report.counts.unplaced,
    silhouette: run.quality.silhouette,
    stability: run.quality.stability,
  };
}

/** The ids of the passages nearest to each, by the very vectors of the run. */
async function neighborsOf(passages: readonly ReportPassage[], config: Config): Promise<string[][]> {
  const context: Context = {
    files: nodeFiles(),
    log: silentLog,
    random: createRandom(config.seed),
    signal: new AbortController().signal,
  };
  const { embedder } = await openEmbedder(config, context);
  try {
    const base = await encode(passages, embedder, context);
    const { embeddings: vectors } = await adapt(passages, base, embedder, config, context);
    const count = Math.min(NEIGHBORS, passages.length - 1);
    const { indices } = nearestNeighbors(vectors, count);
    return passages.map((_, index) =>
      [...indices.subarray(index * count, (index + 1) * count)].flatMap((near) => passages[near]?.id ?? []),
    );
  } finally {
    await embedder.close();
  }
}

/** Where a passage stands and how it begins: enough to know it again. */
function passagesOf({ posts, passages }: Report): { passage_id: string; title: string; text: string }[] {
  const titles = new Map(posts.map(({ id, title }) => [id, title]));
  return passages.map(({ id, postId, text }) => ({
    passage_id: id,
    title: titles.get(postId) ?? "",
    text: text.length <= EXCERPT ? text : `${text.slice(0, text.lastIndexOf(" ", EXCERPT))} …`,
  }));
}

/** How an embedder saw each passage. */
function seenOf({ themes, passages }: Report, neighbors: readonly string[][]) {
  const names = new Map(themes.map(({ id, label }) => [id, label]));
  return passages.map(({ id, themeId, confidence }, index) => ({
    passage_id: id,
    theme: themeId === undefined ? "" : names.get(themeId),
    confidence: Number(confidence.toFixed(4)),
    neighbors: neighbors[index]?.join("; "),
  }));
}

/** Each passage once, though both runs have it. */
function uniqueOf<Row extends { passage_id: string }>(rows: readonly Row[]): Row[] {
  return [...new Map(rows.map((row) => [row.passage_id, row])).values()];
}

function csv(rows: readonly Record<string, string | number | undefined>[]): string {
  return stringify([...rows], {
    header: true,
    record_delimiter: "windows",
    quoted_match: /[\r\n]/,
    escape_formulas: true,
  });
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { embedders: { type: "string", default: "adapted,plain" } },
  });
  const folder = fileURLToPath(new URL("../notebooks/data/", import.meta.url));
  const paths = positionals.length > 0 ? positionals : ["seeds"];
  const files = await compareEmbedders(paths, values.embedders.split(","));
  await mkdir(folder, { recursive: true });
  for (const { path, content } of files) await writeFile(`${folder}${path}`, content);
  console.log(`Wrote ${files.map(({ path }) => path).join(", ")} to notebooks/data.`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
