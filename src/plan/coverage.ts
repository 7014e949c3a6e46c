/** What an editor takes into a planning meeting, theme by theme. */
import type { PlanRow, Report, ReportPost, ReportTheme, ThemePost } from "../shapes/report.js";
import type { Theme } from "../shapes/theme.js";
import { DAYS_PER_YEAR, dayNumber } from "../text/days.js";
import { isAbout, TOUCH_SHARE } from "./thresholds.js";

/** A theme without a post for this many days, counted back from the newest post, is worth a look. */
const NOT_LATELY_DAYS = 180;
/** Over a shorter time "posts a year" would be a guess. */
const SHORTEST_SPAN_DAYS = 90;

export interface CollectionSpan {
  firstDate?: string;
  lastDate?: string;
}

/** Whether the post is mainly about the theme, given the post's themes, largest first. */
function isPostAbout(post: ReportPost, themeId: string): boolean {
  return post.themes.some((part, index) => part.themeId === themeId && isAbout({ ...part, rank: index + 1 }));
}

/**
 * Builds the row of one theme. `ranked` are its posts, the largest part first; `posts`, `lastCovered` and
 * `postsPerYear` count the posts that are about it, so that a single passage in passing is not taken for coverage.
 */
export function planRow(
  theme: Theme,
  ranked: readonly ThemePost[],
  post: (id: string) => ReportPost,
  collection: CollectionSpan,
): PlanRow {
  const about = ranked.filter((part) => isPostAbout(post(part.postId), theme.id));
  const touching = ranked.filter((part) => !about.includes(part) && part.share >= TOUCH_SHARE);
  const dates = about.flatMap((part) => post(part.postId).date ?? []).sort();
  const lastCovered = dates.at(-1);
  const daysSince = daysBetween(lastCovered, collection.lastDate);
  const postsPerYear = perYear(dates.length, collection);
  const strongest = strongestOf(ranked);
  return {
    themeId: theme.id,
    posts: about.length,
    ...(lastCovered === undefined ? {} : { lastCovered }),
    ...(daysSince === undefined ? {} : { daysSince }),
    ...(postsPerYear === undefined ? {} : { postsPerYear }),
    trend: theme.trend,
    ...(strongest === undefined ? {} : { strongestPostId: strongest.postId }),
    touchingPostIds: touching.map((part) => part.postId),
  };
}

/** The post that says most on the theme and little else: words on it times the share of the post. */
function strongestOf(ranked: readonly ThemePost[]): ThemePost | undefined {
  const weight = ({ words, share }: ThemePost): number => words * share;
  return ranked.reduce<ThemePost | undefined>(
    (best, part) => (best && weight(best) >= weight(part) ? best : part),
    undefined,
  );
}

function daysBetween(first: string | undefined, last: string | undefined): number | undefined {
  const [from, to] = [dayNumber(first), dayNumber(last)];
  return from === undefined || to === undefined ? undefined : to - from;
}

function perYear(posts: number, collection: CollectionSpan): number | undefined {
  const days = daysBetween(collection.firstDate, collection.lastDate);
  return days === undefined || days < SHORTEST_SPAN_DAYS ? undefined : (posts * DAYS_PER_YEAR) / (days + 1);
}

export interface PlanGroup {
  key: "not-lately" | "rising" | "steady" | "fading" | "undated" | "in-passing" | "finished";
  title: string;
  hint: string;
  themes: ReportTheme[];
}

const GROUPS: readonly Omit<PlanGroup, "themes">[] = [
  {
    key: "not-lately",
    title: "Not covered lately",
    hint: "No post about these in the last six months of the collection, longest gap first.",
  },
  { key: "rising", title: "Rising", hint: "A larger part of the recent posts than of the earlier ones." },
  { key: "fading", title: "Fading", hint: "A smaller part of the recent posts than of the earlier ones." },
  { key: "steady", title: "Steady", hint: "About as present now as before." },
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

function groupOf({ plan, standing }: Pick<ReportTheme, "plan" | "standing">): PlanGroup["key"] {
  if (standing === "finished") return "finished";
  if (plan.posts === 0) return "in-passing";
  if (plan.daysSince === undefined) return "undated";
  return plan.daysSince >= NOT_LATELY_DAYS ? "not-lately" : plan.trend;
}

/** The themes that are planned with: those that the editor did not hide. */
export function plannedThemes({ themes }: Pick<Report, "themes">): ReportTheme[] {
  return themes.filter(({ hidden }) => hidden !== true);
}

/** The themes of a report in the groups of the plan, hidden ones left out; empty groups are left out. */
export function planGroups(report: Report): PlanGroup[] {
  return GROUPS.map((group) => {
    const themes = plannedThemes(report).filter((theme) => groupOf(theme) === group.key);
    if (group.key === "not-lately") {
      const isEvergreen = ({ standing }: ReportTheme): number => Number(standing === "evergreen");
      themes.sort(
        (a, b) => isEvergreen(b) - isEvergreen(a) || (b.plan.daysSince ?? 0) - (a.plan.daysSince ?? 0),
      );
    }
    return { ...group, themes };
  }).filter((group) => group.themes.length > 0);
}

/** The key of the group in which a theme stands. */
export function planGroupKey(theme: Pick<ReportTheme, "plan" | "standing">): PlanGroup["key"] {
  return groupOf(theme);
}
