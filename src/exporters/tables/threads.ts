import type { View } from "../../render/view.js";
import type { OutputFile } from "../../shapes/exporter.js";
import { csvFile } from "./table.js";

/** Every passage of every thread, the most telling first. */
export function threadsCsv({ report, theme, passage, post }: View): OutputFile {
  return csvFile({
    path: "threads.csv",
    rows: report.threads.flatMap((thread) =>
      thread.passageIds.map((id) => ({ thread, passage: passage(id) })),
    ),
    columns: [
      ["thread_id", ({ thread }) => thread.id],
      ["thread", ({ thread }) => thread.label],
      ["source", ({ thread }) => thread.source],
      ["passage_id", ({ passage: { id } }) => id],
      ["post_id", ({ passage: { postId } }) => postId],
      ["path", ({ passage: { postId } }) => post(postId).path],
      ["title", ({ passage: { postId } }) => post(postId).title],
      ["theme", ({ passage: { themeId } }) => (themeId === undefined ? undefined : theme(themeId).label)],
      ["text", ({ passage: { text } }) => text],
    ],
  });
}
