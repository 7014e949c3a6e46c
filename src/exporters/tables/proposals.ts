import { proposalWords } from "../../render/proposal-words.js";
import type { View } from "../../render/view.js";
import type { Proposal } from "../../shapes/plan.js";
import type { OutputFile } from "../../shapes/exporter.js";
import { csvFile, joined } from "./table.js";

/** What to do next, one row per proposal, with empty columns for what a meeting decides. */
export function proposalsCsv(view: View): OutputFile {
  const { report, theme, post } = view;
  const words = (proposal: Proposal) => proposalWords(proposal, view);
  const posts = ({ evidence }: Proposal): string[] => [...new Set(evidence.map(({ postId }) => postId))];
  return csvFile({
    path: "proposals.csv",
    rows: report.plan.proposals,
    columns: [
      ["proposal", ({ key }) => key],
      ["kind", ({ kind }) => kind],
      ["effort", ({ effort }) => effort],
      ["what", (proposal) => words(proposal).title],
      ["why", (proposal) => words(proposal).reasons.join(" ")],
      ["doubt", (proposal) => words(proposal).doubt],
      ["themes", ({ themeIds }) => joined(themeIds.map((id) => theme(id).label))],
      ["theme_ids", ({ themeIds }) => joined(themeIds)],
      ["posts", (proposal) => joined(posts(proposal).map((id) => post(id).title))],
      ["post_ids", (proposal) => joined(posts(proposal))],
      ["verdict", () => undefined],
      ["owner", () => undefined],
      ["due", () => undefined],
      ["status", () => undefined],
    ],
  });
}
