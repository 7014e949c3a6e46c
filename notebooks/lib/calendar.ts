/** From what was told, and when, to what could be told next. Every rule is here; nothing is guessed. */
import { group, mean, median as medianOf } from "d3-array";
import { isAbout, TOUCH_SHARE } from "../../src/plan/thresholds.js";
import type { Pair, Plan, PostTheme } from "./run.js";

const DAY = 86_400_000;
/** With fewer posts about it a theme has no rhythm of its own. */
const POSTS_FOR_A_RHYTHM = 3;
/** A theme that was touched but never told gets one place in so many. */
const PLACES_PER_UNTOLD = 3;
/** How much more, or less, a rising or fading theme is due where the editor leans that way. */
const LEANING = 1.5;

/** How one theme was covered so far. */
export interface Coverage {
  theme: string;
  trend: string;
  /** Days of the posts about it, oldest first. */
  told: Date[];
  /** Titles of the posts that touch it without being about it. */
  touchedIn: string[];
  /** Days that pass between two posts about it on average. */
  usualGap: number;
  /** Whether `usualGap` is its own, or that of all themes because it was told too seldom. */
  ownRhythm: boolean;
  strongestPost: string;
}

/** A dot of the chart: a post on the day it came out, in the row of a theme. */
export interface Telling {
  theme: string;
  title: string;
  date: Date;
  /** Whether the post is about the theme; else it touches it. */
  about: boolean;
}

export type Lean = "balance" | "rising" | "fading";

export interface Wishes {
  /** Day of the first post of the calendar. */
  first: Date;
  weeks: number;
  /** Days between two posts. */
  every: number;
  lean: Lean;
}

export interface Place {
  date: Date;
  theme: string;
  reason: string;
  /** The nearest theme that no post has joined with this one; empty where there is none. */
  bringIn: string;
  /** Where the new post could start: a post that touched the theme and went on. */
  startFrom: string;
  /** The post to link back to. */
  linkTo: string;
}

/** Every dated post in the rows of the themes that it is about or touches. */
export function tellingsOf(postThemes: readonly PostTheme[]): Telling[] {
  return postThemes.flatMap((part) => {
    if (part.date === undefined || (!isAbout(part) && part.share < TOUCH_SHARE)) return [];
    return [{ theme: part.theme, title: part.title, date: part.date, about: isAbout(part) }];
  });
}

/** One entry per theme of the plan, in its order. */
export function coverageOf(plan: readonly Plan[], postThemes: readonly PostTheme[]): Coverage[] {
  const titles = new Map(postThemes.map((part) => [part.postId, part.title]));
  const tellings = tellingsOf(postThemes).filter(({ about }) => about);
  const days = plan.map(({ theme }) =>
    tellings
      .filter((telling) => telling.theme === theme)
      .map(({ date }) => date)
      .sort((a, b) => a.getTime() - b.getTime()),
  );
  const rhythms = days.map((told) => (told.length < POSTS_FOR_A_RHYTHM ? undefined : mean(gapsOf(told))));
  const known = rhythms.filter((gap) => gap !== undefined);
  const common = known.length > 0 ? median(known) : spanOf(tellings);
  return plan.map((row, index) => ({
    theme: row.theme,
    trend: row.trend,
    told: days[index] ?? [],
    touchedIn: row.touchingPostIds.map((id) => titles.get(id) ?? id),
    usualGap: Math.max(1, rhythms[index] ?? common),
    ownRhythm: rhythms[index] !== undefined,
    strongestPost: row.strongestPost,
  }));
}

/** How long the theme has been silent on a day, in multiples of its usual gap; undefined if it was never told. */
export function silenceOf(coverage: Coverage, day: Date): number | undefined {
  const last = coverage.told.at(-1);
  return last === undefined ? undefined : daysBetween(last, day) / coverage.usualGap;
}

/** Days that usually pass between two posts, whatever they are about; undefined with fewer than two dated posts. */
export function usualInterval(postThemes: readonly PostTheme[]): number | undefined {
  const days = [...new Set(postThemes.flatMap(({ date }) => date?.getTime() ?? []))].sort((a, b) => a - b);
  const gaps = gapsOf(days.map((time) => new Date(time)));
  return gaps.length > 0 ? median(gaps) : undefined;
}

/**
 * A draft: each place goes to the theme that has been silent longest by its own measure, the places before counted as
 * told; every third goes to a theme that posts touch and none is about, as long as there are any.
 *
 * @param unmet as `unmetPairs` gives them
 */
