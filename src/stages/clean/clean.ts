import type { Cleaned } from "../../shapes/block.js";
import type { Context } from "../../shapes/context.js";
import { Turns } from "../../io/turn.js";
import type { Post } from "../../shapes/post.js";
import { Cleaner } from "./cleaner.js";
import type { CleanOptions } from "./rules.js";

export type { CleanOptions } from "./rules.js";

/** Characters between two turns of the event loop, in which progress is drawn and signals arrive. */
const CHARACTERS_PER_TURN = 100_000;

/**
 * Reads each post's document and keeps its prose, in blocks under headings, every character with its offset in
 * `Post.source`. Markup, template tags and code go; so do lines that mail clients and publishing services add, blocks
 * that repeat within a post, and boilerplate that is learned from the posts together. A text under `keep` is never
 * removed (it wins over the rules and over what is learned); a text under `remove` is cut out wherever it stands.
 *
 * A post that cannot be read or of which nothing is left becomes a row of `skipped`.
 */
export async function clean(
  posts: readonly Post[],
  options: CleanOptions,
  context: Pick<Context, "log" | "signal">,
): Promise<Cleaned> {
  const progress = context.log.progress("Cleaning", posts.length);
  const cleaner = new Cleaner(options);
  context.signal.throwIfAborted();
  const turns = new Turns(context.signal, CHARACTERS_PER_TURN);
  for (const post of posts) {
    cleaner.add(post);
    progress.advance();
    await turns.after(post.source.length);
  }
  cleaner.removeBoilerplate();
  progress.done();
  return cleaner.finish();
}
