/** What an editor can do with the posts that stand already: links, overlaps, tags, open questions, refreshing, reading orders. */
import type { Block } from "../../shapes/block.js";
import type { Context } from "../../shapes/context.js";
import type { Embeddings } from "../../shapes/embeddings.js";
import type { Passage } from "../../shapes/passage.js";
import type { PostLinks, PostPlanning } from "../../shapes/planning.js";
import type { Post } from "../../shapes/post.js";
import type { NearPost, Report } from "../../shapes/report.js";
import { internalLinks, type InternalLinks } from "./internal-links.js";
import { nearestPlaces } from "./nearest-posts.js";
import { linkSuggestions } from "./link-suggestions.js";
import { cosineQuantiles } from "./nearness.js";
import { overlapsOf } from "./overlaps.js";
import { proseOf } from "./prose.js";
import { openQuestions } from "./questions.js";
import { readingOrders } from "./reading.js";
import { postsToRefresh } from "./refresh.js";
import { tagFindings } from "./tags.js";

/** Two passages are near, and so near that they may say the same, where so many pairs of the collection are farther apart. */
const NEAR = 0.98;
const SAME = 0.995;
/** Of a small collection the farthest of these pairs may be very near: no more than these cosines is asked for. */
const MOST_NEAR = 0.6;
const MOST_SAME = 0.75;
/** A post of which the other has so much is its repetition. */
const REPEATED = 0.5;

export interface PlanInput {
  /** All posts that were read, also those of which cleaning left nothing: links to them are not dead. */
  posts: readonly Post[];
  blocks: readonly Block[];
  /** In the order of the embeddings' rows and of the report. */
  passages: readonly Passage[];
  embeddings: Embeddings;
  /** For each post by its id the nearest others, nearest first. */
  near: Readonly<Record<string, readonly NearPost[]>>;
}

/**
 * Goes through a collection post by post and pair by pair. Pure: the same report and posts give the same suggestions.
 *
 * @param report as it was built of the posts
 */
export function planPosts(
  report: Omit<Report, "postPlanning">,
  { posts: all, blocks, passages, embeddings, near: nearPosts }: PlanInput,
  { signal }: Pick<Context, "signal">,
): PostPlanning {
  const { posts, themes } = report;
  const prose = proseOf(blocks, passages);
  const quantile = cosineQuantiles(embeddings);
  const [near, same] = [Math.min(quantile(NEAR), MOST_NEAR), Math.min(quantile(SAME), MOST_SAME)];
  const internal = internalLinks(all, report.skipped);
  signal.throwIfAborted();
  const overlaps = overlapsOf({ posts, passages, prose, embeddings, same });
  const repeats = pairsOf(
    overlaps.filter(({ shares }) => Math.max(...shares) >= REPEATED).map(({ postIds }) => postIds),
  );
  const isLinked = pairsOf(internal.links.map(({ from, to }) => [from, to]));
  signal.throwIfAborted();
  const links = linkSuggestions({
    ...{ posts, prose, embeddings, internal, near, isLinked },
    areRepeats: (a, b) => repeats(a, b) || repeats(b, a),
  });
  const linked = linkedPosts(report, internal);
  const incoming = new Map(linked.map((row) => [row.postId, row.incoming]));
  const reading = readingOrders({ posts, themes, passages: report.passages, embeddings });
  const middles = new Map(reading.map((order) => [order.themeId, order.posts.map(({ postId }) => postId)]));
  const nearest = nearestPlaces(posts, nearPosts);
  signal.throwIfAborted();
  const shown = new Set(posts.map(({ id }) => id));
  return {
    ...{ links, linked, overlaps, reading, notes: internal.notes },
    dead: internal.dead.filter(({ postId }) => shown.has(postId)),
    tags: tagFindings({ posts, themes, prose, nearest }),
    questions: openQuestions({ posts, passages, shown: report.passages, prose, embeddings, near }),
    refresh: postsToRefresh({
      ...{ posts, themes, prose, lastDate: report.lastDate },
      incoming: (postId) => incoming.get(postId) ?? 0,
      middleOf: (themeId) => middles.get(themeId) ?? [],
    }),
  };
}

function pairsOf(pairs: readonly (readonly [string, string])[]): (a: string, b: string) => boolean {
  const known = new Set(pairs.map((pair) => JSON.stringify(pair)));
  return (a, b) => known.has(JSON.stringify([a, b]));
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
