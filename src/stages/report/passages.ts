import { at } from "../../math/at.js";
import type { Clustering } from "../../shapes/clustering.js";
import type { Passage } from "../../shapes/passage.js";
import type { ReportPassage } from "../../shapes/report.js";
import type { Subtheme, Theme } from "../../shapes/theme.js";
import type { ReportInput } from "./input.js";

/** The passage of a row with its theme, its place on the map and, where it has no theme, why. */
export function reportPassage(
  passage: Passage,
  row: number,
  { clustering, themes, map }: Pick<ReportInput, "clustering" | "themes" | "map">,
): ReportPassage {
  const ofRow = (numbers: Int32Array | Float32Array): number => at(numbers, row);
  const numbers = { confidence: ofRow(clustering.confidence), x: ofRow(map.x), y: ofRow(map.y) };
  for (const [name, value] of Object.entries(numbers)) {
    if (!Number.isFinite(value))
      throw new Error(`Expected a finite ${name} for passage ${passage.id}, got ${value}.`);
  }
  const { id, postId, ordinal, headingPath, text, start, end, words, duplicateOf } = passage;
  const theme = themes[ofRow(clustering.assignment)];
  const subtheme = subthemeOf(row, clustering, themes);
  const second = themes[theme === undefined ? ofRow(clustering.nearest) : ofRow(clustering.second)];
  return {
    ...{ id, postId, ordinal, headingPath, text, start, end, words },
    ...(theme === undefined ? {} : { themeId: theme.id }),
    ...(theme === undefined || subtheme === undefined ? {} : { subthemeId: subtheme.id }),
    ...(second === undefined ? {} : { secondThemeId: second.id }),
    ...(theme === undefined ? { unplacedReason: at(clustering.reasons, row) } : {}),
    ...(duplicateOf === undefined ? {} : { duplicateOf }),
    ...numbers,
  };
}

/** The sub-theme of a row: sub-themes are numbered over all themes, in the order of the themes. */
function subthemeOf(
  row: number,
  { assignment, subthemes }: Clustering,
  themes: readonly Theme[],
): Subtheme | undefined {
  const sub = at(subthemes.assignment, row);
  const theme = at(assignment, row);
  if (sub < 0 || theme < 0) return undefined;
  return themes[theme]?.subthemes[sub - subthemes.parents.indexOf(theme)];
}
