/**
 * How well questions find the posts that answer them: by words alone, by meaning alone, and by both as `explore` does.
 *
 *     npm run bench:search
 *
 * The questions are in bench/questions.json, each with the posts of ../shared/posts that answer it. A post stands where its
 * best passage does. Recall@10 is the share of a question's posts among the first ten posts found, MRR the mean of 1 / the
 * place of the first (Manning, Raghavan & Schütze 2008, §8.4). What is measured was
 * chosen with both collections in view (docs/quality.md).
 */
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { runPipeline } from "../src/index.js";
import { nodeFiles } from "../src/io/files.js";
import { silentLog } from "../src/io/silent-log.js";
import { createRandom } from "../src/math/random.js";
import { rankingsOf, type Rankings } from "../src/search/rankings.js";
import { adapt } from "../src/stages/embed/adapt/adapt.js";
import { openBuiltin } from "../src/stages/embed/builtin/builtin.js";
import { encode } from "../src/stages/embed/encode.js";
import { originalRows } from "../src/text/distinct.js";

interface Question {
  collection: string;
  question: string;
  /** Paths below the collection's folder. */
  posts: string[];
}

interface Score {
  recall: number;
  reciprocalRank: number;
}

interface Searched {
  /** The post of each passage, by its path below the collection's folder. */
  paths: string[];
  rank: (question: string) => Promise<Rankings>;
}

const SEED = 42;
const FIRST = 10;
const WAYS: readonly (keyof Rankings)[] = ["words", "meaning", "fused"];

async function search(collection: string, folder: string): Promise<Searched> {
  const out = await mkdtemp(join(tmpdir(), "throughline-bench-"));
  try {
    const paths = [join(folder, collection)];
    const { report } = await runPipeline({ paths, out, embedder: "builtin", seed: SEED });
    const { passages, posts } = report;
    const signal = new AbortController().signal;
    const context = { files: nodeFiles(), log: silentLog, random: createRandom(SEED), signal };
    const embedder = await openBuiltin();
    const base = await encode(passages, embedder, context);
    const { embeddings, vectorOf } = await adapt(passages, base, embedder, {}, context);
    const rank = rankingsOf(passages, [...originalRows(passages)], embeddings);
    const pathOf = new Map(posts.map(({ id, path }) => [id, path.slice(collection.length + 1)]));
    return {
      paths: passages.map(({ postId }) => pathOf.get(postId) ?? ""),
      rank: async (question) => rank(question, await vectorOf(question)),
    };
  } finally {
    await rm(out, { recursive: true });
  }
}

function scoreOf(ranking: readonly number[], paths: readonly string[], wanted: readonly string[]): Score {
  const found = [...new Set(ranking.map((passage) => paths[passage]))];
  const isWanted = (path: string | undefined): boolean => path !== undefined && wanted.includes(path);
  const place = found.findIndex(isWanted);
  return {
    recall: found.slice(0, FIRST).filter(isWanted).length / wanted.length,
    reciprocalRank: place < 0 ? 0 : 1 / (place + 1),
  };
}

async function measure(collection: string, questions: readonly Question[], folder: string): Promise<void> {
  const { paths, rank } = await search(collection, folder);
  const scores = new Map(WAYS.map((way) => [way, [] as Score[]]));
  const times: number[] = [];
  for (const { question, posts } of questions) {
    const missing = posts.filter((path) => !paths.includes(path));
    if (missing.length > 0) throw new Error(`Expected posts at ${missing.join(", ")} in ${collection}.`);
    const start = performance.now();
    const rankings = await rank(question);
    times.push(performance.now() - start);
    for (const way of WAYS) scores.get(way)?.push(scoreOf(rankings[way], paths, posts));
  }
  const slowest = Math.max(...times).toFixed(0);
  console.log(
    `\n### ${collection}: ${questions.length} questions, ${paths.length} passages, slowest answer ${slowest} ms\n\n` +
      `| by | recall@${FIRST} | MRR |\n|---|---|---|`,
  );
  for (const [way, all] of scores) {
    const cells = [mean(all.map(({ recall }) => recall)), mean(all.map((score) => score.reciprocalRank))];
    console.log(`| ${way} | ${cells.map((value) => value.toFixed(3)).join(" | ")} |`);
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const folder = join(import.meta.dirname, "../../shared/posts");
const file = join(import.meta.dirname, "questions.json");
const questions = JSON.parse(readFileSync(file, "utf8")) as Question[];
for (const collection of new Set(questions.map((each) => each.collection))) {
  if (!existsSync(join(folder, collection))) {
    console.log(`${collection} is not measured: ../shared/posts/${collection} is not there.`);
    continue;
  }
  const asked = questions.filter((each) => each.collection === collection);
  await measure(collection, asked, folder);
}
