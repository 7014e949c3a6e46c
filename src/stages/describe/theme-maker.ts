import { at } from "../../math/at.js";
import { dotRows, row, selectRows } from "../../math/matrix.js";
import { contentId } from "../../io/hash.js";
import { aboutOf } from "./proof/about.js";
import { claimOf } from "./proof/claim.js";
import { startOf } from "./proof/start.js";
import { exemplarsOf } from "./proof/exemplars.js";
import type { Members, Parts } from "./members.js";
import type { Namer, Naming } from "./labels/naming.js";
import { slugOf } from "./slug.js";
import { subthemesOf } from "./subthemes.js";
import { timelineOf } from "./time/timeline.js";
import type { Clustering } from "../../shapes/clustering.js";
import type { VectorOf } from "../../shapes/embedder.js";
import type { Embeddings, Matrix } from "../../shapes/embeddings.js";
import type { Passage } from "../../shapes/passage.js";
import type { Post } from "../../shapes/post.js";
import type { Subtheme, Theme } from "../../shapes/theme.js";

/** What themes are made from, all of it by theme number where there is one entry per theme. */
export interface MakerSources {
  posts: ReadonlyMap<string, Post>;
  passages: readonly Passage[];
  embeddings: Embeddings;
  clustering: Clustering;
  members: readonly Members[];
  parts: Parts;
  namer: Namer;
  named: readonly Naming[];
  topWords: readonly Theme["topWords"][];
  /** The centroids that the rows of `parts.subthemes` point into. */
  subCentroids: Matrix;
  vectorOf: VectorOf;
  /** Headings of recurring sections, by their keys. */
  formats: ReadonlySet<string>;
}

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
    const { posts, passages, clustering, embeddings, members, named, topWords, vectorOf, formats } =
      this.#from;
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
    const id = contentId("theme", ...own.all.map((i) => at(passages, i).id).sort());
    const { subthemes, wordings } = await this.#subthemes(t, { id, label });
    return {
      ...sizeOf(own, this.#from, t),
      ...timelineOf(own.all, passages, posts, this.#wordsPerPost),
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
        ...{ label, parts: wordings, terms: terms.map(({ text }) => text) },
        ...(claim && { claim: { sentence: claim.sentence, title: this.#titleOf(claim.passage) } }),
        ...(start === undefined || this.#titleOf(start) === "" ? {} : { start: this.#titleOf(start) }),
      }),
      stability: at(clustering.stability, t),
      subthemes,
      related: [],
    };
  }

  #titleOf(passage: number): string {
    const { posts, passages } = this.#from;
    return posts.get(at(passages, passage).postId)?.title ?? "";
  }

  async #subthemes(
    t: number,
    parent: { id: string; label: string },
  ): Promise<{ subthemes: Subtheme[]; wordings: string[] }> {
    const { parts, namer, passages, subCentroids } = this.#from;
    const rows = at(parts.subthemes, t);
    const own = at(parts.ofTheme, t).slice(0, rows.length);
    const namings = await namer.name(
      own.map((part) => [part]),
      selectRows(subCentroids, rows),
      { parent: parent.label },
    );
    const members = own.map((part) => at(parts.members, part));
    return {
      subthemes: subthemesOf(members, namings, passages, parent.id),
      wordings: namings.map(({ wording }) => wording),
    };
  }
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
  members: Members,
  { passages, embeddings, clustering }: MakerSources,
  theme: number,
): Pick<Theme, "passages" | "posts" | "words" | "share" | "cohesion"> {
  const placed = clustering.assignment.reduce((sum, cluster) => sum + (cluster >= 0 ? 1 : 0), 0);
  const similarity = members.all.reduce(
    (sum, i) => sum + dotRows(embeddings, i, clustering.centroids, theme),
    0,
  );
  return {
    passages: members.all.length,
    posts: new Set(members.all.map((i) => passages[i]?.postId)).size,
    words: members.all.reduce((sum, i) => sum + at(passages, i).words, 0),
    share: placed > 0 ? members.all.length / placed : 0,
    cohesion: members.all.length > 0 ? similarity / members.all.length : 0,
  };
}
