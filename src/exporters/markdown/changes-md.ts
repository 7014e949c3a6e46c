import type { Changes, PostChange, ThemeChange } from "../../shapes/changes.js";
import type { Report } from "../../shapes/report.js";
import {
  accountSentence,
  byFate,
  labelOf,
  partsPhrase,
  pillarSentence,
  postPhrase,
  tallyRows,
  themeFacts,
} from "../../render/change-words.js";
import { escapeMarkdown, markdownLink, markdownPage, markdownTable } from "../../render/markdown.js";
import { titleOf } from "../../render/text.js";
import { count, integer } from "../../render/words.js";
import { postLinkMd } from "./parts-md.js";

/** Posts on the page; the CSV has all of them. */
const MOST_POSTS = 100;

/** `changes.md`: what differs from the run before. */
export function changesMd(report: Report): string {
  const { changes } = report;
  return markdownPage([
    `[← ${escapeMarkdown(report.title)}](report.md)`,
    "# What changed",
    escapeMarkdown(accountSentence(changes)),
    ...(changes.kind === "compared" ? comparedParts(report, changes) : []),
    "The same as a table for a spreadsheet: [changes.csv](changes.csv).",
  ]);
}

function comparedParts(report: Report, changes: Changes): string[] {
  const rows = tallyRows(changes).map(([name, before, after]) => [name, integer(before), integer(after)]);
  return [
    markdownTable(
      [{ title: "" }, { title: "Before", align: "right" }, { title: "Now", align: "right" }],
      rows,
    ),
    "## Themes",
    changes.themes.length === 0 ? "No theme changed." : themeTable(report, changes.themes),
    changes.pillars.map((change) => `- ${escapeMarkdown(pillarSentence(change))}`).join("\n"),
    "## Posts",
    ...(changes.posts.length === 0 ? ["No post changed."] : postParts(report, changes.posts)),
  ];
}

function themeTable({ themes }: Report, changes: readonly ThemeChange[]): string {
  const pages = new Map(themes.map(({ id, slug }) => [id, `themes/${slug}.md`]));
  const rows = changes.map((change) => {
    const page = change.after === undefined ? undefined : pages.get(change.after.id);
    const label = labelOf(change);
    const name = page === undefined ? escapeMarkdown(label) : markdownLink(label, page);
    return [name, themeFacts(change).map(escapeMarkdown).join("; ")];
  });
  return markdownTable([{ title: "Theme" }, { title: "What became of it" }], rows);
}

function postParts({ posts }: Report, changes: readonly PostChange[]): string[] {
  const known = new Map(posts.map((post) => [post.id, post]));
  const rows = byFate(changes)
    .slice(0, MOST_POSTS)
    .map((change) => {
      const post = known.get(change.id);
      const name = post === undefined ? escapeMarkdown(titleOf(change)) : postLinkMd(post, "top");
      const parts = [change.from, change.to].map((own) => escapeMarkdown(partsPhrase(own)));
      return [name, escapeMarkdown(postPhrase(change)), ...parts];
    });
  const more = changes.length - rows.length;
  return [
    markdownTable(
      [{ title: "Post" }, { title: "What became of it" }, { title: "Passages before" }, { title: "Now" }],
      rows,
    ),
    more > 0 ? `${count(more, "more post")} in [changes.csv](changes.csv).` : "",
  ];
}
