import { trendOf } from "./trend.js";
import type { Passage } from "../../../shapes/passage.js";
import type { Post } from "../../../shapes/post.js";
import type { MonthCount, Trend } from "../../../shapes/theme.js";

export interface Timeline {
  firstSeen?: string;
  lastSeen?: string;
  /** Months in which the theme was written about, rising. */
  months: MonthCount[];
  trend: Trend;
}

/** When a theme was written about. Undated posts take no part. */
export function timelineOf(
  members: readonly number[],
  passages: readonly Passage[],
  posts: ReadonlyMap<string, Post>,
  wordsPerPost: ReadonlyMap<string, number>,
): Timeline {
  const months = new Map<string, MonthCount & { seen: Set<string> }>();
  const wordsOnTheme = new Map<string, number>();
  const dates: string[] = [];
  for (const i of members) {
    const passage = passages[i];
    const date = passage && posts.get(passage.postId)?.date;
    if (!passage || date === undefined) continue;
    dates.push(date);
    wordsOnTheme.set(passage.postId, (wordsOnTheme.get(passage.postId) ?? 0) + passage.words);
    const key = date.slice(0, 7);
    const month = months.get(key) ?? { month: key, passages: 0, posts: 0, words: 0, seen: new Set<string>() };
    months.set(key, month);
    month.passages++;
    month.words += passage.words;
    month.posts = month.seen.add(passage.postId).size;
  }
  dates.sort();
  const [firstSeen] = dates;
  const lastSeen = dates.at(-1);
  return {
    ...(firstSeen !== undefined && { firstSeen }),
    ...(lastSeen !== undefined && { lastSeen }),
    months: [...months.values()]
      .sort((a, b) => (a.month < b.month ? -1 : 1))
      .map(({ month, passages: count, posts: postCount, words }) => ({
        month,
        passages: count,
        posts: postCount,
        words,
      })),
    trend: dates.length === 0 ? "undated" : trendOf(shareOfPosts(posts, wordsOnTheme, wordsPerPost)),
  };
}

/** For every dated post, oldest first, the share of its words that is on the theme. */
function shareOfPosts(
  posts: ReadonlyMap<string, Post>,
  wordsOnTheme: ReadonlyMap<string, number>,
  wordsPerPost: ReadonlyMap<string, number>,
): number[] {
  return [...posts.values()]
    .filter((post) => post.date !== undefined && wordsPerPost.has(post.id))
    .sort((a, b) => ((a.date ?? "") < (b.date ?? "") ? -1 : (a.date ?? "") > (b.date ?? "") ? 1 : 0))
    .map((post) => (wordsOnTheme.get(post.id) ?? 0) / (wordsPerPost.get(post.id) ?? 1));
}
