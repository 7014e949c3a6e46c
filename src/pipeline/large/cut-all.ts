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
import type { Settled } from "../../stages/ingest/many.js";
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
  /** How many shards no try could do. */
  lost: number;
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
  const all: CutAll = { shards: [], sizes: new Map(), passages: 0, removed: [], skipped: [], lost: 0 };
  const removed = new RemovedSums();
  const cut = mapWithProgress("Cutting and embedding, part by part", cutJob, inputs, executor, context);
  let place = 0;
  for await (const { name, lost } of cut) {
    const names = at(read.shards, place++);
    if (lost !== undefined) {
      all.lost++;
      all.skipped.push(
        ...(await lostPosts(
          folder,
          names.posts,
          `the part of the collection that it is in could not be cut: ${lost}`,
        )),
      );
      continue;
    }
    const shard = await folder.json<CutShard>(`${name}.cut.json`);
    for (const { id, passages } of shard.posts) {
      all.sizes.set(id, passages);
      all.passages += passages;
    }
    removed.add(shard.removed);
    all.skipped.push(...shard.skipped);
    all.shards.push({ ...names, cut: name });
  }
  return { ...all, removed: removed.list() };
}

/** What is left where some shards could not be placed, with the reasons. */
export async function withoutShards(
  folder: ShardFolder,
  cut: CutAll,
  lost: ReadonlyMap<string, string>,
): Promise<CutAll> {
  const sizes = new Map(cut.sizes);
  const skipped = [...cut.skipped];
  for (const { posts, cut: name } of cut.shards) {
    const reason = lost.get(name);
    if (reason === undefined) continue;
    for (const post of await lostPosts(
      folder,
      posts,
      `the part of the collection that it is in could not be placed: ${reason}`,
      sizes,
    ))
      skipped.push(post);
    for (const { id } of await settledOf(folder, posts)) sizes.delete(id);
  }
  return {
    ...cut,
    ...{ sizes, skipped, lost: cut.lost + lost.size },
    shards: cut.shards.filter((shard) => !lost.has(shard.cut)),
    passages: [...sizes.values()].reduce((sum, size) => sum + size, 0),
  };
}

async function settledOf(folder: ShardFolder, posts: string): Promise<Settled[]> {
  const settled = await folder.json<(Settled | null)[]>(`${posts}.posts.json`);
  return settled.filter((post) => post !== null);
}

/** The posts of a shard, as rows of what was left out; of those that are known to have passages, where that is known. */
async function lostPosts(
  folder: ShardFolder,
  posts: string,
  reason: string,
  sizes?: ReadonlyMap<string, number>,
): Promise<Skipped[]> {
  const settled = await settledOf(folder, posts);
  const kept = settled.filter(({ id }) => sizes === undefined || sizes.has(id));
  return kept.map(({ path, record = "" }) => ({ path, place: record, reason, post: true }));
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
