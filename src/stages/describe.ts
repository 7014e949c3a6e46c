import { dot, dotRows, row } from "../core/matrix.js";
import { contentId } from "../io/hash.js";
import { aboutOf } from "../themes/about.js";
import { exemplarsOf } from "../themes/exemplars.js";
import { labelsOf, type Scored } from "../themes/label.js";
import { membersOf, type Members } from "../themes/members.js";
import { countPhrases } from "../themes/phrase-table.js";
import { subthemesOf, type NameGroups } from "../themes/subthemes.js";
import { tagsOf } from "../themes/tags.js";
import { candidatesOf, pickTerms, type Candidate } from "../themes/terms.js";
import { slugOf } from "../themes/slug.js";
import { timelineOf } from "../themes/timeline.js";
import { topWords } from "../themes/top-words.js";
import type { Clustering, Context, Embedder, Embeddings, Matrix, Passage, Post, Theme } from "../types.js";

export interface DescribeInput {
  posts: readonly Post[];
  passages: readonly Passage[];
  embeddings: Embeddings;
  clustering: Clustering;
}

export interface DescribeOptions {
  /** The embedder of the run, to see how close a phrase is to a theme's centre. */
  embedder: Embedder;
  /** Dictionary forms that never describe a theme. */
  stopWords: readonly string[];
}

/** Related themes named per theme. */
const RELATED = 3;

/**
 * Makes clusters into themes: terms, a label, exemplars, an opening sentence, size, cohesion, neighbours and timeline.
 *
 * @returns one theme per cluster, in cluster order (largest first)
 */
export async function describe(
  input: DescribeInput,
  options: DescribeOptions,
  context: Context,
): Promise<Theme[]> {
  const { passages, clustering } = input;
  const posts = new Map(input.posts.map((post) => [post.id, post]));
  const members = membersOf(passages, clustering);
  const progress = context.log.progress("Naming themes", clustering.k);
  const stopped = new Set(options.stopWords.map((word) => word.toLowerCase()));
  const table = countPhrases(posts, passages, members, (lemma) => stopped.has(lemma));
  const candidates = candidatesOf(
    table,
    members.map((m) => m.distinct.length),
    tagsOf(posts, passages, members, (word) => stopped.has(word)),
  );
  const labels = labelsOf(
    await scoreAll(candidates, clustering.centroids, options.embedder),
    clustering.names,
  );
  const typicalWords = topWords(passages, members, (word) => stopped.has(word));
  const wordsPerPost = countWordsPerPost(passages);
  const nameParts = partNamer(posts, passages, options);
  const themes: Theme[] = [];
  for (let t = 0; t < clustering.k; t++) {
    context.signal.throwIfAborted();
    const own = members[t] ?? { all: [], distinct: [] };
    const terms = pickTerms(candidates[t] ?? []);
    const label = labels[t] ?? "";
    const central = mostCentralFirst(own.distinct, input.embeddings, clustering.centroids, t);
    const exemplars = exemplarsOf(central, terms, passages, input.embeddings, clustering.centroids, t);
    const subject = { label, terms, centroid: row(clustering.centroids, t) };
    const id = contentId("theme", ...own.all.map((i) => passages[i]?.id ?? "").sort());
    themes.push({
      ...sizeOf(own, input, t),
      ...timelineOf(own.all, passages, posts, wordsPerPost),
      id,
      number: t + 1,
      slug: slugOf(t + 1, label),
      label,
      labelSource: clustering.names?.[t] === undefined ? "keyword" : "named",
      terms,
      topWords: typicalWords[t] ?? [],
      exemplars: exemplars.map((i) => passages[i]?.id ?? ""),
      about: await aboutOf(central, passages, subject, (text) => options.embedder.embed(text)),
      stability: clustering.stability[t] ?? 0,
      subthemes: await subthemesOf(t, id, passages, clustering, nameParts),
      related: [],
    });
    progress.advance();
  }
  progress.done();
  return themes.map((theme, t) => ({ ...theme, related: relatedTo(t, themes, clustering.centroids) }));
}

/** Names parts of a theme as themes are named, against one another. */
function partNamer(
  posts: ReadonlyMap<string, Post>,
  passages: readonly Passage[],
  { embedder, stopWords }: DescribeOptions,
): NameGroups {
  const stopped = new Set(stopWords.map((word) => word.toLowerCase()));
  return async (groups, centroids) => {
    const candidates = candidatesOf(
      countPhrases(posts, passages, groups, (lemma) => stopped.has(lemma)),
      groups.map(({ distinct }) => distinct.length),
      tagsOf(posts, passages, groups, (word) => stopped.has(word)),
    );
    const labels = labelsOf(await scoreAll(candidates, centroids, embedder));
    return labels.map((label, g) => ({ label, terms: pickTerms(candidates[g] ?? []) }));
  };
}

/** The cosines of each candidate's own embedding to its theme's centroid and to the nearest other one. */
async function scoreAll(
  candidates: readonly (readonly Candidate[])[],
  centroids: Matrix,
  embedder: Embedder,
): Promise<Scored[][]> {
  const out: Scored[][] = [];
  for (const [t, own] of candidates.entries()) {
    const scored: Scored[] = [];
    for (const candidate of own) {
      const vector = await embedder.embed(candidate.text);
      let otherCloseness = -1;
      for (let c = 0; c < centroids.rows; c++) {
        if (c !== t) otherCloseness = Math.max(otherCloseness, dot(vector, row(centroids, c)));
      }
      scored.push({ candidate, closeness: dot(vector, row(centroids, t)), otherCloseness });
    }
    out.push(scored);
  }
  return out;
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
  const placed = clustering.labels.reduce((sum, label) => sum + (label >= 0 ? 1 : 0), 0);
  const similarity = members.all.reduce(
    (sum, i) => sum + dotRows(embeddings, i, clustering.centroids, theme),
    0,
  );
  return {
    passages: members.all.length,
    posts: new Set(members.all.map((i) => passages[i]?.postId)).size,
    words: members.all.reduce((sum, i) => sum + (passages[i]?.words ?? 0), 0),
    share: placed > 0 ? members.all.length / placed : 0,
    cohesion: members.all.length > 0 ? similarity / members.all.length : 0,
  };
}

function relatedTo(theme: number, themes: readonly Theme[], centroids: Matrix): Theme["related"] {
  return themes
    .flatMap((other, t) =>
      t === theme ? [] : [{ id: other.id, similarity: dotRows(centroids, theme, centroids, t) }],
    )
    .sort((a, b) => b.similarity - a.similarity || (a.id < b.id ? -1 : 1))
    .slice(0, RELATED);
}
