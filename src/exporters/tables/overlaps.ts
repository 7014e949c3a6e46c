import type { View } from "../../render/view.js";
import type { OutputFile } from "../../shapes/exporter.js";
import { addressOf, csvFile, rounded } from "./table.js";

/** Pairs of posts that say the same, one row for each pair of passages. */
export function overlapsCsv({ report, post }: View): OutputFile {
  return csvFile({
    path: "overlaps.csv",
    rows: report.postPlanning.overlaps.flatMap((overlap) => {
      const [first, other] = [post(overlap.postIds[0]), post(overlap.postIds[1])];
      return overlap.passages.map((passages, i) => ({ overlap, first, other, passages, rank: i + 1 }));
    }),
    columns: [
      ["kind", ({ overlap }) => overlap.kind],
      ["post_id", ({ first }) => first.id],
      ["path", ({ first }) => first.path],
      ["title", ({ first }) => first.title],
      ["date", ({ first }) => first.date],
      ["address", ({ first }) => addressOf(first)],
      ["other_post_id", ({ other }) => other.id],
      ["other_path", ({ other }) => other.path],
      ["other_title", ({ other }) => other.title],
      ["other_date", ({ other }) => other.date],
      ["other_address", ({ other }) => addressOf(other)],
      ["share", ({ overlap }) => rounded(overlap.shares[0])],
      ["other_share", ({ overlap }) => rounded(overlap.shares[1])],
      ["rank", ({ rank }) => rank],
      ["similarity", ({ passages }) => rounded(passages.similarity)],
      ["text", ({ passages }) => passages.first.text],
      ["start", ({ passages }) => passages.first.start],
      ["end", ({ passages }) => passages.first.end],
      ["other_text", ({ passages }) => passages.second.text],
      ["other_start", ({ passages }) => passages.second.start],
      ["other_end", ({ passages }) => passages.second.end],
      ["alone", ({ overlap }) => overlap.alone[0]?.text],
      ["other_alone", ({ overlap }) => overlap.alone[1]?.text],
    ],
  });
}
