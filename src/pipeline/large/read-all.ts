/** Pass 1: what there is to read, shard by shard, and what all posts together tell. */
import { UserError } from "../../errors.js";
import { sha256 } from "../../io/hash.js";
import { at } from "../../math/at.js";
import type { Config } from "../../run/config.js";
import type { Context } from "../../shapes/context.js";
import type { Executor } from "../../shapes/executor.js";
import type { Skipped } from "../../shapes/post.js";
import type { SourceFile } from "../../shapes/reader.js";
import { groupMany, learnBoilerplate, type TextNumbers } from "../../stages/clean/learn.js";
import { sourcesIn } from "../../stages/ingest/ingest.js";
import { groupFiles, siftMany, type Sifted } from "../../stages/ingest/many.js";
import type { LearnedFile } from "./clean-shard.js";
import { mapWithProgress } from "./map-shards.js";
import { NAME_DIGITS } from "./in-job.js";
import { loadRead, readJob, type FileRef, type ReadInput, type ReadShard } from "./read-job.js";
import type { ShardFolder } from "./shard-files.js";

export interface ReadAll {
  /** For each shard the names of what pass 1 made of it, and of its posts. */
  shards: { read: string; posts: string }[];
  /** The name of what is boilerplate. */
  learned: string;
  /** The ids of all posts, in canonical order. */
  order: string[];
  skipped: Skipped[];
  /** SHA-256 over the posts as read, in canonical order. */
  sha256: string;
}

/** Bytes of all files that may hold posts: a cheap guess at how large a collection is. */
export async function bytesOf({ paths }: Config, context: Context): Promise<number> {
  const { files } = await sourcesIn(paths, {}, context.files);
  return files.reduce((sum, { size }) => sum + size, 0);
}

export async function readAll(
  config: Config,
  { folder, executor, shardBytes }: { folder: ShardFolder; executor: Executor; shardBytes: number },
  context: Context,
): Promise<ReadAll> {
  const found = await sourcesIn(config.paths, {}, context.files);
  const { groups, skipped } = await groupFiles(found.files, config, context);
  const inputs = shardsOf(groups, shardBytes).map((files): ReadInput => ({
    folder: folder.path,
    files,
    columns: { ...config.columns },
    ...{ maxFileMegabytes: config.maxFileMegabytes, keep: config.keep, remove: config.remove },
  }));
  const names: string[] = [];
  const lost: Skipped[] = [];
  const read = mapWithProgress("Reading posts, part by part", readJob, inputs, executor, context);
  let place = 0;
  for await (const made of read) {
    const { files } = at(inputs, place++);
    if (made.lost === undefined) names.push(made.name);
    else lost.push(...lostFiles(files, made.lost));
  }
  const parts: ReadShard[] = [];
  for (const name of names) parts.push(await loadRead(folder, name));
  const heads = parts.flatMap((part) => part.heads);
  const sifted = siftMany(
    heads,
    parts.flatMap(({ sketches }) => sketches),
    {
      paths: config.paths,
      skipped: [...found.skipped, ...skipped, ...lost, ...parts.flatMap((part) => part.skipped)],
      misfits: parts.flatMap(({ misfits }) => misfits.map((message) => new UserError("config", message))),
    },
    config,
    context,
  );
  return {
    shards: await writePosts(folder, names, parts, sifted),
    learned: await learn(folder, parts, sifted),
    order: sifted.order.flatMap((place) => sifted.posts[place]?.id ?? []),
    skipped: sifted.skipped,
    sha256: sha256(sifted.order.map((place) => at(heads, place).sha256).join("\n")),
  };
}

function lostFiles(files: readonly FileRef[], reason: string): Skipped[] {
  return files.map(({ path }) => ({
    path,
    place: "",
    reason: `the part of the collection that it is in could not be read: ${reason}`,
    post: true,
  }));
}

/** Groups of files, in order of their paths, together as long as they are no more than so many bytes. */
function shardsOf(groups: readonly (readonly SourceFile[])[], bytes: number): FileRef[][] {
  const sorted = [...groups].sort((a, b) => (firstPath(a) < firstPath(b) ? -1 : 1));
  const shards: FileRef[][] = [];
  let size = Infinity;
  for (const group of sorted) {
    const own = group.reduce((sum, file) => sum + file.size, 0);
    if (size + own > bytes) {
      shards.push([]);
      size = 0;
    }
    size += own;
    shards
      .at(-1)
      ?.push(...group.map(({ path, file, explicit, size: of }) => ({ path, file, explicit, size: of })));
  }
  return shards;
}

function firstPath(group: readonly SourceFile[]): string {
  const [first] = group;
  return first === undefined ? "" : `${first.path}\0${first.file}`;
}

async function writePosts(
  folder: ShardFolder,
  names: readonly string[],
  parts: readonly ReadShard[],
  { posts }: Sifted,
): Promise<ReadAll["shards"]> {
  const shards: ReadAll["shards"] = [];
  let from = 0;
  for (const [i, { heads }] of parts.entries()) {
    const json = JSON.stringify(posts.slice(from, from + heads.length));
    from += heads.length;
    const name = sha256(json).slice(0, NAME_DIGITS);
    await folder.write(`${name}.posts.json`, json);
    shards.push({ read: at(names, i), posts: name });
  }
  return shards;
}

/** What the posts that are looked at show to be boilerplate. */
async function learn(folder: ShardFolder, parts: readonly ReadShard[], { posts }: Sifted): Promise<string> {
  const isLookedAt = (post: number): boolean => posts[post] !== null;
  const blocks = joined(
    parts.map((part) => part.blocks),
    isLookedAt,
  );
  const groups = groupMany(blocks);
  const sentences = joined(
    parts.map((part) => part.sentences),
    isLookedAt,
  );
  const learned: LearnedFile = {
    posts: blocks.counts.length,
    blocks: [...learnBoilerplate(blocks, groups)],
    sentences: [...learnBoilerplate(sentences, groups)],
  };
  const json = JSON.stringify(learned);
  const name = sha256(json).slice(0, NAME_DIGITS);
  await folder.write(`${name}.learned.json`, json);
  return name;
}

/** The texts of all posts that are wanted, one shard behind the other. */
function joined(parts: readonly TextNumbers[], isWanted: (post: number) => boolean): TextNumbers {
  const total = parts.reduce((sum, { numbers }) => sum + numbers.length, 0);
  const all = {
    numbers: new Float64Array(total),
    words: new Uint16Array(total),
    edges: new Uint8Array(total),
  };
  const counts: number[] = [];
  let [post, to] = [0, 0];
  for (const { numbers, words, edges, counts: own } of parts) {
    let from = 0;
    for (const count of own) {
      if (isWanted(post++)) {
        counts.push(count);
        all.numbers.set(numbers.subarray(from, from + count), to);
        all.words.set(words.subarray(from, from + count), to);
        all.edges.set(edges.subarray(from, from + count), to);
        to += count;
      }
      from += count;
    }
  }
  return {
    numbers: all.numbers.subarray(0, to),
    words: all.words.subarray(0, to),
    edges: all.edges.subarray(0, to),
    counts: Uint32Array.from(counts),
  };
}
