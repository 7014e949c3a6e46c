/** How passages and posts are named in answers, in plain text. */
import { shorten } from "../text/shorten.js";
import { oneLine, titleOf } from "./text.js";
import { day } from "./words.js";

/** “What was said.” on one line, of at most so many characters. */
export function quoted(text: string, most = Infinity): string {
  return `“${shorten(oneLine(text), most)}”`;
}

/** “Title”, 3 Sep 2024. */
export function postPhrase(post: { title: string; path: string; date?: string }): string {
  return `${quoted(titleOf(post))}, ${day(post.date)}`;
}
