/** Proposals to write on a theme: because it is time again, because it rises, because it never had a post of its own. */
import type { Proposal } from "../../shapes/plan.js";
import type { ReportTheme } from "../../shapes/report.js";
import { familyOf } from "../../text/word-forms.js";
import { wordsOf } from "../../text/words.js";
import { gapsSince } from "../coverage.js";
import { angleOf } from "./angle.js";
import { evidenceOf, type Planned } from "./theme-posts.js";

/** A proposal and how much speaks for it, 0…; comparable within one kind alone. */
export interface Candidate {
  proposal: Proposal;
  score: number;
}

export type MakeCandidates = (planned: Planned) => Candidate[];

type OnTheme = "return" | "continue" | "regular";

function onTheme(kind: OnTheme, planned: Planned, theme: ReportTheme, score: number): Candidate {
  const angle = angleOf(planned, theme);
  const [newest] = planned.about(theme);
  const evidence = evidenceOf(theme, [newest?.id, theme.plan.strongestPostId, theme.quotations[0]?.postId]);
  const key = `${kind} ${theme.id}`;
  const proposal = { key, kind, effort: "new" as const, themeIds: [theme.id], evidence };
  return { proposal: { ...proposal, ...(angle && { angle }) }, score };
}

/** Evergreen themes come first, and are asked for when they are dormant, too. */
export const returns: MakeCandidates = (planned) =>
  planned.open.flatMap((theme) => {
    const { plan, standing } = theme;
    const isEvergreen = standing === "evergreen";
    if (!plan.isOverdue && !(isEvergreen && plan.trend === "dormant")) return [];
    // How long by its own measure, and how much of the whole it used to be.
    const score = Math.min(gapsSince(plan), 10) * Math.sqrt(plan.posts) * (isEvergreen ? 10 : 1);
    return [onTheme("return", planned, theme, score)];
  });

export const continues: MakeCandidates = (planned) =>
  planned.open
    .filter(({ plan }) => plan.trend === "rising")
    .map((theme) => onTheme("continue", planned, theme, theme.plan.recency?.recent.posts ?? 0));

/** What comes up again and again, by its part in the latest posts and in all, where nothing else is to be said of it. */
export const regulars: MakeCandidates = (planned) =>
  planned.open
    .filter(({ plan: { posts, isOverdue, trend, recency } }) => {
      const isPresent = trend === "undated" || (trend === "steady" && recency?.recent.posts !== 0);
      return posts > 1 && !isOverdue && isPresent;
    })
    .map((theme) => {
      const { posts, recency } = theme.plan;
      return onTheme("regular", planned, theme, posts / 1000 + (recency?.recent.posts ?? posts));
    });

/** A theme that so many posts touch deserves one of its own. */
const LEAST_TOUCHING = 4;
const TOUCHING_PER_POST = 4;

/** Touched by many, the subject of none or hardly one. */
export const deepens: MakeCandidates = (planned) =>
  planned.open.flatMap((theme) => {
    const { posts, touchingPostIds } = theme.plan;
    const touching = touchingPostIds.length;
    if (touching < LEAST_TOUCHING || touching < TOUCHING_PER_POST * posts) return [];
    const evidence = evidenceOf(theme, touchingPostIds);
    const key = `deepen ${theme.id}`;
    const proposal: Proposal = { key, kind: "deepen", effort: "new", themeIds: [theme.id], evidence };
    return [{ proposal, score: touching / (posts + 1) }];
  });

const LEAST_THREAD_POSTS = 5;
/** A subject in more of all posts than this is what the whole blog is about. */
const MOST_THREAD_SHARE = 0.4;

/** A title that has so many of a subject's words, in whatever form, is on it. */
const IN_TITLE = 0.5;

/** Subjects that run through several themes, and that are in the title of no post that they run through. */
export const threads: MakeCandidates = ({ report, post }) => {
  const passages = new Map(report.passages.map((passage) => [passage.id, passage]));
  return report.threads.flatMap((thread): Candidate[] => {
    const { id, label, posts, themes, passageIds } = thread;
    const isCommon = posts < LEAST_THREAD_POSTS || posts > MOST_THREAD_SHARE * report.posts.length;
    const found = passageIds.flatMap((passageId) => passages.get(passageId) ?? []);
    if (isCommon || found.some(({ postId }) => isInTitle(label, post(postId).title))) return [];
    const evidence = [...new Map(found.map((one) => [one.postId, one])).values()].slice(0, 3);
    return [
      {
        proposal: {
          ...{ key: `thread ${id}`, kind: "thread", effort: "new", label, posts, themes: themes.length },
          themeIds: themes.slice(0, 3).map((theme) => theme.id),
          evidence: evidence.map(({ id: passageId, postId }) => ({ postId: post(postId).id, passageId })),
        },
        score: posts,
      },
    ];
  });
};

function isInTitle(label: string, title: string): boolean {
  const own = familiesOf(label);
  const inTitle = familiesOf(title);
  const shared = [...own].filter((family) => inTitle.has(family)).length;
  return title.toLowerCase().includes(label.toLowerCase()) || (own.size > 0 && shared >= IN_TITLE * own.size);
}

/** The words of a name by their families; those of one or two letters join others. */
function familiesOf(text: string): Set<string> {
  return new Set(
    wordsOf(text.toLowerCase())
      .filter((word) => word.length > 2)
      .map(familyOf),
  );
}
