/** What an editor takes into a planning meeting, theme by theme. */
import type { PlanClock, PlanRow } from "../shapes/plan.js";
import type { Report, ReportPost, ReportTheme, ThemePost } from "../shapes/report.js";
import { DAYS_PER_YEAR, dayFrom, dayOf } from "../text/days.js";
import { planClock, type PlanDay } from "./clock.js";
import { rhythmOf } from "./rhythm.js";
import { seasonOf } from "./season.js";
import { isAbout, TOUCH_SHARE } from "./thresholds.js";
import { recencyOf, recentFrom, trendOf, type Days } from "./trend.js";

/** Over a shorter time "posts a year" would be a guess. */
const SHORTEST_SPAN_DAYS = 90;

/** When the posts of a collection came, and from which day it is planned. */
export interface PlanTimes {
  clock?: PlanClock;
  /** `YYYY-MM-DD` of all dated posts, rising. */
  dates: readonly string[];
  days: Days;
}

/** @param day without either, time is counted from the newest post */
export function planTimes(posts: readonly Pick<ReportPost, "date">[], day: PlanDay): PlanTimes {
  const dates = posts.flatMap(({ date }) => date ?? []).sort();
  const clock = planClock(dates, day);
  return { ...(clock && { clock }), dates, days: daysOf(dates) };
}

/** Whether the post is mainly about the theme, given the post's themes, largest first. */
export function isPostAbout(post: Pick<ReportPost, "themes">, themeId: string): boolean {
  return post.themes.some((part, index) => part.themeId === themeId && isAbout({ ...part, rank: index + 1 }));
}

/**
 * Builds the row of one theme. `ranked` are its posts, the largest part first; everything but `strongestPostId` and `touchingPostIds`
 * goes by the posts that are about it, so that a single passage in passing is not taken for coverage.
 */
export function planRow(
  themeId: string,
  ranked: readonly ThemePost[],
  post: (id: string) => ReportPost,
  times: PlanTimes,
): PlanRow {
  const about = ranked.filter((part) => isPostAbout(post(part.postId), themeId));
  const isIn = new Set(about);
  const touching = ranked.filter((part) => !isIn.has(part) && part.share >= TOUCH_SHARE);
  const strongest = strongestOf(ranked);
  return {
    themeId,
    posts: about.length,
    ...inTime(about.flatMap((part) => post(part.postId).date ?? []).sort(), times),
    ...(strongest === undefined ? {} : { strongestPostId: strongest.postId }),
    touchingPostIds: touching.map((part) => part.postId),
  };
}

type InTime = Omit<PlanRow, "themeId" | "posts" | "strongestPostId" | "touchingPostIds">;

/** @param dates of the posts that are about the theme, rising */
function inTime(dates: readonly string[], times: PlanTimes): InTime {
  const lastCovered = dates.at(-1);
  const { clock } = times;
  if (lastCovered === undefined || clock === undefined) return { trend: "undated", isOverdue: false };
  const own = daysOf(dates);
  const day = dayOf(clock.day);
  const silence = Math.max(0, day - dayOf(lastCovered));
  const rhythm = rhythmOf(own, times.days, day);
  const from = recentFrom(times.days, day);
  const recency = from === undefined ? undefined : recencyOf(own, times.days, from);
  const trend = recency === undefined ? "steady" : trendOf(recency, silence, rhythm.usualGap);
  const season = seasonOf(dates, times.dates);
  const postsPerYear = perYear(dates.length, times.days);
  return {
    ...{ lastCovered, daysSince: silence, countedFrom: clock.from },
    ...rhythm,
    isOverdue: rhythm.isOverdue && trend !== "dormant",
    ...(postsPerYear !== undefined && { postsPerYear }),
    trend,
    ...(recency && from !== undefined && { recency: { since: dayFrom(from), ...recency } }),
    ...(season && { season }),
  };
}

/**
 * The strongest post on a theme, everywhere: the one that says most on it and little else, by words on it times the share of
 * the post that these are.
 */
export function strongestOf(ranked: readonly ThemePost[]): ThemePost | undefined {
  const weight = ({ words, share }: ThemePost): number => words * share;
  return ranked.reduce<ThemePost | undefined>(
    (best, part) => (best && weight(best) >= weight(part) ? best : part),
    undefined,
  );
}

function daysOf(dates: readonly string[]): number[] {
  return dates.map(dayOf);
}

function perYear(posts: number, days: Days): number | undefined {
  const span = (days.at(-1) ?? 0) - (days[0] ?? 0);
  return span < SHORTEST_SPAN_DAYS ? undefined : (posts * DAYS_PER_YEAR) / (span + 1);
}

export interface PlanGroup {
  key: "overdue" | "rising" | "steady" | "fading" | "dormant" | "undated" | "in-passing" | "finished";
  title: string;
  hint: string;
  themes: ReportTheme[];
}

const GROUPS: readonly Omit<PlanGroup, "themes">[] = [
  {
    key: "overdue",
    title: "Overdue",
    hint: "Silent for longer than four in five of their own gaps, while enough posts came that one was due; the longest by their own measure first.",
  },
  {
    key: "rising",
    title: "Rising",
    hint: "A larger share of what was published of late than before, by more than chance.",
  },
  { key: "steady", title: "Steady", hint: "As present as before, as far as the number of posts can tell." },
  {
    key: "fading",
    title: "Fading",
    hint: "A smaller share of what was published of late than before, by more than chance.",
  },
  {
    key: "dormant",
    title: "Dormant",
    hint: "No post for over a year, and for more than three of their usual gaps.",
  },
  {
    key: "undated",
    title: "Without dates",
    hint: "The posts about these carry no usable dates, so it can't be said when they were last covered.",
  },
  {
    key: "in-passing",
    title: "Only in passing",
    hint: "No post is mainly about these; they turn up inside posts about something else.",
  },
  { key: "finished", title: "Finished", hint: "Projects that you marked as over: nothing is missing here." },
];

/** The group in which a theme stands. */
export function planGroupKey({ plan, standing }: Pick<ReportTheme, "plan" | "standing">): PlanGroup["key"] {
  if (standing === "finished") return "finished";
  if (plan.posts === 0) return "in-passing";
  return plan.isOverdue ? "overdue" : plan.trend;
}

/** The themes that are planned with: those that the editor did not hide. */
export function plannedThemes({ themes }: Pick<Report, "themes">): ReportTheme[] {
  return themes.filter(({ hidden }) => hidden !== true);
}

/** How many of its usual gaps a theme has been silent. */
export function gapsSince({ daysSince, usualGap }: Pick<PlanRow, "daysSince" | "usualGap">): number {
  return daysSince === undefined || usualGap === undefined ? 0 : daysSince / Math.max(1, usualGap);
}

/** The themes of a report in the groups of the plan, hidden ones left out; empty groups are left out. */
export function planGroups(report: Pick<Report, "themes">): PlanGroup[] {
  return GROUPS.map((group) => {
    const themes = plannedThemes(report).filter((theme) => planGroupKey(theme) === group.key);
    if (group.key === "overdue") {
      const isEvergreen = ({ standing }: ReportTheme): number => Number(standing === "evergreen");
      themes.sort((a, b) => isEvergreen(b) - isEvergreen(a) || gapsSince(b.plan) - gapsSince(a.plan));
    }
    return { ...group, themes };
  }).filter((group) => group.themes.length > 0);
}
