import { isWebAddress } from "../../text/links.js";
import { markdownLink, markdownPage } from "../../render/markdown.js";
import { plain, titleOf, visiblePath } from "../../render/text.js";
import { day, percent } from "../../render/words.js";
import type { ReportPassage, ReportPost } from "../../shapes/report.js";
import type { Notes } from "./notes.js";
import { frontMatter, noteTag, noteText, propertyText, wikilink } from "./text.js";

const MOST_NEAR = 5;

/** A post: which themes it is made of, what is near to it, and what it says. */
export function postNote(post: ReportPost, notes: Notes): string {
  const title = titleOf(post);
  return markdownPage([
    properties(post, notes),
    `# ${noteText(title)}`,
    isWebAddress(post.href) ? markdownLink("The post as published", post.href) : "",
    ...themes(post, notes),
    ...near(post, notes),
    ...text(post, notes),
  ]);
}

function properties(post: ReportPost, notes: Notes): string {
  const tags = post.tags.flatMap((tag) => noteTag(tag) ?? []);
  return frontMatter({
    ...{ type: "post", post_id: post.id, title: propertyText(titleOf(post)), date: post.date },
    author: post.author === undefined ? undefined : propertyText(post.author),
    url: isWebAddress(post.href) ? post.href : undefined,
    source: propertyText(visiblePath(post.path)),
    record: post.record === undefined ? undefined : propertyText(post.record),
    ...{ passages: post.passages, words: post.words },
    themes: post.themes.map(({ themeId }) => wikilink(notes.theme(themeId), notes.themeOf(themeId).label)),
    tags: [...new Set(["throughline/post", ...tags])],
  });
}

function themes({ themes: all, date }: ReportPost, notes: Notes): string[] {
  const shares = all.map(
    ({ themeId, share }) =>
      `- ${wikilink(notes.theme(themeId), notes.themeOf(themeId).label)}: ${percent(share)}`,
  );
  return [day(date), ...(shares.length === 0 ? ["In no theme."] : ["## Themes", shares.join("\n")])];
}

function near({ id }: ReportPost, notes: Notes): string[] {
  const others = (notes.report.nearestPosts?.[id] ?? [])
    .filter((other) => notes.hasPost(other.id))
    .slice(0, MOST_NEAR);
  if (others.length === 0) return [];
  const lines = others.map((other) => `- ${wikilink(notes.post(other.id), titleOf(notes.postOf(other.id)))}`);
  return ["## Posts near it", lines.join("\n")];
}

/** Passage by passage, under the headings of the post. */
function text({ id }: ReportPost, { report }: Notes): string[] {
  const passages = report.passages.filter(({ postId }) => postId === id);
  if (passages.length === 0) return [];
  return [
    "## What it says",
    ...passages.flatMap((passage, i) => [headingOf(passage, passages[i - 1]), ...paragraphs(passage)]),
  ];
}

function headingOf({ headingPath }: ReportPassage, before: ReportPassage | undefined): string {
  const path = headingPath.map(noteText).join(" › ");
  return path === "" || path === before?.headingPath.map(noteText).join(" › ") ? "" : `### ${path}`;
}

function paragraphs({ text: said }: ReportPassage): string[] {
  return plain(said).split("\n").map(noteText);
}
