import { wordsOf } from "../../../text/words.js";
import type { Post } from "../../../shapes/post.js";

/** Shorter parts of a name are initials and particles. */
const LEAST_LETTERS = 3;

/** The words of the authors' names, lower case; of names of two to four words, as people's are. */
export function bylinesOf(posts: Iterable<Post>): Set<string> {
  const words = new Set<string>();
  for (const { author = "" } of posts) {
    for (const name of author.split(/[,;&]|\band\b/u)) {
      const parts = wordsOf(name);
      if (parts.length < 2 || parts.length > 4) continue;
      for (const part of parts) if (part.length >= LEAST_LETTERS) words.add(part);
    }
  }
  return words;
}
