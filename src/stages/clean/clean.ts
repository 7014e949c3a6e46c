import type { Cleaned } from "../../shapes/block.js";
import type { Context } from "../../shapes/context.js";
import type { Post } from "../../shapes/post.js";
import { Cleaner } from "./cleaner.js";
import { parsedPosts } from "./parsed-posts.js";
import type { CleanOptions } from "./rules.js";

export type { CleanOptions } from "./rules.js";

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
  context: Pick<Context, "log" | "signal" | "kept">,
): Promise<Cleaned> {
  const progress = context.log.progress("Cleaning", posts.length);
  const cleaner = new Cleaner(options);
  context.signal.throwIfAborted();
  for await (const { post, document } of parsedPosts(posts, context)) {
    cleaner.add(post, document);
    progress.advance();
  }
  cleaner.removeBoilerplate();
  progress.done();
  return cleaner.finish();
}
