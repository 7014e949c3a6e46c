import type { View } from "../../render/view.js";
import type { OutputFile } from "../../shapes/exporter.js";
import { csvFile, rounded } from "./table.js";

/** Each pair of themes once, in the order of their numbers. */
export function similaritiesCsv({ report, theme: themeOf }: View): OutputFile {
  const rows = report.themes.flatMap((theme) =>
    theme.related
      .map(({ id, similarity }) => ({ theme, other: themeOf(id), similarity }))
      .filter(({ other }) => other.number > theme.number)
      .sort((a, b) => a.other.number - b.other.number),
  );
  return csvFile({
    path: "similarities.csv",
    rows,
    columns: [
      ["theme_id", ({ theme }) => theme.id],
      ["theme", ({ theme }) => theme.label],
      ["other_theme_id", ({ other }) => other.id],
      ["other_theme", ({ other }) => other.label],
      ["similarity", ({ similarity }) => rounded(similarity)],
    ],
  });
}
