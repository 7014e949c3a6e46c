/** The report of a sample, with the true sizes of everything. */
import { planRow, planTimes, type PlanTimes } from "../../plan/coverage.js";
import { at } from "../../math/at.js";
import { integer } from "../../render/words.js";
import type { Removed } from "../../shapes/block.js";
import type { Skipped } from "../../shapes/post.js";
import type { Report, ReportPost, ReportTheme, ThemePost } from "../../shapes/report.js";
import type { MonthCount, Pillar, Subtheme } from "../../shapes/theme.js";
import { collectionSpan } from "../../stages/report/report.js";
import { monthsBetween } from "../../text/months.js";
import type { Sums } from "./sums.js";
import type { PlanDay } from "../../plan/clock.js";

export interface Whole {
  sums: Sums;
  /** All posts with passages, in canonical order. */
  posts: readonly ReportPost[];
  removed: Removed[];
  skipped: Skipped[];
  day: PlanDay;
}

/**
 * The report of the whole collection: its passages are those of the sample, everything else is counted over all.
 *
 * @param sample its themes are those of the whole collection
 */
export function wholeReport(sample: Report, { sums, posts, removed, skipped, day }: Whole): Report {
  const span = collectionSpan(posts);
  const { firstDate, lastDate } = span;
  const placed = sums.passages - sums.unplaced;
  const found = new Map(posts.map((post) => [post.id, post]));
  const parts = partsByTheme(posts);
  const times = planTimes(posts, day);
  const themes = sample.themes.map((theme) =>
    wholeTheme(theme, { sums, posts, found, parts, placed, times }),
  );
  const postsSkipped = skipped.filter(({ post }) => post).length;
  return {
    ...sample,
    ...span,
    ...(times.clock && { clock: times.clock }),
    counts: {
      ...sample.counts,
      postsIn: posts.length + postsSkipped,
      postsClustered: posts.length,
      postsSkipped,
      passages: sums.passages,
      duplicates: sums.duplicates,
      unplaced: sums.unplaced,
      words: sums.words,
    },
    months: firstDate === undefined || lastDate === undefined ? [] : monthsBetween(firstDate, lastDate),
    pillars: sample.pillars.map((pillar) => wholePillar(pillar, themes, posts, placed)),
    themes,
    posts: [...posts],
    removed,
    skipped,
    unplacedReasons: sums.reasons,
    notes: [
      `The themes were found in a sample of ${integer(sample.passages.length)} of ${integer(sums.passages)} passages, of posts ` +
        "chosen by a hash of what they say; every other passage was given its theme by what the sample taught. Sizes, months and " +
        "the plan count all of them; terms, quotations and threads are those of the sample.",
      ...sample.notes,
    ],
  };
}

interface Counted {
  sums: Sums;
  posts: readonly ReportPost[];
  found: ReadonlyMap<string, ReportPost>;
  parts: ReadonlyMap<string, ThemePost[]>;
  placed: number;
  times: PlanTimes;
}

/** Of each theme its posts, the largest share first, then the more words, then in canonical order. */
function partsByTheme(posts: readonly ReportPost[]): Map<string, ThemePost[]> {
  const parts = new Map<string, ThemePost[]>();
  for (const { id, themes } of posts) {
    for (const { themeId, passages, words, share } of themes) {
      const part = { postId: id, passages, words, share };
      const list = parts.get(themeId);
      if (list === undefined) parts.set(themeId, [part]);
      else list.push(part);
    }
  }
  for (const list of parts.values()) list.sort((a, b) => b.share - a.share || b.words - a.words);
  return parts;
}

function wholeTheme(theme: ReportTheme, { sums, found, parts, placed, times }: Counted): ReportTheme {
  const ranked = parts.get(theme.id) ?? [];
  const postOf = (id: string): ReportPost => {
    const post = found.get(id);
    if (post === undefined)
      throw new Error(`Expected the post "${id}" of a theme among all posts, got none.`);
    return post;
  };
  const { passages, similarity } = sums.themes[theme.id] ?? { passages: 0, similarity: 0 };
  const sized: ReportTheme = {
    ...withoutDates(theme),
    passages,
    posts: ranked.length,
    words: ranked.reduce((sum, { words }) => sum + words, 0),
    share: placed > 0 ? passages / placed : 0,
    cohesion: passages > 0 ? similarity / passages : 0,
    ...timeline(ranked, postOf),
    subthemes: wholeSubthemes(theme.subthemes, sums),
    rankedPosts: ranked,
  };
  return { ...sized, plan: planRow(theme.id, ranked, postOf, times) };
}

