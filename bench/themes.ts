/**
 * How well the themes that are found without a given number agree with known classes, beside other ways of finding them; and how
 * good their names are.
 *
 *     npm run bench:themes -- [--seeds 3] [--granularity medium] [--only-default] [labelled.jsonl … folder …]
 *
 * Each line of a labelled file is `{"text": …, "label": …}`; each text counts as one passage of its own post. Without files
 * the sets in ../shared/eval and the posts in ../shared/posts are taken, if they are there. A text that is left unplaced counts as
 * one of a class by itself. Of a folder of posts only the names are measured.
 */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
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
import type { Post } from "../src/shapes/post.js";
import { approaches } from "./approaches.js";
import { hdbscan, sampled, SMALLEST } from "./hdbscan.js";
import { named, NAMES_HEAD, namesRow, readFolder, type Collection } from "./named.js";

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
  const { ami, vMeasure, fowlkesMallows } = agreement(clusters, labels);
  const themes = new Set(found.filter((cluster) => cluster >= 0)).size;
  const cells = [
    themes,
    ami.toFixed(3),
    vMeasure.toFixed(3),
    fowlkesMallows.toFixed(3),
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
      "| approach | themes | AMI | V-measure | Fowlkes–Mallows | unplaced | seconds |\n|---|---|---|---|---|---|---|",
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
    if (others && seed === SEED) {
      const rows = sampled(embeddings);
      const same = Int32Array.from(rows, (i) => at(found.assignment, i));
      tableRow(
        `the same, of HDBSCAN's texts`,
        same,
        rows.map((i) => at(labels, i)),
        performance.now() - start,
      );
    }
    const pillarOf = pillarsOf(embeddings, found, passages, base);
    if (pillarOf.length === 0) continue;
    const pillars = found.assignment.map((theme) => (theme < 0 ? -1 : at(pillarOf, theme)));
    tableRow(`its pillars, seed ${seed}`, pillars, labels, performance.now() - start);
  }
  await measureNamed(basename(file), { posts: postsOf(passages), passages }, { granularity, labels });
}

/** Each text as a post. */
function postsOf(passages: readonly Passage[]): Post[] {
  return passages.map(({ postId, text }) => ({
    ...{ id: postId, path: postId, file: postId, title: "", tags: [], format: "text" },
    ...{ source: text, bodyStart: 0, links: [], captions: [] },
  }));
}

/** The themes as a report has them, drawers among Other, at every level; and their names. */
async function measureNamed(
  name: string,
  collection: Collection,
  { granularity, labels }: { granularity: Granularity; labels?: readonly string[] },
): Promise<void> {
  const start = performance.now();
  const measured = await named(collection, granularity, contextOf(SEED));
  const { clustering, pillars } = measured.found.described;
  const { themes } = measured.found;
  const milliseconds = performance.now() - start;
  if (labels !== undefined) {
    const { assignment, subthemes } = clustering;
    const pillarOf = themes.map(({ pillarId }) => pillars.findIndex(({ id }) => id === pillarId));
    const subOf = assignment.map((theme, i) => {
      const sub = at(subthemes.assignment, i);
      return theme < 0 || sub < 0 ? theme : themes.length + sub;
    });
    if (pillars.length > 0) {
      const inPillars = assignment.map((theme) => (theme < 0 ? -1 : at(pillarOf, theme)));
      tableRow("as reported: pillars", inPillars, labels, milliseconds);
    }
    tableRow("as reported: themes", assignment, labels, milliseconds);
    tableRow("as reported: sub-themes", subOf, labels, milliseconds);
  }
  console.log(`\n${NAMES_HEAD}\n${namesRow(name, measured, labels !== undefined)}`);
}

function compareOthers(embeddings: Embeddings, labels: readonly string[]): void {
  for (const [name, find] of Object.entries(approaches)) {
    const start = performance.now();
    tableRow(name, find(embeddings), labels, performance.now() - start);
  }
  const rows = sampled(embeddings);
  const ofRows = rows.map((i) => at(labels, i));
  for (const smallest of SMALLEST) {
    const start = performance.now();
    const found = hdbscan(embeddings, rows, smallest);
    tableRow(
      `HDBSCAN of ${rows.length} texts, ${smallest} or more`,
      found,
      ofRows,
      performance.now() - start,
    );
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
/** What lies in a folder of ../shared, if it is there. */
function sharedIn(folder: string): string[] {
  const path = join(import.meta.dirname, "../../shared", folder);
  return existsSync(path) ? readdirSync(path).map((name) => join(path, name)) : [];
}

const isFolder = (path: string): boolean => statSync(path).isDirectory();
const given =
  positionals.length > 0
    ? positionals
    : [...sharedIn("eval").filter((file) => file.endsWith(".jsonl")), ...sharedIn("posts").filter(isFolder)];
if (given.length === 0) console.log("Nothing to measure: no files given, and ../shared is not there.");
for (const path of given) {
  if (isFolder(path)) {
    const collection = await readFolder(path, contextOf(SEED));
    await measureNamed(basename(path), collection, { granularity });
  } else {
    await measureSet(path, Number(values.seeds), granularity, !values["only-default"]);
  }
}
