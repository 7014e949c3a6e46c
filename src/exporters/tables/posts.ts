import type { View } from "../../render/view.js";
import type { OutputFile } from "../../shapes/exporter.js";
import type { ReportPost } from "../../shapes/report.js";
import { type Cell, csvFile, joined, optional, rounded, type Table } from "./table.js";

/** Every clustered post with the themes that it is made of. */
export const postsCsv = (view: View): OutputFile => csvFile(postsTable(view));

export function postsTable({ report, theme }: View): Table<ReportPost> {
  const mix = (post: ReportPost): string =>
    joined(post.themes.map(({ themeId, share }) => `${theme(themeId).label} ${rounded(share)}`));
  const primary = (post: ReportPost): Cell => {
    const [first] = post.themes;
    return first === undefined ? undefined : theme(first.themeId).label;
  };
  return {
    path: "posts.csv",
    rows: report.posts,
    columns: [
      ["post_id", (post) => post.id],
      ["path", (post) => post.path],
      ["record", (post) => post.record],
      ["title", (post) => post.title],
      ["date", (post) => post.date],
      ["url", (post) => post.url],
      ["author", (post) => post.author],
      ["tags", (post) => joined(post.tags)],
      ["passages", (post) => post.passages],
      ["words", (post) => post.words],
      ["primary_theme_id", (post) => post.themes[0]?.themeId],
      ["primary_theme", primary],
      ["primary_share", (post) => optional(post.themes[0]?.share)],
      ["theme_count", (post) => post.themes.length],
      ["theme_shares", mix],
    ],
  };
}
