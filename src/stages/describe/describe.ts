import { at } from "../../math/at.js";
import { groupMeans } from "../../math/centroids.js";
import { selectRows } from "../../math/matrix.js";
import { joinerOf, type Language } from "../../text/languages.js";
import { commonestLanguage } from "../../text/post-languages.js";
import { drawersOf, withoutGroups } from "./drawers.js";
import { formatsOf } from "./formats.js";
import { membersOf, membersOfSubthemes, partsOf, partsWithout, type Members, type Parts } from "./members.js";
import { Namer } from "./labels/naming.js";
import { ofOnePost } from "./one-post.js";
import { pillarsFrom, themesOfPillars } from "./pillars.js";
import type { Holdings } from "./subjects/holdings.js";
import { relatedTo } from "./related.js";
import { ThemeMaker } from "./theme-maker.js";
import { stopper, textReader, type ReadText } from "./terms/read-text.js";
import { topWords } from "./terms/top-words.js";
import type { Clustering } from "../../shapes/clustering.js";
import type { Context } from "../../shapes/context.js";
import type { VectorOf } from "../../shapes/embedder.js";
import type { Embeddings, Matrix } from "../../shapes/embeddings.js";
import type { Fit, Format, Naming } from "../../shapes/fit.js";
import type { Passage } from "../../shapes/passage.js";
import type { Post } from "../../shapes/post.js";
import type { Pillar, Theme } from "../../shapes/theme.js";

export interface DescribeInput {
  posts: readonly Post[];
  passages: readonly Passage[];
  /** Of each passage. */
  languages: readonly Language[];
  embeddings: Embeddings;
  clustering: Clustering;
}

export interface Described {
  /** One theme per cluster, in cluster order (largest first). */
  themes: Theme[];
  pillars: Pillar[];
  /** The clusters that are themes; what was in the others is in none. */
  clustering: Clustering;
  /** Sections that return from post to post and name no theme. */
  formats: Format[];
  /** By theme, and for each by sub-theme. */
  named: Fit["named"];
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
  /** What stands in a text, without these. @default read when it is asked for */
  read?: ReadText;
  /** The pillar of each theme, the largest first; empty where the themes are not grouped. */
  pillarsOf: (clustering: Clustering) => Int32Array;
  /** The id of each group; and its label, where it is the theme that was called so in the last run. */
  knownAs: (clustering: Clustering) => readonly { id: string; label?: string }[];
}

/** Makes clusters into themes: terms, a label, exemplars, an opening sentence, size, cohesion, neighbours and timeline. */
export async function describe(
  input: DescribeInput,
  options: DescribeOptions,
  context: Context,
): Promise<Described> {
  const { passages, languages, embeddings } = input;
  const posts = new Map(input.posts.map((post) => [post.id, post]));
  const progress = context.log.progress("Naming themes", input.clustering.k);
  const stopped = stopper(options.stopWords);
  const allParts = partsOf(passages, input.clustering);
  const formats = formatsOf(passages, input.clustering.assignment, options.holdings);
  const formatKeys = new Set(formats.map(({ key }) => key));
  const namer = new Namer({
    ...options,
    ...{ posts, passages, languages, embeddings, stopped, parts: allParts, formats: formatKeys },
    read: options.read ?? textReader(options.stopWords),
  });
  const known = options.knownAs(input.clustering);
  const names = known.map(({ label }, t) => input.clustering.names?.[t] ?? label);
  const groups = await namer.name(allParts.ofTheme, input.clustering.centroids, { names });
  const found = membersOf(passages, input.clustering);
  const alone = ofOnePost(found, passages, input.clustering);
  const dropped = drawersOf(groups, input.clustering, alone);
  const clustering = withoutGroups(input.clustering, dropped, embeddings, alone);
  const members = membersOf(passages, clustering);
  const parts = partsWithout(allParts, dropped);
  // Names are told from what the groups were found with, sizes from all that is in them now.
  const partsNow = dropped.length === 0 ? parts : partsOf(passages, clustering);
  const isKept = (_: unknown, t: number): boolean => !dropped.includes(t);
  const named = groups.filter(isKept);
  const subthemeNames: Naming[][] = [];
  const maker = new ThemeMaker({
    ...{ posts, passages, embeddings, clustering, members, named },
    ids: known.filter(isKept).map(({ id }) => id),
    formats: formatKeys,
    topWords: topWords(passages, members, stopped, languages),
    vectorOf: options.vectorOf,
    subthemes: async (t, label) => {
      const subNames = await namesOfParts(t, label, parts, input.clustering.subthemes.centroids, namer);
      subthemeNames[t] = subNames;
      return { members: membersOfSubthemes(partsNow, t), named: subNames };
    },
  });
  const themes: Theme[] = [];
  for (let t = 0; t < clustering.k; t++) {
    context.signal.throwIfAborted();
    themes.push(await maker.theme(t));
    progress.advance();
  }
  progress.done();
  const pillarOf = options.pillarsOf(clustering);
  const wordings = named.map(({ wording }) => wording);
  const pillars = await namedPillars(
    pillarOf,
    themes,
    { namer, parts, members, clustering, wordings },
    input,
  );
  return {
    themes: themes.map((theme, t) => ({
      ...theme,
      ...pillarIdOf(pillarOf, pillars, t),
      related: relatedTo(t, themes, clustering.centroids),
    })),
    pillars,
    clustering,
    formats,
    named: { themes: named, subthemes: subthemeNames },
  };
}

/** @param centroids of all sub-themes, into which the rows of `parts.subthemes` point */
async function namesOfParts(
  t: number,
  parent: string,
  parts: Parts,
  centroids: Matrix,
  namer: Namer,
): Promise<Naming[]> {
  const rows = at(parts.subthemes, t);
  const own = at(parts.ofTheme, t).slice(0, rows.length);
  return namer.name(
    own.map((part) => [part]),
    selectRows(centroids, rows),
    { parent },
  );
}

/** What pillars are named from. */
interface PillarSources {
  namer: Namer;
  parts: Parts;
  members: readonly Members[];
  clustering: Clustering;
  /** What each theme is called inside a sentence. */
  wordings: readonly string[];
}

async function namedPillars(
  pillarOf: Int32Array,
  themes: readonly Theme[],
  { namer, parts, members, clustering, wordings }: PillarSources,
  { passages, languages }: DescribeInput,
): Promise<Pillar[]> {
  const groups = themesOfPillars(pillarOf);
  const names = await namer.name(
    groups.map((group) => group.flatMap((t) => at(parts.ofTheme, t))),
    pillarCentroids(groups, clustering.centroids, members),
    {
      others: themes.map(({ label }) => label),
      members: groups.map((group) => group.map((t) => at(parts.ofTheme, t))),
    },
  );
  const joiner = joinerOf(commonestLanguage(languages));
  return pillarsFrom(groups, names, wordings, themes, members, passages, joiner);
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
