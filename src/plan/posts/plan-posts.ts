/** What an editor can do with the posts that stand already: links, overlaps, tags, open questions, refreshing, reading orders. */
import type { Context } from "../../shapes/context.js";
import type { Embeddings } from "../../shapes/embeddings.js";
import type { OpenQuestion, PostLinks, PostPlanning } from "../../shapes/planning.js";
import type { Report, ReportPassage } from "../../shapes/report.js";
import type { InternalLinks } from "./internal-links.js";
import { postFacts, type PlanInput, type PostFacts } from "./post-facts.js";
import type { QuestionAt } from "./questions.js";
import { readingOrders } from "./reading.js";
import { postsToRefresh } from "./refresh.js";
import { tagFindings } from "./tags.js";

/**
 * Goes through a collection post by post and pair by pair. Pure: the same report and posts give the same suggestions.
 *
 * @param report as it was built of the posts
 */
export function planPosts(
  report: Omit<Report, "postPlanning">,
  input: PlanInput,
  context: Pick<Context, "signal">,
): PostPlanning {
  return planByFacts(report, input.embeddings, postFacts(report, input, context));
}

/** As `planPosts`, by what is known of the posts alone. */
export function planByFacts(
  report: Omit<Report, "postPlanning">,
  embeddings: Embeddings,
  { internal, overlaps, links, questions, tags, datedIn }: PostFacts,
): PostPlanning {
  const { posts, themes, passages } = report;
  const linked = linkedPosts(report, internal);
  const incoming = new Map(linked.map((row) => [row.postId, row.incoming]));
  const reading = readingOrders({ posts, themes, passages, embeddings });
  const middles = new Map(reading.map((order) => [order.themeId, order.posts.map(({ postId }) => postId)]));
  const shown = new Set(posts.map(({ id }) => id));
  return {
    ...{ links, linked, overlaps, reading, notes: internal.notes },
    dead: internal.dead.filter(({ postId }) => shown.has(postId)),
    tags: tagFindings(tags, { posts, themes }),
    questions: questions.map((asked) => inItsTheme(asked, passages)),
    refresh: postsToRefresh({
      ...{ posts, themes, datedIn, lastDate: report.lastDate },
      incoming: (postId) => incoming.get(postId) ?? 0,
      middleOf: (themeId) => middles.get(themeId) ?? [],
    }),
  };
}

function inItsTheme(
  { row, question, nearest }: QuestionAt,
  passages: readonly ReportPassage[],
): OpenQuestion {
  const themeId = passages[row]?.themeId;
  return { question, ...(themeId !== undefined && { themeId }), ...(nearest !== undefined && { nearest }) };
}

/** Links in and out of each post, each pair of posts once; nothing where no post links to another. */
function linkedPosts({ posts }: Pick<Report, "posts">, { links }: InternalLinks): PostLinks[] {
  const [incoming, outgoing] = [new Map<string, Set<string>>(), new Map<string, Set<string>>()];
  const add = (map: Map<string, Set<string>>, key: string, value: string): void => {
    map.set(key, (map.get(key) ?? new Set()).add(value));
  };
  for (const { from, to } of links) {
    add(incoming, to, from);
    add(outgoing, from, to);
  }
  if (links.length === 0) return [];
  return posts.map(({ id }) => ({
    postId: id,
    incoming: incoming.get(id)?.size ?? 0,
    outgoing: outgoing.get(id)?.size ?? 0,
  }));
}
