import type { View } from "../../render/view.js";
import type { OutputFile } from "../../shapes/exporter.js";
import { csvFile, rounded } from "./table.js";

/** The strongest words of each theme, the strongest first. */
export function termsCsv({ report }: View): OutputFile {
  const rows = report.themes.flatMap((theme) =>
    theme.topWords.map((term, index) => ({ theme, term, rank: index + 1 })),
  );
  return csvFile({
    path: "terms.csv",
    rows,
    columns: [
      ["theme_id", ({ theme }) => theme.id],
      ["theme", ({ theme }) => theme.label],
      ["rank", ({ rank }) => rank],
      ["term", ({ term }) => term.text],
      ["weight", ({ term }) => rounded(term.weight)],
    ],
  });
}
