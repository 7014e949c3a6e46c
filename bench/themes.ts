/**
 * How well the themes that are found without a given number agree with known classes, beside other ways of finding them.
 *
 *     npm run bench:themes -- [--seeds 3] [--granularity medium] [--only-default] [labelled.jsonl …]
 *
 * Each line of a labelled file is `{"text": …, "label": …}`; each text counts as one passage of its own post. Without files
 * the sets in ../shared/eval are taken, if they are there. A text that is left unplaced counts as one of a class by itself.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { agreement } from "../src/math/agreement.js";
import { createRandom } from "../src/math/random.js";
import { adapt } from "../src/stages/embed/adapt/adapt.js";
import { openBuiltin } from "../src/stages/embed/builtin/builtin.js";
import { nodeFiles } from "../src/io/files.js";
import { sha256 } from "../src/io/hash.js";
import { countWords } from "../src/text/words.js";
import { at } from "../src/math/at.js";
import { cluster } from "../src/stages/cluster/cluster.js";
import { pillarsOf } from "../src/stages/cluster/pillars.js";
import { encode } from "../src/stages/embed/encode.js";
import type { Granularity } from "../src/shapes/clustering.js";
import type { Context } from "../src/shapes/context.js";
import type { Embeddings } from "../src/shapes/embeddings.js";
import type { Passage } from "../src/shapes/passage.js";
import { approaches } from "./approaches.js";

const SEED = 42;

function contextOf(seed: number): Context {
  const nothing = (): void => undefined;
  const log = { info: nothing, warn: console.error, debug: nothing };
  const progress = () => ({ advance: nothing, done: nothing });
  return {
    files: nodeFiles(),
    log: { ...log, progress },
    random: createRandom(seed),
    signal: new AbortController().signal,
  };
}

function readLabelled(file: string): { passages: Passage[]; labels: string[] } {
  const rows = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as { text: string; label: string | number });
  const passages = rows.map(({ text }, i) => ({
    ...{ id: sha256(`${i} ${text}`), postId: `post-${i}`, ordinal: 0, headingPath: [] },
    ...{ text, start: 0, end: text.length, words: countWords(text) },
  }));
  return { passages, labels: rows.map(({ label }) => String(label)) };
}

function tableRow(name: string, found: Int32Array, labels: readonly string[], milliseconds: number): void {
  const clusters = Array.from(found, (cluster, i) => (cluster < 0 ? `unplaced ${i}` : cluster));
  const unplaced = found.filter((cluster) => cluster < 0).length / found.length;
  const { ami, vMeasure } = agreement(clusters, labels);
  const themes = new Set(found.filter((cluster) => cluster >= 0)).size;
  const cells = [
    themes,
    ami.toFixed(3),
    vMeasure.toFixed(3),
    `${(unplaced * 100).toFixed(1)} %`,
    (milliseconds / 1000).toFixed(1),
  ];
  console.log(`| ${name} | ${cells.join(" | ")} |`);
}

async function measureSet(
  file: string,
  seeds: number,
  granularity: Granularity,
  others: boolean,
): Promise<void> {
  const { passages, labels } = readLabelled(file);
  console.log(
    `\n### ${basename(file)}: ${passages.length} texts, ${new Set(labels).size} classes\n\n` +
      "| approach | themes | AMI | V-measure | unplaced | seconds |\n|---|---|---|---|---|---|",
  );
  const context = contextOf(SEED);
  const embedder = await openBuiltin();
  const base = await encode(passages, embedder, context);
  const { embeddings } = await adapt(passages, base, embedder, {}, context);
  if (others) compareOthers(embeddings, labels);
  for (let seed = SEED; seed < SEED + seeds; seed++) {
    const start = performance.now();
    const found = await cluster(embeddings, passages, { themes: "auto", granularity }, contextOf(seed));
    tableRow(`**default**, seed ${seed}`, found.assignment, labels, performance.now() - start);
    const pillarOf = pillarsOf(embeddings, found, passages, base);
    if (pillarOf.length === 0) continue;
    const pillars = found.assignment.map((theme) => (theme < 0 ? -1 : at(pillarOf, theme)));
    tableRow(`its pillars, seed ${seed}`, pillars, labels, performance.now() - start);
  }
}

function compareOthers(embeddings: Embeddings, labels: readonly string[]): void {
  for (const [name, find] of Object.entries(approaches)) {
    const start = performance.now();
    tableRow(name, find(embeddings), labels, performance.now() - start);
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: "string", default: "3" },
    granularity: { type: "string", default: "medium" },
    "only-default": { type: "boolean", default: false },
  },
});
const granularity = (["broad", "medium", "fine"] as const).find((name) => name === values.granularity);
if (!granularity) throw new Error(`Expected broad, medium or fine, got ${values.granularity}.`);
const shared = join(import.meta.dirname, "../../shared/eval");
const sets = existsSync(shared) ? readdirSync(shared).map((name) => join(shared, name)) : [];
const files = positionals.length > 0 ? positionals : sets.filter((file) => file.endsWith(".jsonl"));
if (files.length === 0) console.log("No labelled files: none given, and ../shared/eval is not there.");
for (const file of files) await measureSet(file, Number(values.seeds), granularity, !values["only-default"]);
