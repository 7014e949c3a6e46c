import type { View } from "../../render/view.js";
import { stabilityWord } from "../../render/words.js";
import type { OutputFile } from "../../shapes/exporter.js";
import type { ReportTheme } from "../../shapes/report.js";
import type { Subtheme } from "../../shapes/theme.js";
import { type Cell, csvFile, joined, optional, rounded } from "./table.js";

/** A theme, or a sub-theme with the theme that it is part of. */
interface ThemeRow {
  theme: ReportTheme;
  sub?: Subtheme;
}

/** Sub-themes stand right behind their theme; what only a theme has is empty for them. */
export function themesCsv({ report, theme: themeOf }: View): OutputFile {
  const rows = report.themes.flatMap((theme): ThemeRow[] => [
    { theme },
    ...theme.subthemes.map((sub) => ({ theme, sub })),
  ]);
  return csvFile({
    path: "themes.csv",
    rows,
    columns: [
      ["theme_id", ({ theme, sub }) => (sub ?? theme).id],
      ["level", ({ sub }) => (sub ? 2 : 1)],
      ["parent_id", ({ sub }) => sub?.parentId],
      ["number", whole((theme) => theme.number)],
      ["theme", ({ theme, sub }) => (sub ?? theme).label],
      ["label_source", whole((theme) => theme.labelSource)],
      ["terms", ({ theme, sub }) => joined((sub ?? theme).terms.map((term) => term.text))],
      ["about", whole((theme) => theme.about)],
      ["summary", whole((theme) => theme.summary)],
      ["passages", ({ theme, sub }) => (sub ?? theme).passages],
      ["posts", ({ theme, sub }) => (sub ?? theme).posts],
      ["posts_about", whole((theme) => theme.plan.posts)],
      ["words", ({ theme, sub }) => (sub ?? theme).words],
      ["share", ({ theme, sub }) => rounded(theme.share * (sub?.share ?? 1))],
      ["cohesion", whole((theme) => rounded(theme.cohesion))],
      ["stability", whole((theme) => rounded(theme.stability))],
      ["stability_word", whole((theme) => stabilityWord(theme.stability))],
      ["first_seen", whole((theme) => theme.firstSeen)],
      ["last_seen", whole((theme) => theme.lastSeen)],
      ["trend", whole((theme) => theme.trend)],
      ["nearest_theme_id", whole((theme) => theme.related[0]?.id)],
      ["nearest_theme", whole((theme) => labelOf(theme.related[0]?.id))],
      ["nearest_similarity", whole((theme) => optional(theme.related[0]?.similarity))],
      ["page", ({ theme }) => `themes/${theme.slug}.md`],
    ],
  });

  function whole(value: (theme: ReportTheme) => Cell): (row: ThemeRow) => Cell {
    return ({ theme, sub }) => (sub ? undefined : value(theme));
  }

  function labelOf(id: string | undefined): Cell {
    return id === undefined ? undefined : themeOf(id).label;
  }
}
