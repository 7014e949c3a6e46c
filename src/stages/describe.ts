import slugify from "@sindresorhus/slugify";
import { dot, dotRows, row } from "../core/matrix.js";
import { contentId } from "../io/hash.js";
import { standsAlone } from "../language/headings.js";
import { sentencesOf } from "../language/sentences.js";
import { exemplarsOf } from "../themes/exemplars.js";
import { labelsOf, type Scored } from "../themes/label.js";
import { membersOf, type Members } from "../themes/members.js";
import { countPhrases } from "../themes/phrase-table.js";
import { candidatesOf, pickTerms, type Candidate } from "../themes/terms.js";
import { timelineOf } from "../themes/timeline.js";
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
/** Most typical phrases whose own embedding is looked at for the label. */
const LABEL_CANDIDATES = 80;

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
  );
  const labels = labelsOf(await scoreAll(candidates, clustering.centroids, options.embedder));
  const wordsPerPost = countWordsPerPost(passages);
  const themes: Theme[] = [];
  for (let t = 0; t < clustering.k; t++) {
    context.signal.throwIfAborted();
    const own = members[t] ?? { all: [], distinct: [] };
    const exemplars = exemplarsOf(own.distinct, passages, input.embeddings, clustering.centroids, t);
    const label = labels[t] ?? "";
    themes.push({
      ...sizeOf(own, input, t),
      ...timelineOf(own.all, passages, posts, wordsPerPost),
      id: contentId("theme", ...own.all.map((i) => passages[i]?.id ?? "").sort()),
      number: t + 1,
      slug: `${String(t + 1).padStart(2, "0")}-${slugify(label, { decamelize: false })}`,
      label,
      terms: pickTerms(candidates[t] ?? []),
      exemplars: exemplars.map((i) => passages[i]?.id ?? ""),
      about: await aboutOf(exemplars, passages, row(clustering.centroids, t), options.embedder),
      related: [],
    });
    progress.advance();
  }
  progress.done();
  return themes.map((theme, t) => ({ ...theme, related: relatedTo(t, themes, clustering.centroids) }));
}

/** The cosine of each leading candidate's own embedding to its theme's centroid. */
async function scoreAll(
  candidates: readonly (readonly Candidate[])[],
  centroids: Matrix,
  embedder: Embedder,
): Promise<Scored[][]> {
  const out: Scored[][] = [];
  for (const [t, own] of candidates.entries()) {
    const scored: Scored[] = [];
    for (const candidate of own.slice(0, LABEL_CANDIDATES)) {
      const vector = await embedder.embed(candidate.text);
      scored.push({ candidate, closeness: dot(vector, row(centroids, t)) });
    }
    out.push(scored);
  }
  return out;
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

/** The sentence nearest to the centroid among those of the exemplars that can stand alone. */
async function aboutOf(
  exemplars: readonly number[],
  passages: readonly Passage[],
  centroid: Float32Array,
  embedder: Embedder,
): Promise<string> {
  const sentences = exemplars.flatMap((i) => {
    const text = passages[i]?.text ?? "";
    return sentencesOf(text).map(({ start, end }) => text.slice(start, end));
  });
  const standing = sentences.filter(standsAlone);
  let best = { sentence: "", similarity: -Infinity };
  for (const sentence of standing.length > 0 ? standing : sentences) {
    const similarity = dot(await embedder.embed(sentence), centroid);
    if (similarity > best.similarity) best = { sentence, similarity };
  }
  return best.sentence;
}

function relatedTo(theme: number, themes: readonly Theme[], centroids: Matrix): Theme["related"] {
  return themes
    .flatMap((other, t) =>
      t === theme ? [] : [{ id: other.id, similarity: dotRows(centroids, theme, centroids, t) }],
    )
    .sort((a, b) => b.similarity - a.similarity || (a.id < b.id ? -1 : 1))
    .slice(0, RELATED);
}
