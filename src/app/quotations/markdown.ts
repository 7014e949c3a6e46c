/** A passage of a post as Markdown, to be pasted into a document. */
import { at } from "../../math/at.js";
import { isWebAddress } from "../../text/links.js";
import { escapeMarkdown, markdownLink } from "../../render/markdown.js";
import { titleOf } from "../../render/text.js";
import { day } from "../../render/words.js";
import type { AppData, AppPost } from "../../render/app-data-types.js";

/** A block quote, and below it where it stands: post, headings and date. `text` may be a part of the passage. */
export function quotationMarkdown(data: AppData, passage: number, text: string): string {
  const post = at(data.posts, at(data.passages.post, passage));
  const headings = at(data.headingPaths, at(data.passages.headingPath, passage));
  const place = [postMarkdown(post), ...headings.map(escapeMarkdown)].join(" › ");
  const date = post.date === undefined ? "" : `, ${day(post.date)}`;
  return `> ${escapeMarkdown(text)}\n>\n> — ${place}${date}\n`;
}

/** A link where the post is on the web; a file's address would lead nowhere from another document. */
function postMarkdown(post: AppPost): string {
  const title = titleOf(post);
  return isWebAddress(post.href) ? markdownLink(title, post.href) : escapeMarkdown(title);
}
