/** Finds the parts of a report by id. */
import type { Pillar } from "../shapes/theme.js";
import type { Report, ReportPassage, ReportPost, ReportTheme } from "../shapes/report.js";

export interface View {
  report: Report;
  theme: (id: string) => ReportTheme;
  pillar: (id: string) => Pillar;
  post: (id: string) => ReportPost;
  passage: (id: string) => ReportPassage;
}

/** A report is rendered into many files, each of which looks things up in it. */
const views = new WeakMap<Report, View>();

/** The look-ups throw for an id that the report does not hold: a fault of this program, not of its input. */
export function viewOf(report: Report): View {
  const known = views.get(report);
  if (known !== undefined) return known;
  const view: View = {
    report,
    theme: finder("theme", report.themes),
    pillar: finder("pillar", report.pillars),
    post: finder("post", report.posts),
    passage: finder("passage", report.passages),
  };
  views.set(report, view);
  return view;
}

/** Gives the item of an id. */
export function finder<T extends { id: string }>(kind: string, items: readonly T[]): (id: string) => T {
  const byId = new Map(items.map((item) => [item.id, item]));
  return (id) => {
    const item = byId.get(id);
    if (item === undefined) throw new Error(`Expected the report to hold the ${kind} "${id}".`);
    return item;
  };
}
