import { Turns } from "../../io/turn.js";
import { at } from "../../math/at.js";
import type { Context } from "../../shapes/context.js";
import type { Kept } from "../../shapes/kept.js";
import type { Post } from "../../shapes/post.js";
import { documentKey, documentMaker, packDocument, unpackDocument } from "./kept-documents.js";
import { parsePost, type ParsedDocument } from "./parse.js";
import { parsingJob } from "./parsing-job.js";

/** Characters between two turns of the event loop, in which progress is drawn and signals arrive. */
const CHARACTERS_PER_TURN = 100_000;
/** Characters of posts that are looked up and kept at once: about a second's work, which is what a run that is killed loses. */
const CHARACTERS_PER_BATCH = 250_000;
/** Fewer are parsed before a thread has been started. */
const FEWEST_CHARACTERS = 500_000;

export interface ParsedPost {
  post: Post;
  document: ParsedDocument;
}

type Outside = Pick<Context, "signal" | "kept" | "executor">;

/** Some posts, with what an earlier run made of them. */
interface Batch {
  posts: readonly Post[];
  /** Where there is something to keep it in. */
  keys: ReadonlyMap<Post, string>;
  found: ReadonlyMap<string, string>;
  missing: readonly Post[];
}

/** Every post with its document, in order: as an earlier run parsed it, where that is kept, else parsed and kept for the next run. */
export async function* parsedPosts(
  posts: readonly Post[],
  { signal, kept, executor }: Outside,
): AsyncGenerator<ParsedPost> {
  const maker = kept && (await documentMaker());
  const keeper = kept && maker !== undefined ? { kept, maker } : undefined;
  const batches: Batch[] = [];
  for (const batch of batchesOf(posts)) batches.push(await lookUp(batch, keeper));
  const missing = batches.map((batch) => batch.missing);
  const characters = missing.flat().reduce((sum, { source }) => sum + source.length, 0);
  const makes = executor !== undefined && characters >= FEWEST_CHARACTERS;
  const made = makes ? executor.map(parsingJob, missing.map(inputOf), { signal }) : undefined;
  const elsewhere = made?.[Symbol.asyncIterator]();
  const turns = new Turns(signal, CHARACTERS_PER_TURN);
  try {
    for (const batch of batches) {
      const packed = elsewhere && packedOf(batch, await elsewhere.next());
      const fresh = new Map<string, string>();
      for (const post of batch.posts) {
        const json = batch.found.get(batch.keys.get(post) ?? "") ?? packed?.get(post);
        const document = json === undefined ? parsePost(post) : unpackDocument(json);
        yield { post, document };
        const key = batch.keys.get(post);
        if (key !== undefined && !batch.found.has(key)) fresh.set(key, json ?? packDocument(document));
        await turns.after(post.source.length);
      }
      await keeper?.kept.putDocuments(keeper.maker, fresh);
    }
  } finally {
    await elsewhere?.return?.(undefined);
  }
}

function* batchesOf(posts: readonly Post[]): Generator<Post[]> {
  let batch: Post[] = [];
  let characters = 0;
  for (const post of posts) {
    batch.push(post);
    characters += post.source.length;
    if (characters < CHARACTERS_PER_BATCH) continue;
    yield batch;
    batch = [];
    characters = 0;
  }
  if (batch.length > 0) yield batch;
}

async function lookUp(
  posts: readonly Post[],
  keeper: { kept: Kept; maker: string } | undefined,
): Promise<Batch> {
  if (keeper === undefined) return { posts, keys: new Map(), found: new Map(), missing: posts };
  const keys = new Map(posts.map((post) => [post, documentKey(post)]));
  const found = await keeper.kept.documentsOf(keeper.maker, [...new Set(keys.values())]);
  return { posts, keys, found, missing: posts.filter((post) => !found.has(keys.get(post) ?? "")) };
}

/** What of posts their parsing depends on, and no more: it goes to another thread. */
function inputOf(posts: readonly Post[]) {
  return {
    posts: posts.map(({ format, source, bodyStart, title, path }) => {
      return { format, source, bodyStart, title, path };
    }),
  };
}

function packedOf({ missing }: Batch, { value, done }: IteratorResult<string[]>): Map<Post, string> {
  if (done === true) throw new Error("Expected the documents of another batch of posts, got none.");
  return new Map(missing.map((post, i) => [post, at(value, i)]));
}
