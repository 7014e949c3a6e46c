/** Pass 2: passages, shard by shard, and which of them repeat one of an earlier shard. */
import { NumberTable } from "../../math/number-table.js";
import { at } from "../../math/at.js";
import { sha256 } from "../../io/hash.js";
import type { Config } from "../../run/config.js";
import type { Removed } from "../../shapes/block.js";
import type { Context } from "../../shapes/context.js";
import type { ModelIdentity } from "../../shapes/embeddings.js";
import type { Executor } from "../../shapes/executor.js";
import type { Skipped } from "../../shapes/post.js";
import { RemovedSums } from "../../stages/clean/removed.js";
import { cutJob, VECTORS, type CutInput, type CutShard } from "./cut-job.js";
import { NAME_DIGITS } from "./in-job.js";
import { mapWithProgress } from "./map-shards.js";
import type { ReadAll } from "./read-all.js";
import type { ShardFolder } from "./shard-files.js";

/** A shard by the names of what was made of it so far. */
export interface CutNames {
  read: string;
  posts: string;
  cut: string;
}

export interface CutAll {
  shards: CutNames[];
  /** How many passages each post has; none for posts of which nothing was left. */
  sizes: Map<string, number>;
  passages: number;
  removed: Removed[];
  skipped: Skipped[];
}

export async function cutAll(
  config: Config,
  read: Pick<ReadAll, "shards" | "learned">,
  { folder, executor, identity }: { folder: ShardFolder; executor: Executor; identity: ModelIdentity },
  context: Context,
): Promise<CutAll> {
  const { keep, remove, passageWords, model, revision, modelDir } = config;
  const inputs = read.shards.map((shard): CutInput => ({
    folder: folder.path,
    ...shard,
    learned: read.learned,
    ...{ keep, remove, passageWords },
    embedder: identity.embedder,
    model: {
      model,
      ...(revision !== undefined && { revision }),
      ...(modelDir !== undefined && { modelDir }),
    },
  }));
  const all: CutAll = { shards: [], sizes: new Map(), passages: 0, removed: [], skipped: [] };
  const removed = new RemovedSums();
  const cut = mapWithProgress("Cutting and embedding, part by part", cutJob, inputs, executor, context);
  for await (const { name } of cut) {
    const shard = await folder.json<CutShard>(`${name}.cut.json`);
    for (const { id, passages } of shard.posts) {
      all.sizes.set(id, passages);
      all.passages += passages;
    }
    removed.add(shard.removed);
    all.skipped.push(...shard.skipped);
    all.shards.push({ ...at(read.shards, all.shards.length), cut: name });
  }
  return { ...all, removed: removed.list() };
}

/**
 * Passages with the very words of one of an earlier shard, as a file for each shard: the place of the passage, and the id of the first that has them.
 * Those that only nearly repeat another are found within a shard.
 *
 * @returns the names of the files
 */
export async function markRepeats(
  folder: ShardFolder,
  shards: readonly CutNames[],
  passages: number,
): Promise<string[]> {
  const table = new NumberTable(passages);
  const first: string[] = [];
  const names: string[] = [];
  for (const { cut } of shards) {
    const { texts } = await folder.columns(`${cut}.vectors.bin`, VECTORS);
    const ids = (await folder.lines(`${cut}.passages.jsonl`)).map(idOf);
    const before = table.size;
    const repeats: [number, string][] = [];
    texts.forEach((text, i) => {
      const place = table.placeOf(text);
      if (place >= first.length) first.push(at(ids, i));
      else if (place < before) repeats.push([i, at(first, place)]);
    });
    const json = JSON.stringify(repeats);
    const name = sha256(json).slice(0, NAME_DIGITS);
    await folder.write(`${name}.repeats.json`, json);
    names.push(name);
  }
  return names;
}

/** The id stands first in the line of a passage; the rest needn't be parsed. */
function idOf(line: string): string {
  const id = /^\{"id":"([^"\\]+)"/.exec(line)?.[1];
  if (id === undefined) throw new Error(`Expected a passage in a line, got ${line.slice(0, 40)}.`);
  return id;
}
