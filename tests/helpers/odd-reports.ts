/** Reports of collections that lack something, by what they are. */
import type { Report } from "../../src/shapes/report.js";
import { sampleReport } from "./sample-report.js";

const sample = sampleReport();

export function without<T extends object, K extends keyof T>(whole: T, ...keys: K[]): Omit<T, K> {
  const copy = { ...whole };
  for (const key of keys) Reflect.deleteProperty(copy, key);
  return copy;
}

export const ODD_REPORTS: Record<string, Report> = {
  "the sample": sample,
  "no dates": sampleReport((input) => ({
    ...input,
    posts: input.posts.map((post) => without(post, "date")),
    themes: input.themes.map((theme) => ({
      ...without(theme, "firstSeen", "lastSeen"),
      months: [],
      trend: "undated",
    })),
  })),
  "no themes": sampleReport((input) => ({
    ...input,
    ...{ themes: [], pillars: [], threads: [] },
    clustering: {
      ...input.clustering,
      k: 0,
      assignment: input.clustering.assignment.map(() => -1),
      nearest: input.clustering.nearest.map(() => -1),
      evidence: [],
    },
  })),
  "nothing at all": {
    ...sample,
    pillars: [],
    themes: [],
    threads: [],
    posts: [],
    passages: [],
    removed: [],
    skipped: [],
    notes: [],
    months: [],
    evidence: [],
    counts: {
      postsIn: 0,
      postsClustered: 0,
      postsSkipped: 0,
      passages: 0,
      duplicates: 0,
      unplaced: 0,
      pillars: 0,
      themes: 0,
      threads: 0,
      words: 0,
    },
  },
  "one post of one theme": onlyOne({
    ...sample,
    ...{ pillars: [], threads: [] },
    themes: sample.themes
      .slice(0, 1)
      .map((theme) => ({ ...without(theme, "pillarId"), related: [], terms: [], about: "" })),
    posts: sample.posts.slice(0, 1).map((post) => ({ ...post, themes: post.themes.slice(0, 1) })),
    passages: sample.passages.slice(0, 1).map((passage) => without(passage, "secondThemeId")),
  }),
};

/** Leaves nothing in the theme that points to other posts. */
function onlyOne(report: Report): Report {
  const [post] = report.posts;
  const isOwn = ({ postId }: { postId: string }): boolean => postId === post?.id;
  return {
    ...report,
    themes: report.themes.map((theme) => ({
      ...theme,
      quotations: theme.quotations.filter(isOwn),
      rankedPosts: theme.rankedPosts.filter(isOwn),
      plan: { ...theme.plan, strongestPostId: post?.id ?? "", touchingPostIds: [] },
    })),
  };
}
