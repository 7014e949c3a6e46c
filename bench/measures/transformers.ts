/** A sentence model on several threads against the usual idiom of transformers.js 2.17.2, with random weights in MiniLM's shape. */
import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeTestModel, wholeWords } from "../../scripts/make-test-model.js";
import { nodeFiles } from "../../src/io/files.js";
import { createRandom } from "../../src/math/random.js";
import { silentLog } from "../../src/io/silent-log.js";
import { costOf } from "./cost.js";
import type { Part } from "./figures.js";
import { inFolder } from "./python.js";

const PEER = new URL("../peers/transformers-2/", import.meta.url);
/** As it was built: threads that read sources start slowly. */
const BUILT = new URL("../../dist/stages/embed/transformers/", import.meta.url);
const MODEL = "example/minilm";
const SHAPE = { hidden: 384, heads: 12, layers: 6, inner: 1536 };
const TEXTS = 192;
/** Words of the passages of a blog, at these parts of them. */
const WORDS = [2, 31, 61, 98, 114, 127, 140, 151, 179];
const PARTS = [0, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 1];
/** Of English in a vocabulary of 30,000 word pieces; the test model's words are one token each. */
const TOKENS_PER_WORD = 1.3;
const MEGABYTE = 2 ** 20;

type Opening = typeof import("../../src/stages/embed/transformers/transformers.js");
type Pool = typeof import("../../src/stages/embed/transformers/pool.js");

export async function measureTransformers(): Promise<Part> {
  const name = "transformers";
  if (!existsSync(new URL("node_modules", PEER))) {
    const how = "(npm ci --ignore-scripts in bench/peers/transformers-2)";
    return { name, figures: [], skipped: [`transformers.js 2.17.2, which is not installed ${how}.`] };
  }
  return inFolder(async (folder) => {
    await makeTestModel(join(folder, MODEL), 7, SHAPE);
    const texts = textsLikePassages();
    const { openTransformers } = (await import(new URL("transformers.js", BUILT).href)) as Opening;
    const { workersFor } = (await import(new URL("pool.js", BUILT).href)) as Pool;
    const workers = workersFor(texts.length);
    const log = silentLog;
    const context = {
      files: nodeFiles(),
      log,
      random: createRandom(1),
      signal: new AbortController().signal,
    };
    const embedder = await openTransformers({ model: MODEL, modelDir: folder }, context);
    let megabytes = 0;
    const take = (): void => {
      megabytes = Math.max(megabytes, process.memoryUsage().rss / MEGABYTE);
    };
    const cost = await costOf(() => embedder.encodeAll?.(texts, context.signal, take));
    await embedder.close();
    const file = join(folder, "texts.json");
    writeFileSync(file, JSON.stringify(texts));
    const script = fileURLToPath(new URL("encode.js", PEER));
    const printed = execFileSync(process.execPath, [script, folder, MODEL, file], { encoding: "utf8" });
    const [seconds = NaN, busy = NaN, most = NaN] = printed.trim().split(" ").map(Number);
    const figure = {
      what: `${texts.length} passages by a model of MiniLM's shape, ${workers} threads, their start included`,
      peer: "transformers.js 2.17.2, batches of 32",
      own: { ...cost, megabytes },
      other: { seconds, busy, megabytes: most },
    };
    return { name, figures: [figure], skipped: [] };
  });
}

/** Texts as long as the passages of a blog, of English words. */
function textsLikePassages(): string[] {
  const random = createRandom(7);
  const words = wholeWords.split(" ");
  return Array.from({ length: TEXTS }, () => {
    const part = random.next();
    const upper = Math.max(
      1,
      PARTS.findIndex((value) => value >= part),
    );
    const [from, to] = [PARTS[upper - 1]!, PARTS[upper]!];
    const share = (part - from) / (to - from);
    const length = Math.round(WORDS[upper - 1]! + share * (WORDS[upper]! - WORDS[upper - 1]!));
    return Array.from(
      { length: Math.round(TOKENS_PER_WORD * length) },
      () => words[random.int(words.length)]!,
    ).join(" ");
  });
}
