import { relative } from "node:path";
import { groupBy } from "../../text/group.js";
import { isWebAddress, pathToHref, safeHref } from "../../text/links.js";
import { monthsBetween } from "../../text/months.js";
import { planTimes } from "../../plan/coverage.js";
import { noPlanning } from "../../plan/posts/no-planning.js";
import { dayNumber } from "../../text/days.js";
import type { Context } from "../../shapes/context.js";
import type { Post, Skipped } from "../../shapes/post.js";
import type { PostThemeShare, Report, ReportPassage, ReportPost } from "../../shapes/report.js";
import type { ReportInput } from "./input.js";
import { reportPassage } from "./passages.js";
import { reportThemes } from "./themes.js";

export type { ReportInput } from "./input.js";

export interface ReportOptions {
  /** Heading of the report. */
  title: string;
  /** Absolute path of the report folder: links to posts are written relative to it. */
  out: string;
  /** Version of this program. */
  version: string;
  /** The day that a person set for the plan, `YYYY-MM-DD`. @default today, or the newest post's */
  planDay?: string;
}

/** Puts everything a reader is shown into one plain view model, but what changed and what is planned. Pure; the same input gives the same report. */
export function buildReport(input: ReportInput, options: ReportOptions, context: Context): Report {
  context.signal.throwIfAborted();
  checkShapes(input);
  const passages = input.passages.map((passage, row) => reportPassage(passage, row, input));
  const passagesOfPost = groupBy(passages, (passage) => passage.postId);
  const clustered = input.posts.filter((post) => passagesOfPost.has(post.id));
  const posts = clustered.map((post) => reportPost(post, passagesOfPost.get(post.id) ?? [], options.out));
  const skipped = [...input.skipped, ...lostPosts(input, passagesOfPost)];
  const collection = collectionSpan(posts);
  const times = planTimes(posts, { planDay: options.planDay, today: context.today });
  const postsSkipped = skipped.filter((row) => row.post).length;
  return {
    title: options.title,
    generator: { name: "throughline", version: options.version },
    model: input.identity,
    modelReason: input.modelReason,
    counts: {
      postsIn: posts.length + postsSkipped,
      postsClustered: posts.length,
      postsSkipped,
      passages: passages.length,
      duplicates: passages.filter((passage) => passage.duplicateOf !== undefined).length,
      unplaced: passages.filter((passage) => passage.themeId === undefined).length,
      pillars: input.pillars.length,
      themes: input.themes.length,
      threads: input.threads.length,
      words: sumWords(passages),
    },
    ...collection,
    ...(times.clock && { clock: times.clock }),
    months:
      collection.firstDate === undefined || collection.lastDate === undefined
        ? []
        : monthsBetween(collection.firstDate, collection.lastDate),
    choice: input.clustering.choice,
    evidence: input.clustering.evidence,
    notes: input.notes,
    pillars: [...input.pillars],
    themes: reportThemes(input, passages, posts, times),
    threads: [...input.threads],
    posts,
    passages,
    removed: input.removed,
    skipped,
    plan: { proposals: [], dismissed: [] },
    changes: { kind: "first" },
    postPlanning: noPlanning(),
  };
}

/** A shape that does not fit is a fault of the program: better a loud end than quotations under the wrong theme. */
function checkShapes({ passages, clustering, themes, map }: ReportInput): void {
  const rows = { themes: clustering.assignment.length, x: map.x.length, y: map.y.length };
  for (const [name, length] of Object.entries(rows)) {
    if (length !== passages.length) {
      throw new Error(`Expected ${passages.length} ${name}, one per passage, got ${length}.`);
    }
  }
  if (themes.length !== clustering.k) {
    throw new Error(`Expected ${clustering.k} themes, one per cluster, got ${themes.length}.`);
  }
}

/** A post with its themes, the largest first. */
export function reportPost(post: Post, passages: readonly ReportPassage[], out: string): ReportPost {
  const { id, path, record, title, url, author, tags, metrics } = post;
  const date = dayNumber(post.date) === undefined ? undefined : post.date;
  return {
    ...{ id, path, title, tags },
    ...(record === undefined ? {} : { record }),
    ...(date === undefined ? {} : { date }),
    ...(url === undefined ? {} : { url }),
    ...(author === undefined ? {} : { author }),
    ...(metrics === undefined ? {} : { metrics }),
    passages: passages.length,
    words: sumWords(passages),
    themes: themeShares(passages),
    href: hrefOf(post, out),
  };
}

/** The post on the web where it has an address there, else its file, relative to the report folder. */
function hrefOf(post: Post, out: string): string {
  const url = post.url !== undefined && isWebAddress(post.url) ? safeHref(post.url) : undefined;
  return url ?? pathToHref(relative(out, post.file).replaceAll("\\", "/"));
}

function sumWords(passages: readonly { words: number }[]): number {
  return passages.reduce((sum, { words }) => sum + words, 0);
}

/** Each theme's part in a post by words, largest first; in reading order where equal. The shares sum to 1. */
function themeShares(passages: readonly ReportPassage[]): PostThemeShare[] {
  const placed = passages.filter((passage) => passage.themeId !== undefined);
  const words = sumWords(placed);
  return [...groupBy(placed, (passage) => passage.themeId ?? "")]
    .map(([themeId, group]) => {
      const share = words === 0 ? group.length / placed.length : sumWords(group) / words;
      return { themeId, passages: group.length, words: sumWords(group), share };
    })
    .sort((a, b) => b.share - a.share);
}

/** From the oldest post to the newest; empty where none has a date. */
export interface CollectionSpan {
  firstDate?: string;
  lastDate?: string;
}

export function collectionSpan(posts: readonly Pick<ReportPost, "date">[]): CollectionSpan {
  const dates = posts.flatMap((post) => post.date ?? []).sort();
  const [firstDate, lastDate] = [dates[0], dates.at(-1)];
  return firstDate === undefined || lastDate === undefined ? {} : { firstDate, lastDate };
}

/** Posts without a passage of which no stage has said why: posts in = posts clustered + posts skipped, always. */
function lostPosts(input: ReportInput, passagesOfPost: ReadonlyMap<string, unknown>): Skipped[] {
  const key = (path: string, place: string): string => JSON.stringify([path, place]);
  const explained = new Set(input.skipped.filter((row) => row.post).map((row) => key(row.path, row.place)));
  return input.posts
    .filter((post) => !passagesOfPost.has(post.id) && !explained.has(key(post.path, post.record ?? "")))
    .map(({ path, record }) => ({
      path,
      place: record ?? "",
      reason: "no passage was left of it",
      post: true,
    }));
}
