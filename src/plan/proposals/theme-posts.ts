/** The posts and passages of themes, looked up once for all proposals. */
import type { Evidence } from "../../shapes/plan.js";
import type { Report, ReportPassage, ReportPost, ReportTheme } from "../../shapes/report.js";
import { groupBy } from "../../text/group.js";
import { isPostAbout, plannedThemes } from "../coverage.js";
import { shorten } from "../../text/shorten.js";
import { compareTexts } from "../../text/order.js";

/** What proposals are made from. */
export interface Planned {
  report: Report;
  /** Themes to plan with: not hidden, not finished. */
  open: ReportTheme[];
  post: (id: string) => ReportPost;
  /** Posts that are about a theme, the newest first, undated ones behind them. */
  about: (theme: ReportTheme) => ReportPost[];
  /** Passages of a theme, without repetitions. */
  passages: (theme: ReportTheme) => ReportPassage[];
  /** The passage of a post that a place in its source lies in. */
  passageAt: (postId: string, offset: number) => ReportPassage | undefined;
}

export function plannedFrom(report: Report): Planned {
  const posts = new Map(report.posts.map((post) => [post.id, post]));
  const post = (id: string): ReportPost => {
    const found = posts.get(id);
    if (found === undefined) throw new Error(`Expected a theme's post "${id}" among the posts.`);
    return found;
  };
  const distinct = report.passages.filter(({ duplicateOf }) => duplicateOf === undefined);
  const passagesOf = groupBy(distinct, ({ themeId }) => themeId ?? "");
  const passagesOfPost = groupBy(report.passages, ({ postId }) => postId);
  const cache = new Map<string, ReportPost[]>();
  return {
    report,
    open: plannedThemes(report).filter(({ standing }) => standing !== "finished"),
    post,
    passages: ({ id }) => passagesOf.get(id) ?? [],
    passageAt: (postId, offset) =>
      passagesOfPost.get(postId)?.find(({ start, end }) => start <= offset && offset < end),
    about({ id, rankedPosts }) {
      const known = cache.get(id);
      if (known !== undefined) return known;
      const own = rankedPosts.map(({ postId }) => post(postId)).filter((one) => isPostAbout(one, id));
      const newest = own.toSorted(
        (a, b) => compareTexts(b.date ?? "", a.date ?? "") || compareTexts(a.id, b.id),
      );
      cache.set(id, newest);
      return newest;
    },
  };
}

/** The theme's first quotation from a post, else the post as a whole. */
export function evidenceFrom({ quotations }: ReportTheme, postId: string): Evidence {
  const quotation = quotations.find((one) => one.postId === postId);
  return quotation === undefined
    ? { postId }
    : { postId, passageId: quotation.passageId, quote: shortened(quotation.text) };
}

/** A quotation in a list is a reminder; the whole of it stands with the theme. */
const MOST_CHARACTERS = 150;

export function shortened(text: string): string {
  return shorten(text, MOST_CHARACTERS);
}

/** Evidence from posts in this order, each once. */
export function evidenceOf(
  theme: ReportTheme,
  postIds: readonly (string | undefined)[],
  most = 3,
): Evidence[] {
  const distinct = [...new Set(postIds.filter((id) => id !== undefined))];
  return distinct.slice(0, most).map((id) => evidenceFrom(theme, id));
}
