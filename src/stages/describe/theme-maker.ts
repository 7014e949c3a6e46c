import { at } from "../../math/at.js";
import { dotRows, row } from "../../math/matrix.js";
import { aboutOf } from "./proof/about.js";
import { claimOf } from "./proof/claim.js";
import { startOf } from "./proof/start.js";
import { exemplarsOf } from "./proof/exemplars.js";
import { countPlaced, extentOf, type Members } from "./members.js";
import { slugOf } from "./slug.js";
import { subthemesOf } from "./subthemes.js";
import { timelineOf } from "./time/timeline.js";
import type { Clustering } from "../../shapes/clustering.js";
import type { VectorOf } from "../../shapes/embedder.js";
import type { Embeddings, Matrix } from "../../shapes/embeddings.js";
import type { Naming } from "../../shapes/fit.js";
import type { Passage } from "../../shapes/passage.js";
import type { Post } from "../../shapes/post.js";
import type { Theme } from "../../shapes/theme.js";

/** What themes are made from, all of it by theme number where there is one entry per theme. */
export interface MakerSources {
  posts: ReadonlyMap<string, Post>;
  passages: readonly Passage[];
  embeddings: Embeddings;
  clustering: Clustering;
  members: readonly Members[];
  /** Durable. */
  ids: readonly string[];
  named: readonly Naming[];
  /** The passages of each of a theme's sub-themes, and what each is called. */
  subthemes: (theme: number, label: string) => Promise<NamedGroups>;
  topWords: readonly Theme["topWords"][];
  vectorOf: VectorOf;
  /** Headings of recurring sections, by their keys. */
  formats: ReadonlySet<string>;
}

export interface NamedGroups {
  members: readonly Members[];
  named: readonly Naming[];
}

/** Sizes and times of a theme. */
export type Standing = Pick<
  Theme,
  "passages" | "posts" | "words" | "share" | "cohesion" | "firstSeen" | "lastSeen" | "months"
>;

/** Makes one theme after the other. */
export class ThemeMaker {
  readonly #from: MakerSources;
  readonly #wordsPerPost: ReadonlyMap<string, number>;

  constructor(sources: MakerSources) {
    this.#from = sources;
    this.#wordsPerPost = countWordsPerPost(sources.passages);
  }

  /** Everything about theme t but its pillar and its neighbours, which are known when all are made. */
  async theme(t: number): Promise<Theme> {
    const { passages, clustering, embeddings, members, named, topWords, vectorOf, formats } = this.#from;
    const own = at(members, t);
    const { label, terms, fit } = at(named, t);
    const central = mostCentralFirst(own.distinct, embeddings, clustering.centroids, t);
    const exemplars = exemplarsOf(
      central,
      { label, terms, formats },
      passages,
      embeddings,
      clustering.centroids,
      t,
    );
    const subject = { label, terms, centroid: row(clustering.centroids, t) };
    const claim = await claimOf(central, passages, subject, vectorOf);
    const start = startOf(central, passages, this.#wordsPerPost);
    const id = at(this.#from.ids, t);
    const parts = await this.#from.subthemes(t, label);
    return {
      ...this.standing(t),
      id,
      number: t + 1,
      slug: slugOf(t + 1, label),
      label,
      fit,
      labelSource: clustering.names?.[t] === undefined ? "keyword" : "named",
      terms,
      topWords: at(topWords, t),
      exemplars: exemplars.map((i) => at(passages, i).id),
      about: aboutOf({
        ...{ label, parts: tellingParts(parts.named), terms: terms.map(({ text }) => text) },
        ...(claim && { claim: { sentence: claim.sentence, title: this.#titleOf(claim.passage) } }),
        ...(start === undefined || this.#titleOf(start) === "" ? {} : { start: this.#titleOf(start) }),
      }),
      stability: at(clustering.stability, t),
      subthemes: subthemesOf(parts.members, parts.named, passages, id),
      related: [],
    };
  }

  /** What follows from how many passages theme t has and when they were published. */
  standing(t: number): Standing {
    const { posts, passages, members } = this.#from;
    const own = at(members, t);
    return {
      ...sizeOf(own, this.#from, t),
      ...timelineOf(own.all, passages, posts),
    };
  }

  #titleOf(passage: number): string {
    const { posts, passages } = this.#from;
    return posts.get(at(passages, passage).postId)?.title ?? "";
  }
}

/** A part is told of where its name fits so well; else the theme's terms say more: "afternoon", "links". */
const LEAST_FIT = 1 / 3;

function tellingParts(named: readonly Naming[]): string[] {
  return named.filter(({ fit }) => fit >= LEAST_FIT).map(({ wording }) => wording);
}

/** A theme's passages by their cosine to its centroid, the nearest first. */
function mostCentralFirst(
  members: readonly number[],
  embeddings: Embeddings,
  centroids: Matrix,
  theme: number,
): number[] {
  return members
    .map((i) => ({ i, similarity: dotRows(embeddings, i, centroids, theme) }))
    .sort((a, b) => b.similarity - a.similarity || a.i - b.i)
    .map(({ i }) => i);
}

function countWordsPerPost(passages: readonly Passage[]): Map<string, number> {
  const words = new Map<string, number>();
  for (const passage of passages) words.set(passage.postId, (words.get(passage.postId) ?? 0) + passage.words);
  return words;
}

function sizeOf(
  { all }: Members,
  { passages, embeddings, clustering, members }: MakerSources,
  theme: number,
): Pick<Theme, "passages" | "posts" | "words" | "share" | "cohesion"> {
  const similarity = all.reduce((sum, i) => sum + dotRows(embeddings, i, clustering.centroids, theme), 0);
  return {
    ...extentOf(all, passages, countPlaced(members)),
    cohesion: all.length > 0 ? similarity / all.length : 0,
  };
}
