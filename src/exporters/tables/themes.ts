import type { View } from "../../render/view.js";
import { stabilityWord } from "../../render/words.js";
import type { OutputFile } from "../../shapes/exporter.js";
import type { ReportTheme } from "../../shapes/report.js";
import type { Pillar, Subtheme } from "../../shapes/theme.js";
import { pillarGroups } from "../../render/pillars.js";
import { type Cell, csvFile, joined, optional, rounded } from "./table.js";

/** A pillar, a theme, or a sub-theme with the theme that it is part of. */
interface ThemeRow {
  pillar?: Pillar;
  theme?: ReportTheme;
  sub?: Subtheme;
}

/** Themes stand right behind their pillar, sub-themes right behind their theme; what only a theme has is empty for others. */
export function themesCsv({ report, theme: themeOf }: View): OutputFile {
  const rows = pillarGroups(report).flatMap(({ pillar, themes }): ThemeRow[] => {
    const of = pillar === undefined ? {} : { pillar };
    const own = themes.flatMap((theme): ThemeRow[] => [
      { ...of, theme },
      ...theme.subthemes.map((sub) => ({ ...of, theme, sub })),
    ]);
    return pillar === undefined ? own : [of, ...own];
  });
  return csvFile({
    path: "themes.csv",
    rows,
    columns: [
      ["theme_id", (row) => itemOf(row).id],
      ["level", levelOf],
      [
        "parent_id",
        ({ pillar, theme, sub }) => (theme === undefined ? undefined : (sub?.parentId ?? pillar?.id)),
      ],
      ["pillar", ({ pillar }) => pillar?.label],
      ["number", whole((theme) => theme.number)],
      ["theme", (row) => itemOf(row).label],
      ["label_source", whole((theme) => theme.labelSource)],
      ["fit", whole((theme) => rounded(theme.fit))],
      ["terms", (row) => joined(itemOf(row).terms.map((term) => term.text))],
      ["about", whole((theme) => theme.about)],
      ["summary", whole((theme) => theme.summary)],
      ["passages", (row) => itemOf(row).passages],
      ["posts", (row) => itemOf(row).posts],
      ["posts_about", whole((theme) => theme.plan.posts)],
      ["words", (row) => itemOf(row).words],
      ["share", ({ pillar, theme, sub }) => rounded(shareOf(theme ?? pillar) * (sub?.share ?? 1))],
      ["cohesion", whole((theme) => rounded(theme.cohesion))],
      ["stability", whole((theme) => rounded(theme.stability))],
      ["stability_word", whole((theme) => stabilityWord(theme.stability))],
      ["first_seen", whole((theme) => theme.firstSeen)],
      ["last_seen", whole((theme) => theme.lastSeen)],
      ["trend", whole((theme) => theme.plan.trend)],
      ["nearest_theme_id", whole((theme) => theme.related[0]?.id)],
      ["nearest_theme", whole((theme) => labelOf(theme.related[0]?.id))],
      ["nearest_similarity", whole((theme) => optional(theme.related[0]?.similarity))],
      ["page", ({ theme }) => (theme === undefined ? undefined : `themes/${theme.slug}.md`)],
    ],
  });

  function whole(value: (theme: ReportTheme) => Cell): (row: ThemeRow) => Cell {
    return ({ theme, sub }) => (sub !== undefined || theme === undefined ? undefined : value(theme));
  }

  function labelOf(id: string | undefined): Cell {
    return id === undefined ? undefined : themeOf(id).label;
  }
}

function itemOf({ pillar, theme, sub }: ThemeRow): Pillar | ReportTheme | Subtheme {
  const item = sub ?? theme ?? pillar;
  if (item === undefined)
    throw new Error("Expected a row of a pillar, a theme or a sub-theme, got an empty one.");
  return item;
}

function levelOf({ theme, sub }: ThemeRow): Cell {
  if (sub !== undefined) return "sub-theme";
  return theme === undefined ? "pillar" : "theme";
}

function shareOf(item: { share: number } | undefined): number {
  if (item === undefined) throw new Error("Expected a row of a pillar or a theme, got an empty one.");
  return item.share;
}
