import type { Passage } from "../../../shapes/passage.js";
import type { Post } from "../../../shapes/post.js";

/** What stands over a passage: its headings and, over the first one of a post, the title. */
export function headingsOf(passage: Passage, post: Post | undefined): string[] {
  const title = passage.ordinal === 0 && post && !isNumbered(post) ? [post.title] : [];
  return [...title, ...passage.headingPath];
}

/** True for a title that was made of the file's name and the record's, because the post has none. */
function isNumbered({ title, record }: Post): boolean {
  const [, place] = /\(([^()]+)\)$/.exec(title) ?? [];
  return place !== undefined && record !== undefined && record.endsWith(place);
}
