import { at } from "../../math/at.js";
import { groupMeans } from "../../math/centroids.js";
import { dotRows, row, selectRows } from "../../math/matrix.js";
import { contentId } from "../../io/hash.js";
import { aboutOf } from "./proof/about.js";
import { claimOf } from "./proof/claim.js";
import { startOf } from "./proof/start.js";
import { exemplarsOf } from "./proof/exemplars.js";
import { joinerOf, type Language } from "../../text/languages.js";
import { commonestLanguage } from "../../text/post-languages.js";
import { membersOf, partsOf, type Members } from "./members.js";
import { Namer } from "./labels/naming.js";
import { pillarsFrom, themesOfPillars } from "./pillars.js";
import type { Holdings } from "./subjects/holdings.js";
import { slugOf } from "./slug.js";
import { subthemesOf } from "./subthemes.js";
import { timelineOf } from "./time/timeline.js";
import { topWords } from "./terms/top-words.js";
import type { Clustering } from "../../shapes/clustering.js";
import type { Context } from "../../shapes/context.js";
import type { VectorOf } from "../../shapes/embedder.js";
import type { Embeddings, Matrix } from "../../shapes/embeddings.js";
import type { Passage } from "../../shapes/passage.js";
import type { Post } from "../../shapes/post.js";
import type { Pillar, Subtheme, Theme } from "../../shapes/theme.js";

export interface DescribeInput {
  posts: readonly Post[];
  passages: readonly Passage[];
  /** Of each passage. */
  languages: readonly Language[];
  embeddings: Embeddings;
  clustering: Clustering;
  /** The pillar of each theme, the largest first; empty where the themes are not grouped. */
  pillars: Int32Array;
}

export interface Described {
  /** One theme per cluster, in cluster order (largest first). */
  themes: Theme[];
  pillars: Pillar[];
}

export interface DescribeOptions {
  /** Gives phrases their place among the passages, to see how close one is to a theme's centre. */
  vectorOf: VectorOf;
  /** Embeds a phrase by what its words mean in general, whatever the collection taught: for the vocabulary of subjects. */
  wordVectorOf: VectorOf;
  /** Which passages hold which subjects of the vocabulary. */
  holdings: Holdings;
  /** Dictionary forms that never describe a theme. */
  stopWords: readonly string[];
}

