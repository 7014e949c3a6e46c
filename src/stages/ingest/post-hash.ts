import { sha256 } from "../../io/hash.js";
import type { Post } from "../../shapes/post.js";

/** SHA-256 of a post as it was read, with its place: another one for another text or another path. */
export function postHash({ path, record, source }: Pick<Post, "path" | "record" | "source">): string {
  return sha256(JSON.stringify([path, record ?? "", source]));
}
