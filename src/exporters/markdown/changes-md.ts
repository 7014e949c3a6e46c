import type { Report } from "../../shapes/report.js";
import { changeView, type ChangeView } from "../../render/change-view.js";
import { escapeMarkdown, markdownLink, markdownPage, markdownTable } from "../../render/markdown.js";
import { count, integer } from "../../render/words.js";
import { postLinkMd } from "./parts-md.js";

/** Posts on the page; the CSV has all of them. */
const MOST_POSTS = 100;

/** `changes.md`: what differs from the run before. */
export function changesMd(report: Report): string {
  const changes = changeView(report.changes, MOST_POSTS);
  return markdownPage([
    `[← ${escapeMarkdown(report.title)}](report.md)`,
    "# What changed",
    escapeMarkdown(changes.sentence),
    ...(report.changes.kind === "compared" ? comparedParts(report, changes) : []),
    "The same as a table for a spreadsheet: [changes.csv](changes.csv).",
  ]);
}

function comparedParts(report: Report, { tally, themes, pillars, posts, morePosts }: ChangeView): string[] {
  const rows = tally.map(([name, before, after]) => [name, integer(before), integer(after)]);
  return [
    markdownTable(
      [{ title: "" }, { title: "Before", align: "right" }, { title: "Now", align: "right" }],
      rows,
    ),
    "## Themes",
    themes.length === 0 ? "No theme changed." : themeTable(report, themes),
    pillars.map((told) => `- ${escapeMarkdown(told)}`).join("\n"),
    "## Posts",
    posts.length === 0 ? "No post changed." : postTable(report, posts),
    morePosts > 0 ? `${count(morePosts, "more post")} in [changes.csv](changes.csv).` : "",
  ];
}

function themeTable({ themes }: Report, changed: ChangeView["themes"]): string {
  const pages = new Map(themes.map(({ id, slug }) => [id, `themes/${slug}.md`]));
  const rows = changed.map(({ id, label, facts }) => {
    const page = pages.get(id ?? "");
    const name = page === undefined ? escapeMarkdown(label) : markdownLink(label, page);
    return [name, facts.map(escapeMarkdown).join("; ")];
  });
  return markdownTable([{ title: "Theme" }, { title: "What became of it" }], rows);
}

function postTable({ posts }: Report, changed: ChangeView["posts"]): string {
  const known = new Map(posts.map((post) => [post.id, post]));
  const rows = changed.map(({ id, title, fate, from, to }) => {
    const post = known.get(id);
    const name = post === undefined ? escapeMarkdown(title) : postLinkMd(post, "top");
    return [name, ...[fate, from, to].map(escapeMarkdown)];
  });
  return markdownTable(
    [{ title: "Post" }, { title: "What became of it" }, { title: "Passages before" }, { title: "Now" }],
    rows,
  );
}
