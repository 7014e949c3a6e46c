import type { Report, ReportTheme } from "../shapes/report.js";
import type { Pillar } from "../shapes/theme.js";

/** Themes that are shown together, under the name of their pillar where they are grouped. */
export interface PillarGroup {
  /** Absent where the themes are not grouped. */
  pillar?: Pillar;
  themes: ReportTheme[];
}

/** The themes as they are listed: pillar by pillar, the largest first; all in one group where there are no pillars. */
export function pillarGroups({ pillars, themes }: Pick<Report, "pillars" | "themes">): PillarGroup[] {
  if (pillars.length === 0) return themes.length === 0 ? [] : [{ themes }];
  return pillars.map((pillar) => ({
    pillar,
    themes: themes.filter(({ pillarId }) => pillarId === pillar.id),
  }));
}

/** The pillar's name where it says more than that of its only theme. */
export function headingOf({ pillar, themes }: PillarGroup): string | undefined {
  return pillar === undefined || themes.length === 1 ? undefined : pillar.label;
}
