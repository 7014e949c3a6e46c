/** What is said of a theme, the same words on every page: of the report's own themes and of those of the page to explore. */
import type { PlanRow } from "../shapes/plan.js";
import type { Theme } from "../shapes/theme.js";
import { count, day, duration, percent, rate, span, stabilityWord, trendWithArrow } from "./words.js";

type Reach = Pick<Theme, "posts" | "firstSeen" | "lastSeen"> &
  Partial<Pick<Theme, "labelSource" | "standing" | "hidden">>;
type Sized = Reach & Pick<Theme, "passages" | "share"> & { plan: Pick<PlanRow, "trend"> };
/** A theme with what there is to know of its coverage. */
type Covered = {
  plan: Pick<PlanRow, "posts" | "lastCovered" | "daysSince" | "countedFrom" | "postsPerYear">;
};

/** "12 posts, Mar 2023 to Nov 2024": where a theme turns up and when, and what the editor said of it. */
export function reachPhrase({ posts, firstSeen, lastSeen, labelSource, standing, hidden }: Reach): string {
  const said = [labelSource === "named" ? "named by you" : undefined, standing, hidden && "hidden by you"];
  return [count(posts, "post"), span(firstSeen, lastSeen), ...said.filter(Boolean)].join(", ");
}

export interface ThemeFacts {
  /** "54 passages in 12 posts, Feb 2023 to Nov 2024". */
  size: string;
  /** "18% of the passages". */
  share: string;
  /** "↗ rising"; nothing for an undated theme, of which the size says so already. */
  trend: string[];
}

/** A theme in numbers. */
export function themeFacts(theme: Sized): ThemeFacts {
  return {
    size: `${count(theme.passages, "passage")} in ${reachPhrase(theme)}`,
    share: `${percent(theme.share)} of the passages`,
    trend: theme.plan.trend === "undated" ? [] : [trendWithArrow(theme.plan.trend)],
  };
}

/** "a · b · c". */
export function dotted(parts: readonly string[]): string {
  return parts.join(" · ");
}

const STABILITY_MEANS = {
  solid: "It stands on its own.",
  fair: "Its heart is real; where it ends is a matter of judgement.",
  fragile: "Take it for a hint: other posts might have divided it in another way.",
};

/** "82% of it is found again when a fifth of the passages is missing. It stands on its own." */
export function stabilitySentence({ stability }: Pick<Theme, "stability">): string {
  const repeated = `${percent(stability)} of it is found again when a fifth of the passages is missing.`;
  return `${repeated} ${STABILITY_MEANS[stabilityWord(stability)]}`;
}

/** "3 Sep 2024", "undated" or "only in passing". */
export function lastCovered({ plan }: Covered): string {
  return plan.posts === 0 ? "only in passing" : day(plan.lastCovered);
}

/** "3 Sep 2024, 14 months before the newest post". */
export function lastCoveredPhrase(theme: Covered): string {
  const { daysSince, posts } = theme.plan;
  const when = lastCovered(theme);
  return daysSince === undefined || posts === 0 ? when : `${when}, ${ago(theme.plan)}`;
}

/** "last covered 3 Sep 2024, …", for the middle of a sentence. */
export function lastCoveredClause(theme: Covered): string {
  if (theme.plan.posts === 0) return "covered only in passing";
  return theme.plan.lastCovered === undefined ? "undated" : `last covered ${lastCoveredPhrase(theme)}`;
}

/** "5 posts, 3 a year"; "no post" where none is about it. */
export function howOften({ plan: { posts, postsPerYear, lastCovered: last } }: Covered): string {
  if (posts === 0) return "no post";
  return count(posts, "post") + (last === undefined ? "" : yearly(postsPerYear));
}

/** "5 posts are about it, 3 a year; the last on 3 Sep 2024, 14 months before the newest post." */
export function coverageSentence({ plan }: Covered): string {
  const { posts, lastCovered: last, daysSince, postsPerYear } = plan;
  if (posts === 0) return "No post is about it; it comes up in passing.";
  const about = `${count(posts, "post")} ${posts === 1 ? "is" : "are"} about it${yearly(postsPerYear)}`;
  if (last === undefined) return `${about}.`;
  const when = daysSince === undefined ? "" : `, ${ago(plan)}`;
  return `${about}; the last on ${day(last)}${when}.`;
}

/** "14 months ago", or before the newest post where the archive has ended. */
function ago({ daysSince = 0, countedFrom }: Covered["plan"]): string {
  if (countedFrom === "newest")
    return daysSince === 0 ? "the newest post of all" : `${duration(daysSince)} before the newest post`;
  return daysSince === 0 ? "today" : `${duration(daysSince)} ago`;
}

function yearly(postsPerYear: number | undefined): string {
  return postsPerYear === undefined ? "" : `, ${rate(postsPerYear)}`;
}
