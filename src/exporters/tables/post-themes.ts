import type { View } from "../../render/view.js";
import type { OutputFile } from "../../shapes/exporter.js";
import type { PostThemeShare, ReportPost } from "../../shapes/report.js";
import { csvFile, rounded, type Table } from "./table.js";

/** Each theme of each post, the largest first. */
export const postThemesCsv = (view: View): OutputFile => csvFile(postThemesTable(view));

/** One theme of a post. */
interface PostPart {
  post: ReportPost;
  part: PostThemeShare;
  /** 1 for the largest. */
  rank: number;
}

export function postThemesTable({ report, theme }: View): Table<PostPart> {
  const rows = report.posts.flatMap((post) =>
    post.themes.map((part, index) => ({ post, part, rank: index + 1 })),
  );
  return {
    path: "post_themes.csv",
    rows,
    columns: [
      ["post_id", ({ post }) => post.id],
      ["path", ({ post }) => post.path],
      ["record", ({ post }) => post.record],
      ["title", ({ post }) => post.title],
      ["date", ({ post }) => post.date],
      ["rank", ({ rank }) => rank],
      ["theme_id", ({ part }) => part.themeId],
      ["theme", ({ part }) => theme(part.themeId).label],
      ["passages", ({ part }) => part.passages],
      ["words", ({ part }) => part.words],
      ["share", ({ part }) => rounded(part.share)],
    ],
  };
}
