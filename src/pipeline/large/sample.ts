/** The part of a large collection from which its themes are learned. */
import type { Config } from "../../run/config.js";
import type { Block } from "../../shapes/block.js";
import type { Passage } from "../../shapes/passage.js";
import type { Post } from "../../shapes/post.js";
import { markDuplicates } from "../../stages/chunk/duplicates.js";
import { cleanShard } from "./clean-shard.js";
import type { CutAll } from "./cut-all.js";
import type { ReadAll } from "./read-all.js";
import type { ShardFolder } from "./shard-files.js";

export interface Sample {
  /** In canonical order, as are all others. */
  posts: Post[];
  blocks: Block[];
  passages: Passage[];
}

/**
 * Whole posts, in the order of their ids, which are hashes of what they say: the same on every machine, and nearly the same when a few
 * posts come or go. Of a post that has more passages than all may have together, the first ones.
 *
 * @param sizes how many passages each post has
 * @param most passages
 */
export function chooseSample(sizes: ReadonlyMap<string, number>, most: number): Set<string> {
  const chosen = new Set<string>();
  let passages = 0;
  for (const id of [...sizes.keys()].sort()) {
    passages += sizes.get(id) ?? 0;
    if (passages > most && chosen.size > 0) break;
    chosen.add(id);
  }
  return chosen;
}

/** The posts, blocks and passages of the chosen posts. */
export async function loadSample(
  folder: ShardFolder,
  { read, cut, most }: { read: ReadAll; cut: CutAll; most: number },
  config: Config,
): Promise<Sample> {
  const chosen = chooseSample(cut.sizes, most);
  const posts = new Map<string, Post>();
  const blocks = new Map<string, Block[]>();
  const passages = new Map<string, Passage[]>();
  for (const shard of cut.shards) {
    const names = { ...shard, learned: read.learned };
    const { posts: own, cleaned } = await cleanShard(folder, names, config, ({ id }) => chosen.has(id));
    for (const post of own) posts.set(post.id, post);
    for (const block of cleaned.blocks) add(blocks, block.postId, block);
    for (const line of await folder.lines(`${shard.cut}.passages.jsonl`)) {
      const passage = JSON.parse(line) as Passage;
      // Of which it is a repetition is seen in the sample anew.
      delete passage.duplicateOf;
      if (chosen.has(passage.postId)) add(passages, passage.postId, passage);
    }
  }
  const order = read.order.filter((id) => posts.has(id) && passages.has(id));
  const ofPosts = <Item>(items: ReadonlyMap<string, Item[]>): Item[] =>
    order.flatMap((id) => items.get(id) ?? []);
  return {
    posts: order.flatMap((id) => posts.get(id) ?? []),
    blocks: ofPosts(blocks),
    passages: markDuplicates(ofPosts(passages).slice(0, most)),
  };
}

function add<Item>(to: Map<string, Item[]>, id: string, item: Item): void {
  const list = to.get(id);
  if (list === undefined) to.set(id, [item]);
  else list.push(item);
}
