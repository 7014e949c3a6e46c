/** Pass 2, shard by shard: from documents to passages and what the embedder alone says of them. */
import { groupBy } from "../../text/group.js";
import { textNumber } from "../../text/text-number.js";
import { wordsOf } from "../../text/words.js";
import type { Removed } from "../../shapes/block.js";
import type { Embedder } from "../../shapes/embedder.js";
import type { Job } from "../../shapes/executor.js";
import type { Passage } from "../../shapes/passage.js";
import type { Post, Skipped } from "../../shapes/post.js";
import { chunk } from "../../stages/chunk/chunk.js";
import { encode } from "../../stages/embed/encode.js";
import { openEmbedder, type EmbedderOptions } from "../../stages/embed/registry.js";
import { cleanShard } from "./clean-shard.js";
import { checkedInput, checkWithin, cutSchema } from "./accepts.js";
import { contextInJob, NAME_DIGITS, type Made } from "./in-job.js";
import { jobVersion } from "./job-version.js";
import { ShardFolder } from "./shard-files.js";

export type CutInput = {
  folder: string;
  read: string;
  posts: string;
  learned: string;
  keep: readonly string[];
  remove: readonly string[];
  passageWords: number;
  /** The embedder by its own name, never "auto", and where its model lies. */
  embedder: string;
  model: Record<string, string | boolean>;
};

export const cutJob: Job<CutInput, Made> = {
  name: "cut",
  version: jobVersion,
  async accepts(input, reach) {
    const { modelDir } = checkedInput(cutSchema, input, reach).model;
    await checkWithin(modelDir === undefined ? [] : [modelDir], reach);
  },
  async run(input, { key, signal }) {
    const name = key.slice(0, NAME_DIGITS);
    const shards = new ShardFolder(input.folder);
    if (await shards.has(`${name}.cut.json`)) return { name };
    const context = contextInJob(signal);
    const embedder = await embedderOf(input);
    const { posts, cleaned } = await cleanShard(shards, input, input);
    const options = { passageWords: input.passageWords, ...(embedder.limit && { limit: embedder.limit }) };
    const passages = await chunk(cleaned.blocks, options, context);
    const { data } = await encode(passages, embedder, context);
    await shards.writeLines(`${name}.passages.jsonl`, passages);
    await shards.writeColumns(`${name}.vectors.bin`, VECTORS, {
      vectors: data,
      texts: Float64Array.from(passages, ({ text }) => textNumber(wordsOf(text).join(" "))),
    });
    const sizes = groupBy(passages, ({ postId }) => postId);
    const told: CutShard = {
      posts: [...sizes].map(([id, own]) => ({ id, passages: own.length })),
      removed: cleaned.removed,
      skipped: [...cleaned.skipped, ...lostPosts(posts, cleaned.skipped, sizes)],
    };
    await shards.writeJson(`${name}.cut.json`, told);
    return { name };
  },
};

export const VECTORS = { vectors: "f32", texts: "f64" } as const;

/** What a shard says of its passages. */
export interface CutShard {
  /** Posts with passages, in the order of these. */
  posts: { id: string; passages: number }[];
  removed: Removed[];
  skipped: Skipped[];
}

/** Posts without a passage of which cleaning has not said why. */
function lostPosts(
  posts: readonly Post[],
  skipped: readonly Skipped[],
  sizes: ReadonlyMap<string, readonly Passage[]>,
): Skipped[] {
  const explained = new Set(skipped.map(({ path, place }) => JSON.stringify([path, place])));
  return posts
    .filter(({ id, path, record = "" }) => !sizes.has(id) && !explained.has(JSON.stringify([path, record])))
    .map(({ path, record = "" }) => {
      return { path, place: record, reason: "no passage was left of it", post: true };
    });
}

let opened: { key: string; embedder: Promise<Embedder> } | undefined;

/** One embedder in a thread, for all its shards; it ends with the thread. */
function embedderOf({ embedder, model }: CutInput): Promise<Embedder> {
  const key = JSON.stringify([embedder, model]);
  if (opened?.key !== key) {
    const { signal } = new AbortController();
    const options = { ...model, embedder } as EmbedderOptions;
    opened = { key, embedder: openEmbedder(options, contextInJob(signal)).then((one) => one.embedder) };
  }
  return opened.embedder;
}
