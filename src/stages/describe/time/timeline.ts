import type { Passage } from "../../../shapes/passage.js";
import type { Post } from "../../../shapes/post.js";
import type { MonthCount } from "../../../shapes/theme.js";

export interface Timeline {
  firstSeen?: string;
  lastSeen?: string;
  /** Months in which the theme was written about, rising. */
  months: MonthCount[];
}

/** When a theme was written about. Undated posts take no part. */
export function timelineOf(
  members: readonly number[],
  passages: readonly Passage[],
  posts: ReadonlyMap<string, Post>,
): Timeline {
  const months = new Map<string, MonthCount & { seen: Set<string> }>();
  const dates: string[] = [];
  for (const i of members) {
    const passage = passages[i];
    const date = passage && posts.get(passage.postId)?.date;
    if (!passage || date === undefined) continue;
    dates.push(date);
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
  };
}
