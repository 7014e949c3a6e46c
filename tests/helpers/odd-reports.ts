/** Reports of collections that lack something, by what they are. */
import { accountOf } from "../../src/changes/changes-between.js";
import { snapshotOf } from "../../src/changes/snapshot-of.js";
import { at } from "../../src/math/at.js";
import { planOf } from "../../src/plan/plan.js";
import type { Report } from "../../src/shapes/report.js";
import { sampleReport } from "./sample-report.js";
import { HOSTILE } from "./sample-texts.js";

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
  "a second run": afterAnother(),
  "a run that can't be compared": { ...sample, changes: { kind: "untold", reason: "It was <edited>." } },
  "nothing at all": planned({
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
  }),
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

/** The sample after a run that lacked some of its posts, had others, and called two themes otherwise. */
function afterAnother(): Report {
  const now = snapshotOf(sample);
  const themes = now.themes.map((theme, t) => ({
    ...theme,
    ...(t === 1 && { label: `${HOSTILE.script} ${HOSTILE.pipe}` }),
    ...(t === 2 && { id: "gone" }),
  }));
  const isKept = (post: number): boolean => post % 3 > 0;
  const before = {
    ...now,
    themes: themes.map((theme, t) => (t === 2 ? { ...theme, label: HOSTILE.formula } : theme)),
    pillars: now.pillars.slice(1),
    posts: now.posts.map((post, p) => (p === 4 ? { ...post, id: "other", path: HOSTILE.override } : post)),
    passages: {
      ...now.passages,
      id: now.passages.id.map((id, i) => (isKept(at(now.passages.post, i)) ? id : `${id} before`)),
      text: now.passages.text.map((text, i) => (isKept(at(now.passages.post, i)) ? text : `${text} before`)),
      theme: now.passages.theme.map((theme, i) => (i % 7 === 0 ? 2 : theme)),
    },
  };
  return { ...sample, changes: accountOf({ snapshot: before }, now).account };
}

/** Leaves nothing in the theme that points to other posts. */
function onlyOne(report: Report): Report {
  const [post] = report.posts;
  const isOwn = ({ postId }: { postId: string }): boolean => postId === post?.id;
  return planned({
    ...report,
    themes: report.themes.map((theme) => ({
      ...theme,
      quotations: theme.quotations.filter(isOwn),
      rankedPosts: theme.rankedPosts.filter(isOwn),
      plan: { ...theme.plan, strongestPostId: post?.id ?? "", touchingPostIds: [] },
    })),
  });
}

/** With the plan that comes of what is in the report. */
function planned(report: Report): Report {
  return { ...report, plan: planOf(report) };
}
