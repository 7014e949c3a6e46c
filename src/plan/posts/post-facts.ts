/** What planning post by post needs to know of the posts alone: whatever themes they are put into, it stays the same. */
import type { Context } from "../../shapes/context.js";
import type { DatedPhrase, LinkSuggestion, Overlap } from "../../shapes/planning.js";
import type { Block } from "../../shapes/block.js";
import type { Embeddings } from "../../shapes/embeddings.js";
import type { Passage } from "../../shapes/passage.js";
import type { Post } from "../../shapes/post.js";
import type { NearPost, Report, ReportPost } from "../../shapes/report.js";
import { internalLinks, type InternalLinks } from "./internal-links.js";
import { linkSuggestions } from "./link-suggestions.js";
import { nearestPlaces } from "./nearest-posts.js";
import { cosineQuantiles } from "./nearness.js";
import { overlapsOf } from "./overlaps.js";
import { proseOf } from "./prose.js";
import { openQuestions, type QuestionAt } from "./questions.js";
import { datedPhrases } from "./refresh.js";
import { readTags, type ReadTags } from "./tags.js";

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

export interface PostFacts {
  internal: InternalLinks;
  overlaps: readonly Overlap[];
  links: readonly LinkSuggestion[];
  questions: readonly QuestionAt[];
  tags: ReadTags;
  /** What ages in a post. */
  datedIn: (post: ReportPost) => readonly DatedPhrase[];
}

/** What a report says of its posts before it says anything of themes. */
type PostsOfReport = Pick<Report, "skipped"> & { posts: readonly Omit<ReportPost, "themes">[] };

/** Goes through a collection post by post and pair by pair. Pure. */
export function postFacts(
  { posts, skipped }: PostsOfReport,
  { posts: all, blocks, passages, embeddings, near: nearPosts }: PlanInput,
  { signal }: Pick<Context, "signal">,
): PostFacts {
  const prose = proseOf(blocks, passages);
  const quantile = cosineQuantiles(embeddings);
  const [near, same] = [Math.min(quantile(NEAR), MOST_NEAR), Math.min(quantile(SAME), MOST_SAME)];
  const internal = internalLinks(all, skipped);
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
  signal.throwIfAborted();
  const known = new Map<string, readonly DatedPhrase[]>();
  return {
    ...{ internal, overlaps, links },
    questions: openQuestions({ posts, passages, prose, embeddings, near }),
    tags: readTags({ posts, prose, nearest: nearestPlaces(posts, nearPosts) }),
    datedIn(post) {
      const dated = known.get(post.id) ?? datedPhrases(post, prose);
      known.set(post.id, dated);
      return dated;
    },
  };
}

function pairsOf(pairs: readonly (readonly [string, string])[]): (a: string, b: string) => boolean {
  const known = new Set(pairs.map((pair) => JSON.stringify(pair)));
  return (a, b) => known.has(JSON.stringify([a, b]));
}
