import { at } from "../../math/at.js";
import type { Cleaned } from "../../shapes/block.js";
import type { Post } from "../../shapes/post.js";
import { Cleaner, type Boilerplate } from "../../stages/clean/cleaner.js";
import { unpackDocument } from "../../stages/clean/kept-documents.js";
import { postsWith } from "../../stages/clean/learn.js";
import type { CleanOptions } from "../../stages/clean/rules.js";
import type { Settled } from "../../stages/ingest/many.js";
import type { ShardFolder } from "./shard-files.js";

/** Boilerplate as a file has it: numbers of texts, each with how many posts hold it. */
export interface LearnedFile {
  posts: number;
  blocks: [number, number][];
  sentences: [number, number][];
}

export interface ToClean {
  /** Names of what pass 1 made of the shard, of its posts, and of what the collection taught. */
  read: string;
  posts: string;
  learned: string;
}

/** The posts of a shard, and the prose that cleaning leaves of those of them that are wanted. */
export async function cleanShard(
  shards: ShardFolder,
  { read, posts, learned }: ToClean,
  options: CleanOptions,
  isWanted: (post: Settled) => boolean = () => true,
): Promise<{ posts: Post[]; cleaned: Cleaned }> {
  const settled = await shards.json<(Settled | null)[]>(`${posts}.posts.json`);
  const documents = await shards.lines(`${read}.documents.jsonl`);
  const cleaner = new Cleaner(options);
  const wanted = settled.flatMap((post, i) => {
    if (post === null || !isWanted(post)) return [];
    const whole = postOf(post);
    cleaner.add(whole, unpackDocument(at(documents, i)));
    return [whole];
  });
  cleaner.removeKnown(boilerplateOf(await shards.json<LearnedFile>(`${learned}.learned.json`)));
  return { posts: wanted, cleaned: cleaner.finish() };
}

/** Its document was parsed before: the text as read is no longer needed. */
export function postOf(settled: Settled): Post {
  return { ...settled, format: "text", source: "", bodyStart: 0, links: [], captions: [] };
}

function boilerplateOf({ posts, blocks, sentences }: LearnedFile): Boilerplate {
  return { posts, blocks: postsWith(new Map(blocks)), sentences: postsWith(new Map(sentences)) };
}
