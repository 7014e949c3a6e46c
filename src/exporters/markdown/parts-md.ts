/** Parts that several Markdown pages share. */
import type { Quotation, ReportPost } from "../../shapes/report.js";
import { fromSubfolder } from "../../text/links.js";
import { escapeMarkdown, markdownLink } from "../../render/markdown.js";
import type { View } from "../../render/view.js";
import { day } from "../../render/words.js";

/** How far below the report folder a page stands: links to posts start there. */
export type Depth = "top" | "subfolder";

export function titleOf(post: ReportPost): string {
  return post.title.trim() === "" ? post.path : post.title;
}

export function postLinkMd(post: ReportPost, depth: Depth): string {
  const href = depth === "top" ? post.href : fromSubfolder(post.href);
  return markdownLink(titleOf(post), href);
}

/** A block quote, and below it where it stands: post, heading, date and characters. */
export function quotationMd(view: View, quotation: Quotation, depth: Depth): string {
  const post = view.post(quotation.postId);
  const place = [postLinkMd(post, depth), ...quotation.headingPath.map(escapeMarkdown)].join(" › ");
  const date = post.date === undefined ? "" : `, ${day(post.date)}`;
  const characters = `characters ${quotation.start}–${quotation.end}`;
  return `> ${escapeMarkdown(quotation.text)}\n>\n> — ${place}${date} (${characters})`;
}
