/** Counts over the columns of passages. */
import { at } from "../../math/at.js";
import type { MonthCount } from "../../shapes/theme.js";
import type { AppData } from "../../render/app-data-types.js";

/** How many of the passages that pass the filters each group holds; `groups` is a column of `AppPassages`. */
export function visiblePerGroup(
  groups: readonly number[],
  visible: Readonly<Uint8Array>,
  size: number,
): number[] {
  const counts = new Array<number>(size).fill(0);
  groups.forEach((group, passage) => {
    const before = counts[group];
    if (before !== undefined && visible[passage] === 1) counts[group] = before + 1;
  });
  return counts;
}

/** Each theme's passages in every month that has one, by the dates of their posts. */
export function monthsOfThemes({ passages, posts, themes }: AppData): MonthCount[][] {
  const counts = themes.map(() => new Map<string, MonthCount>());
  passages.theme.forEach((theme, passage) => {
    const month = posts[at(passages.post, passage)]?.date?.slice(0, 7);
    const months = counts[theme];
    if (months === undefined || month === undefined) return;
    const count = months.get(month) ?? { month, passages: 0, posts: 0, words: 0 };
    months.set(month, { ...count, passages: count.passages + 1 });
  });
  return counts.map((months) => [...months.values()]);
}

export interface PostShare {
  post: number;
  passages: number;
  /** Share of the post's words in placed passages, 0…1. */
  share: number;
}

/** The posts with a passage in a theme, the largest share first, then the more words. */
export function postsOfTheme({ posts }: AppData, theme: number): PostShare[] {
  return posts
    .flatMap((post, position) =>
      post.themes
        .filter((part) => part.theme === theme)
        .map(({ passages, share }) => ({ post: position, passages, share, words: post.words * share })),
    )
    .sort((a, b) => b.share - a.share || b.words - a.words)
    .map(({ post, passages, share }) => ({ post, passages, share }));
}
