import type { Context } from "../../shapes/context.js";
import type { Kept } from "../../shapes/kept.js";
import type { Post } from "../../shapes/post.js";
import { Turns } from "../../io/turn.js";
import { documentKey, documentMaker, packDocument, unpackDocument } from "./kept-documents.js";
import { parsePost, type ParsedDocument } from "./parse.js";

/** Characters between two turns of the event loop, in which progress is drawn and signals arrive. */
const CHARACTERS_PER_TURN = 100_000;
/** Characters of posts that are looked up and kept at once: about a second's work, which is what a run that is killed loses. */
const CHARACTERS_PER_BATCH = 250_000;

export interface ParsedPost {
  post: Post;
  document: ParsedDocument;
}

/** Every post with its document, in order: as an earlier run parsed it, where that is kept, else parsed and kept for the next run. */
export async function* parsedPosts(
  posts: readonly Post[],
  { signal, kept }: Pick<Context, "signal" | "kept">,
): AsyncGenerator<ParsedPost> {
  const turns = new Turns(signal, CHARACTERS_PER_TURN);
  const maker = kept && (await documentMaker());
  for (const batch of batchesOf(posts)) {
    const keeper = kept && maker !== undefined ? await lookUp(batch, kept, maker) : undefined;
    for (const post of batch) {
      yield { post, document: keeper?.of(post) ?? parsePost(post) };
      await turns.after(post.source.length);
    }
    await keeper?.keep();
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

/** What is kept of a batch; what is not is parsed when it is asked for, and kept in the end. */
async function lookUp(batch: readonly Post[], kept: Kept, maker: string) {
  const keys = new Map(batch.map((post) => [post, documentKey(post)]));
  const found = await kept.documentsOf(maker, [...new Set(keys.values())]);
  const made = new Map<string, string>();
  return {
    of(post: Post): ParsedDocument {
      const key = keys.get(post);
      if (key === undefined) throw new Error(`Expected a post of the batch, got ${post.id}.`);
      const json = found.get(key);
      if (json !== undefined) return unpackDocument(json);
      const document = parsePost(post);
      made.set(key, packDocument(document));
      return document;
    },
    keep: () => kept.putDocuments(maker, made),
  };
}
