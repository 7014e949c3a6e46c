import { at } from "../../math/at.js";
import { contentId } from "../../io/hash.js";
import { groupBy } from "../../text/group.js";
import type { Clustering } from "../../shapes/clustering.js";
import type { Passage } from "../../shapes/passage.js";
import type { Post } from "../../shapes/post.js";
import type { Theme, Thread } from "../../shapes/theme.js";
import { asHeading } from "./labels/headings.js";

export interface ThreadInput {
  posts: readonly Post[];
  passages: readonly Passage[];
  clustering: Clustering;
  themes: readonly Theme[];
}

/** A thread is told of where so many posts, and such a share of all, hold it. */
const LEAST_POSTS = 5;
const LEAST_SHARE = 0.02;
/** It stands in so many themes, and no theme has more than this share of it. */
const LEAST_THEMES = 3;
const MOST_IN_ONE = 0.5;
const MOST_THREADS = 12;

/** Subjects that several themes hold and none is: the author's tags whose words stand in passages of many themes. */
export function threadsOf({ posts, passages, clustering, themes }: ThreadInput): Thread[] {
  const least = Math.max(LEAST_POSTS, LEAST_SHARE * posts.length);
  const texts = passages.map(({ text }) => ` ${wordsIn(text)} `);
  return tagsOf(posts)
    .map((label) => {
      const said = ` ${wordsIn(label)} `;
      const rows = [...texts.keys()].filter(
        (i) => at(clustering.assignment, i) >= 0 && at(texts, i).includes(said),
      );
      return threadFrom(label, rows, passages, clustering, themes);
    })
    .filter(({ posts: held, themes: parts, passageIds }) => {
      const most = parts[0]?.passages ?? 0;
      return held >= least && parts.length >= LEAST_THEMES && most <= MOST_IN_ONE * passageIds.length;
    })
    .sort((a, b) => b.posts - a.posts || (a.label < b.label ? -1 : 1))
    .slice(0, MOST_THREADS);
}

function wordsIn(text: string): string {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .join(" ")
    .trim();
}

/** Every tag once, as the first post has it. */
function tagsOf(posts: readonly Post[]): string[] {
  const tags = new Map<string, string>();
  for (const tag of posts.flatMap((post) => post.tags)) {
    const key = wordsIn(tag);
    if (key !== "" && !tags.has(key)) tags.set(key, tag);
  }
  return [...tags.values()];
}

function threadFrom(
  label: string,
  rows: readonly number[],
  passages: readonly Passage[],
  { assignment, confidence }: Clustering,
  themes: readonly Theme[],
): Thread {
  const best = rows.toSorted((a, b) => at(confidence, b) - at(confidence, a) || a - b);
  const parts = groupBy(rows, (i) => at(themes, at(assignment, i)).id);
  return {
    id: contentId("thread", label),
    label: asHeading(label),
    source: "tag",
    passageIds: best.map((i) => at(passages, i).id),
    posts: new Set(rows.map((i) => at(passages, i).postId)).size,
    themes: [...parts]
      .map(([id, own]) => ({ id, passages: own.length }))
      .sort((a, b) => b.passages - a.passages || (a.id < b.id ? -1 : 1)),
  };
}