/** Makes clusters into themes: terms, a label, exemplars, an opening sentence, size, cohesion, neighbours and timeline. */
export async function describe(
  input: DescribeInput,
  options: DescribeOptions,
  context: Context,
): Promise<Described> {
  const { passages, clustering } = input;
  const posts = new Map(input.posts.map((post) => [post.id, post]));
  const members = membersOf(passages, clustering);
  const progress = context.log.progress("Naming themes", clustering.k);
  const stopped = stopper(options.stopWords);
  const parts = partsOf(passages, clustering);
  const { vectorOf, wordVectorOf, holdings } = options;
  const { languages } = input;
  const namer = new Namer({
    ...{
      posts,
      passages,
      embeddings: input.embeddings,
      parts,
      stopped,
      vectorOf,
      wordVectorOf,
      holdings,
      languages,
    },
  });
  const { names = [] } = clustering;
  const named = await namer.name(parts.ofTheme, clustering.centroids, { names });
  const typicalWords = topWords(passages, members, stopped, languages);
  const wordsPerPost = countWordsPerPost(passages);
  const namedSubthemes = async (
    t: number,
    parent: { id: string; label: string },
  ): Promise<{ subthemes: Subtheme[]; wordings: string[] }> => {
    const rows = parts.subthemes[t] ?? [];
    const groups = (parts.ofTheme[t] ?? []).slice(0, rows.length);
    const centroids = selectRows(clustering.subthemes.centroids, rows);
    const namings = await namer.name(
      groups.map((part) => [part]),
      centroids,
      { parent: parent.label },
    );
    const own = groups.flatMap((part) => parts.members[part] ?? []);
    return {
      subthemes: subthemesOf(own, namings, passages, parent.id),
      wordings: namings.map(({ wording }) => wording),
    };
  };
  const themes: Theme[] = [];
  for (let t = 0; t < clustering.k; t++) {
    context.signal.throwIfAborted();
    const own = members[t] ?? { all: [], distinct: [] };
    const { label, terms, fit } = at(named, t);
    const central = mostCentralFirst(own.distinct, input.embeddings, clustering.centroids, t);
    const exemplars = exemplarsOf(
      central,
      { label, terms },
      passages,
      input.embeddings,
      clustering.centroids,
      t,
    );
    const subject = { label, terms, centroid: row(clustering.centroids, t) };
    const claim = await claimOf(central, passages, subject, vectorOf);
    const titleOf = (i: number): string => posts.get(at(passages, i).postId)?.title ?? "";
    const start = startOf(central, passages, wordsPerPost);
    const id = contentId("theme", ...own.all.map((i) => at(passages, i).id).sort());
    const { subthemes, wordings } = await namedSubthemes(t, { id, label });
    themes.push({
      ...sizeOf(own, input, t),
      ...timelineOf(own.all, passages, posts, wordsPerPost),
      id,
      number: t + 1,
      slug: slugOf(t + 1, label),
      label,
      fit,
      labelSource: names[t] === undefined ? "keyword" : "named",
      terms,
      topWords: typicalWords[t] ?? [],
      exemplars: exemplars.map((i) => at(passages, i).id),
      about: aboutOf({
        ...{ label, parts: wordings, terms: terms.map(({ text }) => text) },
        ...(claim && { claim: { sentence: claim.sentence, title: titleOf(claim.passage) } }),
        ...(start === undefined || titleOf(start) === "" ? {} : { start: titleOf(start) }),
      }),
      stability: at(clustering.stability, t),
      subthemes,
      related: [],
    });
    progress.advance();
  }
  progress.done();
  const groups = themesOfPillars(input.pillars);
  const pillarNames = await namer.name(
    groups.map((group) => group.flatMap((t) => at(parts.ofTheme, t))),
    pillarCentroids(groups, clustering.centroids, members),
    {
      others: themes.map(({ label }) => label),
      members: groups.map((group) => group.map((t) => at(parts.ofTheme, t))),
    },
  );
  const pillars = pillarsFrom(
    groups,
    pillarNames,
    themes,
    members,
    passages,
    joinerOf(commonestLanguage(languages)),
  );
  return {
    themes: themes.map((theme, t) => ({
      ...theme,
      ...pillarIdOf(input.pillars, pillars, t),
      related: relatedTo(t, themes, clustering.centroids),
    })),
    pillars,
  };
}

function pillarIdOf(pillarOf: Int32Array, pillars: readonly Pillar[], theme: number): { pillarId?: string } {
  return pillarOf.length === 0 ? {} : { pillarId: at(pillars, at(pillarOf, theme)).id };
}

/** The mean of the centroids of each pillar's themes, by their passages. */
function pillarCentroids(
  groups: readonly (readonly number[])[],
  centroids: Matrix,
  members: readonly Members[],
): Matrix {
  return groupMeans(
    centroids,
    groups,
    members.map(({ distinct }) => distinct.length),
  );
}

/** Asks whether a lower-case word is among the stop words, whatever their case. */
function stopper(stopWords: readonly string[]): (word: string) => boolean {
  const stopped = new Set(stopWords.map((word) => word.toLowerCase()));
  return (word) => stopped.has(word);
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
  { passages, embeddings, clustering }: DescribeInput,
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

function relatedTo(theme: number, themes: readonly Theme[], centroids: Matrix): Theme["related"] {
  return themes
    .flatMap((other, t) =>
      t === theme ? [] : [{ id: other.id, similarity: dotRows(centroids, theme, centroids, t) }],
    )
    .sort((a, b) => b.similarity - a.similarity || (a.id < b.id ? -1 : 1));
}
