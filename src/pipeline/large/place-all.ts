/** Pass 3: every passage in its theme, shard by shard. */
import { resolve } from "node:path";
import { at } from "../../math/at.js";
import type { Config } from "../../run/config.js";
import type { Context } from "../../shapes/context.js";
import type { Executor } from "../../shapes/executor.js";
import type { ReportPost } from "../../shapes/report.js";
import type { CutNames } from "./cut-all.js";
import { mapWithProgress } from "./map-shards.js";
import { placeJob, type PlaceInput } from "./place-job.js";
import type { ShardFolder } from "./shard-files.js";
import { addSums, noSums, type Sums } from "./sums.js";

export interface PlaceAll {
  /** The names of what pass 3 made of the shards. */
  shards: string[];
  /** Why shards could not be placed, by the names of what pass 2 made of them. */
  lost: Map<string, string>;
  sums: Sums;
  /** In canonical order. */
  posts: ReportPost[];
}

export async function placeAll(
  config: Config,
  {
    shards,
    repeats,
    fit,
    order,
  }: { shards: readonly CutNames[]; repeats: readonly string[]; fit: string; order: readonly string[] },
  { folder, executor }: { folder: ShardFolder; executor: Executor },
  context: Context,
): Promise<PlaceAll> {
  const inputs = shards.map(({ cut, posts }, i): PlaceInput => ({
    folder: folder.path,
    ...{ cut, posts, fit, repeats: at(repeats, i) },
    out: resolve(config.out),
    parquet: config.parquet === true,
  }));
  const names: string[] = [];
  const lost = new Map<string, string>();
  const sums = noSums();
  const posts = new Map<string, ReportPost>();
  const placed = mapWithProgress(
    "Finding the theme of every passage, part by part",
    placeJob,
    inputs,
    executor,
    context,
  );
  let place = 0;
  for await (const made of placed) {
    const { cut } = at(shards, place++);
    if (made.lost !== undefined) {
      lost.set(cut, made.lost);
      continue;
    }
    const { name } = made;
    names.push(name);
    addSums(sums, await folder.json<Sums>(`${name}.place.json`));
    for (const post of await folder.values<ReportPost>(`${name}.posts.jsonl`)) posts.set(post.id, post);
  }
  return { shards: names, lost, sums, posts: order.flatMap((id) => posts.get(id) ?? []) };
}
