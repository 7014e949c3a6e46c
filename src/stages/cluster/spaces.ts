import { groupMeans } from "../../math/centroids.js";
import { row, selectRows } from "../../math/matrix.js";
import type { Embeddings, Matrix } from "../../shapes/embeddings.js";
import type { Passage } from "../../shapes/passage.js";
import type { Random } from "../../shapes/random.js";
import { distinctRows } from "../../text/distinct.js";
import { stretchesOf, stretchWords } from "../../text/stretches.js";
import type { Granularity } from "../../shapes/clustering.js";
import { mostClusters, SUITABLE, suitableNumber } from "./choose-k.js";
import { louvain } from "./louvain.js";
import { COARSEST } from "./resolutions.js";
import { DIVISIBLE, spaceOf, type Space } from "./space.js";

/** Passages of fewer words take no part in finding the themes; they are placed afterwards. */
const MIN_WORDS = 12;

/** Where the themes are looked for. */
export interface Spaces {
  /** Stretches of posts, in which the themes are found; the passages themselves in a small collection. */
  coarse: Space;
  /** The passages that decide the themes: in these the themes are confirmed and divided. */
  fine: Space;
  /** For each point of `fine` the point of `coarse` that it is a part of. */
  partOf: Int32Array;
}

/**
 * The spaces in which themes are looked for.
 *
 * @param training rows of the passages that decide the themes, as `trainingRows` gives them
 */
export function spacesOf(
  embeddings: Embeddings,
  passages: readonly Passage[],
  training: readonly number[],
): Spaces {
  const vectors = selectRows(embeddings, training);
  const members = training.map((i) => passages[i]!);
  const wordCounts = members.map((passage) => passage.words);
  const words = wordCounts.reduce((sum, count) => sum + count, 0);
  const fine = spaceOf(
    vectors,
    members.map((passage) => passage.postId),
  );
  const stretches = stretchesIn(members, stretchWords(words));
  const partOf = new Int32Array(members.length);
  stretches.forEach((stretch, s) => stretch.forEach((i) => (partOf[i] = s)));
  if (stretches.length === members.length) return { coarse: fine, fine, partOf };
  const owners = stretches.map(([first]) => members[first!]!.postId);
  return { coarse: spaceOf(groupMeans(vectors, stretches, wordCounts), owners), fine, partOf };
}

/**
 * Spaces in which what is nearly the same counts once. Where even the coarsest communities are more than suit as
 * themes, each is taken for the versions of one text, and themes are looked for among the means of these.
 */
export function condensed(spaces: Spaces, granularity: Granularity, random: Random): Spaces {
  const { points, graph, owners } = spaces.coarse;
  if (points.rows < DIVISIBLE) return spaces;
  const versions = louvain(graph, COARSEST, random);
  const count = versions.reduce((most, version) => Math.max(most, version + 1), 0);
  const posts = new Set(owners).size;
  const most = Math.min(mostClusters(points.rows), SUITABLE * suitableNumber(posts, granularity));
  if (count <= most || count < DIVISIBLE) return spaces;
  const rows = Array.from({ length: count }, (): number[] => []);
  versions.forEach((version, i) => rows[version]!.push(i));
  const means = groupMeans(points, rows, new Array<number>(points.rows).fill(1));
  const coarse = spaceOf(
    means,
    rows.map(([first]) => owners[first!]!),
  );
  return { ...spaces, coarse, partOf: spaces.partOf.map((stretch) => versions[stretch]!) };
}

/** Stretches as rows of `members`, in the order of the members that begin them. */
function stretchesIn(members: readonly Passage[], most: number): number[][] {
  const reading = Array.from(members.keys()).sort((a, b) => {
    const [one, other] = [members[a]!, members[b]!];
    if (one.postId !== other.postId) return one.postId < other.postId ? -1 : 1;
    return one.ordinal - other.ordinal;
  });
  return stretchesOf(members, reading, most).sort(([a], [b]) => a! - b!);
}

/** The embeddings with some rows replaced: passages are placed by the same vectors by which the themes were found. */
export function withRows(embeddings: Embeddings, indices: readonly number[], rows: Matrix): Embeddings {
  const data = Float32Array.from(embeddings.data);
  indices.forEach((i, place) => data.set(row(rows, place), i * rows.dims));
  return { ...embeddings, data };
}

/**
 * Passages that decide the themes: known to the model, not repetitions, and long enough if enough of them are; by id,
 * which comes from their content, so that the order in which posts arrive makes no difference.
 */
export function trainingRows(embeddings: Embeddings, passages: readonly Passage[]): number[] {
  const distinct = distinctRows(passages, embeddings.unknown);
  const long = distinct.filter((i) => passages[i]!.words >= MIN_WORDS);
  const id = (i: number): string => passages[i]!.id;
  const rows = long.length >= DIVISIBLE ? long : distinct;
  return rows.sort((a, b) => (id(a) < id(b) ? -1 : id(a) > id(b) ? 1 : a - b));
}