export function draftCalendar(
  coverages: readonly Coverage[],
  unmet: readonly Pair[],
  wishes: Wishes,
): Place[] {
  const told = new Map(coverages.map((coverage) => [coverage.theme, [...coverage.told]]));
  const untold = coverages
    .filter((coverage) => coverage.told.length === 0 && coverage.touchedIn.length > 0)
    .sort((a, b) => b.touchedIn.length - a.touchedIn.length);
  const count = Math.floor((wishes.weeks * 7 - 1) / wishes.every) + 1;
  const places: Place[] = [];
  for (let index = 0; index < count; index++) {
    const date = addDays(wishes.first, index * wishes.every);
    const now = coverages.map((coverage) => ({ ...coverage, told: told.get(coverage.theme) ?? [] }));
    const next = index % PLACES_PER_UNTOLD === 0 ? untold.shift() : undefined;
    const chosen = next ?? mostDue(now, date, wishes.lean);
    if (chosen === undefined) break;
    places.push(placeOf(chosen, date, unmet));
    told.get(chosen.theme)?.push(date);
  }
  return places;
}

/** Pairs of themes that lie near to each other and that no post brings together, the nearest first. */
export function unmetPairs(pairs: readonly Pair[], postThemes: readonly PostTheme[]): Pair[] {
  const met = new Set(meetingsOf(postThemes).map(({ theme, other }) => `${theme}\n${other}`));
  return pairs
    .filter(({ theme, other }) => !met.has(`${theme}\n${other}`) && !met.has(`${other}\n${theme}`))
    .filter(({ similarity }) => similarity > 0)
    .sort((a, b) => b.similarity - a.similarity);
}

export interface Meeting {
  theme: string;
  other: string;
  /** Titles of the posts that have passages in both. */
  titles: string[];
}

/** Pairs of themes that stand in the same post, the commonest first. */
export function meetingsOf(postThemes: readonly PostTheme[]): Meeting[] {
  const posts = group(postThemes, ({ postId }) => postId);
  const meetings = new Map<string, Meeting>();
  for (const parts of posts.values()) {
    parts.forEach((part, index) => {
      for (const later of parts.slice(index + 1)) {
        const [theme = "", other = ""] = [part.theme, later.theme].sort();
        const meeting = meetings.get(`${theme}\n${other}`) ?? { theme, other, titles: [] };
        meeting.titles.push(part.title);
        meetings.set(`${theme}\n${other}`, meeting);
      }
    });
  }
  return [...meetings.values()].sort(
    (a, b) => b.titles.length - a.titles.length || compare(a.theme, b.theme),
  );
}

export function addDays(date: Date, days: number): Date {
  return new Date(date.getTime() + days * DAY);
}

export function daysBetween(from: Date, to: Date): number {
  return Math.round((to.getTime() - from.getTime()) / DAY);
}

export function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function mostDue(coverages: readonly Coverage[], date: Date, lean: Lean): Coverage | undefined {
  const due = (coverage: Coverage): number => (silenceOf(coverage, date) ?? 0) * leaning(coverage, lean);
  return coverages
    .filter(({ told }) => told.length > 0)
    .reduce<Coverage | undefined>((best, next) => (best && due(best) >= due(next) ? best : next), undefined);
}

function leaning({ trend }: Coverage, lean: Lean): number {
  if (lean === "balance" || (trend !== "rising" && trend !== "fading")) return 1;
  return trend === lean ? LEANING : 1 / LEANING;
}

function placeOf(coverage: Coverage, date: Date, unmet: readonly Pair[]): Place {
  const pair = unmet.find(({ theme, other }) => theme === coverage.theme || other === coverage.theme);
  const nearest = pair?.theme === coverage.theme ? pair.other : pair?.theme;
  return {
    date,
    theme: coverage.theme,
    reason: reasonOf(coverage, date),
    bringIn: nearest ?? "",
    startFrom: coverage.touchedIn[0] ?? "",
    linkTo: coverage.strongestPost,
  };
}

function reasonOf(coverage: Coverage, date: Date): string {
  const last = coverage.told.at(-1);
  const trend = coverage.trend === "rising" || coverage.trend === "fading" ? ` It is ${coverage.trend}.` : "";
  if (last === undefined) {
    const count = coverage.touchedIn.length;
    return `${count === 1 ? "One post touches" : `${count} posts touch`} it, none is about it.${trend}`;
  }
  const rhythm = coverage.ownRhythm ? "on average told every" : "themes here are told every";
  return `Silent for ${daysBetween(last, date)} days by then; ${rhythm} ${Math.round(coverage.usualGap)}.${trend}`;
}

function gapsOf(days: readonly Date[]): number[] {
  return days.slice(1).map((date, index) => daysBetween(days[index] ?? date, date));
}

function spanOf(tellings: readonly Telling[]): number {
  const times = tellings.map(({ date }) => date.getTime());
  return times.length === 0 ? 1 : (Math.max(...times) - Math.min(...times)) / DAY;
}

function median(values: readonly number[]): number {
  return medianOf(values) ?? 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
