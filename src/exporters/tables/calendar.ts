import { proposalAt } from "../../plan/calendar.js";
import { proposalWords, type ProposalWords } from "../../render/proposal-words.js";
import type { View } from "../../render/view.js";
import { weekday } from "../../render/words.js";
import type { OutputFile } from "../../shapes/exporter.js";
import type { Slot } from "../../shapes/plan.js";
import { type Cell, csvFile, joined } from "./table.js";

/** The next days on which a post could come, with a proposal each; empty columns for what a meeting decides. */
export function calendarCsv(view: View): OutputFile {
  const { report, theme } = view;
  const { plan } = report;
  const words = ({ proposal }: Slot): ProposalWords | undefined =>
    proposal === undefined ? undefined : proposalWords(proposalAt(plan, proposal), view);
  const themes = ({ proposal }: Slot): Cell =>
    proposal === undefined
      ? undefined
      : joined(proposalAt(plan, proposal).themeIds.map((id) => theme(id).label));
  return csvFile({
    path: "calendar.csv",
    rows: plan.calendar?.slots ?? [],
    columns: [
      ["date", ({ date }) => date],
      ["weekday", ({ date }) => weekday(date)],
      ["proposal", ({ proposal }) => proposal],
      ["what", (slot) => words(slot)?.title],
      ["why", (slot) => words(slot)?.reasons.join(" ")],
      ["effort", (slot) => words(slot)?.effort],
      ["themes", themes],
      ["owner", () => undefined],
      ["status", () => undefined],
    ],
  });
}