function withoutDates(theme: ReportTheme): ReportTheme {
  const undated = { ...theme };
  delete undated.firstSeen;
  delete undated.lastSeen;
  return undated;
}

function wholeSubthemes(parts: readonly Subtheme[], { subthemes }: Sums): Subtheme[] {
  const all = parts.reduce((sum, { id }) => sum + (subthemes[id]?.passages ?? 0), 0);
  return parts.map((part) => {
    const { passages, posts, words } = subthemes[part.id] ?? { passages: 0, posts: 0, words: 0 };
    return { ...part, passages, posts, words, share: all > 0 ? passages / all : 0 };
  });
}

/** When a theme was written about, as `timelineOf` tells it of a small collection. */
function timeline(
  ranked: readonly ThemePost[],
  postOf: (id: string) => ReportPost,
): Pick<ReportTheme, "firstSeen" | "lastSeen" | "months"> {
  const months = new Map<string, MonthCount>();
  const dates: string[] = [];
  for (const part of ranked) {
    const { date } = postOf(part.postId);
    if (date === undefined) continue;
    dates.push(date);
    const key = date.slice(0, 7);
    const month = months.get(key) ?? { month: key, passages: 0, posts: 0, words: 0 };
    months.set(key, month);
    month.passages += part.passages;
    month.posts++;
    month.words += part.words;
  }
  dates.sort();
  return {
    ...(dates.length > 0 && { firstSeen: at(dates, 0), lastSeen: at(dates, dates.length - 1) }),
    months: [...months.values()].sort((a, b) => (a.month < b.month ? -1 : 1)),
  };
}

function wholePillar(
  pillar: Pillar,
  themes: readonly ReportTheme[],
  posts: readonly ReportPost[],
  placed: number,
): Pillar {
  const own = new Set(pillar.themeIds);
  const parts = themes.filter(({ id }) => own.has(id));
  const sum = (of: (theme: ReportTheme) => number): number =>
    parts.reduce((total, theme) => total + of(theme), 0);
  const passages = sum((theme) => theme.passages);
  return {
    ...pillar,
    passages,
    posts: posts.filter((post) => post.themes.some(({ themeId }) => own.has(themeId))).length,
    words: sum((theme) => theme.words),
    share: placed > 0 ? passages / placed : 0,
  };
}

/** Posts of a theme that pages name, and posts in their list of all. */
const RANKED = 100;
const NEWEST = 300;

/** The report as pages show it: of passages and posts a part, of all else the whole. */
export function shownReport(whole: Report, shown: ReadonlySet<string>): Report {
  const passages = whole.passages.filter(({ postId }) => shown.has(postId));
  const ids = new Set(passages.map(({ id }) => id));
  const evidence = whole.plan.proposals.flatMap((proposal) => proposal.evidence);
  const quoted = new Set([
    ...whole.themes.flatMap(({ quotations }) => quotations.map(({ passageId }) => passageId)),
    ...evidence.flatMap(({ passageId }) => passageId ?? []),
  ]);
  const kept = whole.passages.filter(({ id }) => ids.has(id) || quoted.has(id));
  const themes = whole.themes.map((theme) => ({ ...theme, rankedPosts: theme.rankedPosts.slice(0, RANKED) }));
  const named = new Set([
    ...kept.map(({ postId }) => postId),
    ...evidence.map(({ postId }) => postId),
    ...themes.flatMap(({ rankedPosts }) => rankedPosts.map(({ postId }) => postId)),
    ...themes.flatMap(({ plan }) => plan.touchingPostIds.slice(0, RANKED)),
    ...whole.posts
      .filter(({ date }) => date !== undefined)
      .slice(-NEWEST)
      .map(({ id }) => id),
  ]);
  const all = new Set(kept.map(({ id }) => id));
  return {
    ...whole,
    passages: kept,
    posts: whole.posts.filter(({ id }) => named.has(id)),
    themes,
    threads: whole.threads.map((thread) => ({
      ...thread,
      passageIds: thread.passageIds.filter((id) => all.has(id)),
    })),
    notes: [
      `Shown: ${integer(kept.length)} of ${integer(whole.counts.passages)} passages, and ${integer(named.size)} of ` +
        `${integer(whole.counts.postsClustered)} posts. All of them are in passages.csv and posts.csv.`,
      ...whole.notes,
    ],
  };
}
