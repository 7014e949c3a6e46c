/** Which part of a theme a new post could take. */
import type { Angle } from "../../shapes/plan.js";
import type { ReportTheme } from "../../shapes/report.js";
import { dayNumber } from "../../text/days.js";
import { compareTexts } from "../../text/order.js";
import { type Planned } from "./theme-posts.js";

/** A part that fewer posts speak of is a side remark. */
const LEAST_POSTS = 2;
/** Days for which a part must have waited, and longer than the theme itself. */
const LONG_WAIT = 365;
const BEHIND_THEME = 180;

/** The sub-theme that no post spoke of for the longest; the largest where none has a date; undefined where none has waited. */
export function angleOf(planned: Planned, theme: ReportTheme): Angle | undefined {
  const newest = new Map<string, string>();
  for (const { subthemeId, postId } of planned.passages(theme)) {
    const { date } = planned.post(postId);
    if (subthemeId === undefined || date === undefined) continue;
    if (date > (newest.get(subthemeId) ?? "")) newest.set(subthemeId, date);
  }
  const parts = theme.subthemes
    .filter(({ posts }) => posts >= LEAST_POSTS)
    .map(({ id, label }) => ({ label, lastCovered: newest.get(id) }));
  const [first] = parts.toSorted((a, b) => compareTexts(a.lastCovered ?? "", b.lastCovered ?? ""));
  if (first === undefined) return undefined;
  const { label, lastCovered } = first;
  if (lastCovered === undefined) return { label };
  const wait = (until: string | undefined): number => (dayNumber(until) ?? 0) - (dayNumber(lastCovered) ?? 0);
  const hasWaited =
    wait(planned.report.clock?.day) >= LONG_WAIT && wait(theme.plan.lastCovered) >= BEHIND_THEME;
  return hasWaited ? { label, lastCovered } : undefined;
}
