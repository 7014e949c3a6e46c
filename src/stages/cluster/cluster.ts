import { clustererFor } from "./engines/registry.js";
import { agreement } from "../../math/agreement.js";
import { meanDirections, nearestCentroids } from "../../math/centroids.js";
import { fewestOfTheBest, mostClusters, scoreCandidates, type KMeasured } from "./choose-k.js";
import { cosineSilhouette } from "../../math/indices.js";
import type { KmeansResult } from "../../shapes/clusterer.js";
import { kmeansPlusPlus } from "../../math/kmeans.js";
import { louvain } from "./louvain.js";
import { dotRows, normalizeRows, row, selectRows, zeros } from "../../math/matrix.js";
import { lowFence } from "../../math/outliers.js";
import type { Random } from "../../shapes/random.js";
import { calibrate, matchClusters, subsample, valueAt, type Curve } from "./resample.js";
import { subgraph } from "./shared-neighbors.js";
import { DIVISIBLE, groupMeans, pointsWithin, spaceOf, type Space } from "./space.js";
import { splitCluster } from "./split.js";
import { UserError } from "../../errors.js";
import { stretchesOf, stretchWords } from "../../text/stretches.js";
import type { Clustering, Granularity, KEvidence, SubClustering } from "../../shapes/clustering.js";
import type { Context } from "../../shapes/context.js";
import type { Embeddings, Matrix } from "../../shapes/embeddings.js";
import type { Passage } from "../../shapes/passage.js";

export interface ClusterOptions {
  /** The number of themes. @default "auto" */
  themes: "auto" | number;
  /** Shifts the number that is chosen. @default "medium" */
  granularity?: Granularity;
}

/** Resolutions at which communities are looked for, from a few broad ones to many, by equal factors. */
const RESOLUTIONS = Array.from({ length: 20 }, (_, i) => 0.06 * 1.25 ** i);
/** Times that communities are looked for at each resolution. */
const TRIES = 4;
/** Random parts of the passages on which a candidate must be found again, and each one's share of them. */
const TRIAL_RESAMPLES = 5;
const KEPT = 0.8;
/** The themes chosen are looked for again on so many parts: fewer where there are tens of thousands of passages. */
const RESAMPLES = { least: 5, most: 20, points: 80_000 };
/** A theme of which less than this is found again, on average, is none. */
const DISSOLVED = 1 / 3;
/** Seeded starts where the number was given: so many points' worth, within bounds. */
const STARTS = { least: 4, most: 40, points: 10_000 };
/** With fewer posts than this a theme may stand in a single one. */
const FEW_POSTS = 8;
/** What a candidate is worth settles long before its last point does. */
const TRIAL_ITERATIONS = 8;
const MAX_ITERATIONS = 50;
/** Passages of fewer words take no part in finding the themes; they are placed afterwards. */
const MIN_WORDS = 12;
/** Robust standard deviations under the median similarity at which a passage counts as far from every theme. */
const FAR_SIGMAS = 3;
/** At most this share of the passages is left unplaced for being far. */
const MOST_UNPLACED = 0.05;
/** A second theme is close where the first would not be kept in more than so many of the random parts. */
const CLOSE = 0.8;

/** Where the themes are looked for. */
interface Spaces {
  /** Stretches of posts, in which the themes are found; the passages themselves in a small collection. */
  coarse: Space;
  /** The passages that decide the themes: in these the themes are confirmed and divided. */
  fine: Space;
  /** For each point of `fine` the point of `coarse` that it is a part of. */
  partOf: Int32Array;
  words: number;
}

/** Finds start centroids anew in some of the points, by the method of the whole. */
type Restart = (kept: Int32Array, points: Matrix, random: Random) => Matrix;

interface Choice {
  start: KmeansResult;
  restart: Restart;
  evidence: KEvidence[];
  choice: string;
}

/**
 * Groups passages into themes: communities of the graph of shared nearest neighbours at several resolutions, moved to
 * their centroids; the number of themes chosen from these by evidence unless it is given (then k-means from seeded
 * starts). Where there is text enough they are found among stretches of several passages, and each passage is placed by
 * itself. Each text counts once however often it is repeated, and the order of the posts makes no difference.
 *
 * @throws UserError "noInput" where no passage could be embedded, "config" where more themes are asked for than there
 *   are different passages
 */
export async function cluster(
  embeddings: Embeddings,
  passages: readonly Passage[],
  options: ClusterOptions,
  context: Context,
): Promise<Clustering> {
  const random = context.random.fork("cluster");
  const training = trainingRows(embeddings, passages);
  if (training.length === 0) {
    throw new UserError(
      "noInput",
      "Expected passages with words that the model knows, got none. Add posts with prose.",
    );
  }
  const spaces = spacesOf(embeddings, passages, training);
  const { coarse, fine } = spaces;
  const { start, restart, evidence, choice } = await choose(spaces, options, random, context);
  const isFree = options.themes === "auto";
  const found = nonEmptyCentroids(isFree ? keepRecurring(coarse, start) : start);
  const again = found.rows > 1 ? await findAgain(spaces, restart, random.fork("again"), context) : [];
  const { centroids, stability, curve } = confirm(spaces, found, again, isFree);
  const vectors = withRows(embeddings, training, fine.points);
  const placement = place(vectors, passages, centroids, curve);
  const order = largestFirst(placement.labels, passages, centroids.rows);
  const themes = { ...renumber(placement, order), centroids: selectRows(centroids, order) };
  return {
    ...themes,
    k: centroids.rows,
    stability: Float32Array.from(order, (c) => stability[c] ?? 0),
    subthemes: divide(fine, training, vectors, passages, themes, random.fork("divide")),
    evidence,
    choice,
  };
}

function spacesOf(embeddings: Embeddings, passages: readonly Passage[], training: readonly number[]): Spaces {
  const found = selectRows(embeddings, training);
  const members = training.flatMap((i) => passages[i] ?? []);
  const wordCounts = members.map((passage) => passage.words);
  const words = wordCounts.reduce((sum, count) => sum + count, 0);
  const owner = (i: number): string => members[i]?.postId ?? "";
  const fine = spaceOf(
    found,
    members.map((passage) => passage.postId),
  );
  const stretches = stretchesIn(members, stretchWords(words));
  const partOf = new Int32Array(members.length);
  stretches.forEach((stretch, s) => stretch.forEach((i) => (partOf[i] = s)));
  if (stretches.length === members.length) return { coarse: fine, fine, partOf, words };
  const owners = stretches.map(([first = 0]) => owner(first));
  return { coarse: spaceOf(groupMeans(found, stretches, wordCounts), owners), fine, partOf, words };
}

/** Stretches as rows of `members`, in the order of the members that begin them. */
function stretchesIn(members: readonly Passage[], most: number): number[][] {
  const reading = Array.from(members.keys()).sort((a, b) => {
    const [one, other] = [members[a], members[b]];
    if (one === undefined || other === undefined) return a - b;
    if (one.postId !== other.postId) return one.postId < other.postId ? -1 : 1;
    return one.ordinal - other.ordinal;
  });
  return stretchesOf(members, reading, most).sort(([a = 0], [b = 0]) => a - b);
}

/** The embeddings with some rows replaced: passages are placed by the same vectors by which the themes were found. */
function withRows(embeddings: Embeddings, indices: readonly number[], rows: Matrix): Embeddings {
  const data = Float32Array.from(embeddings.data);
  indices.forEach((i, place) => data.set(row(rows, place), i * rows.dims));
  return { ...embeddings, data };
}

/**
 * Passages that decide the themes: known to the model, not repetitions, and long enough if enough of them are; by id,
 * which comes from their content, so that the order in which posts arrive makes no difference.
 */
function trainingRows(embeddings: Embeddings, passages: readonly Passage[]): number[] {
  const unknown = new Set(embeddings.unknown);
  const distinct = passages.flatMap((p, i) => (unknown.has(i) || p.duplicateOf !== undefined ? [] : [i]));
  const long = distinct.filter((i) => (passages[i]?.words ?? 0) >= MIN_WORDS);
  const id = (i: number): string => passages[i]?.id ?? "";
  const rows = long.length >= DIVISIBLE ? long : distinct;
  return rows.sort((a, b) => (id(a) < id(b) ? -1 : id(a) > id(b) ? 1 : a - b));
}

async function choose(
  { coarse, words }: Spaces,
  options: ClusterOptions,
  random: Random,
  context: Context,
): Promise<Choice> {
  const { themes } = options;
  const { points } = coarse;
  if (themes !== "auto") return given(points, themes, random);
  const candidates = await findCandidates(coarse, random, context);
  if (candidates.length === 0) return one(points, tooFew(points));
  const measured = candidates.map(({ measured }) => measured);
  const evidence = scoreCandidates(measured, words, options.granularity ?? "medium");
  const chosen = fewestOfTheBest(evidence);
  const candidate = candidates.find(({ measured }) => measured.k === chosen?.k);
  if (candidate === undefined || chosen === undefined) return one(points, ALIKE);
  return { ...candidate, evidence, choice: choiceSentence(chosen, evidence) };
}

const ALIKE = "All passages are alike to the model; there is nothing to divide.";

function tooFew({ rows }: Matrix): string {
  if (rows >= DIVISIBLE) return ALIKE;
  return `${rows} different ${rows === 1 ? "passage is" : "passages are"} too few to divide.`;
}

function one(points: Matrix, choice: string): Choice {
  const labels = new Int32Array(points.rows);
  const restart: Restart = (kept, some) => meanDirections(some, new Int32Array(kept.length));
  return {
    start: { labels, centroids: meanDirections(points, labels), inertia: 0 },
    restart,
    evidence: [],
    choice,
  };
}

function given(points: Matrix, themes: number, random: Random): Choice {
  if (themes > points.rows) {
    const got = `Expected at most ${points.rows} themes (there are ${points.rows} different passages), got ${themes}.`;
    throw new UserError("config", `${got} Lower --themes or add posts.`);
  }
  return {
    start: bestOf(points, themes, random.fork("final")),
    restart: (_, some, draw) => kmeansPlusPlus(some, Math.min(themes, some.rows), draw),
    evidence: [],
    choice: `The number of themes, ${themes}, was given.`,
  };
}

function choiceSentence(best: KEvidence, evidence: readonly KEvidence[]): string {
  const first = evidence[0]?.k ?? best.k;
  const last = evidence.at(-1)?.k ?? best.k;
  if (first === last) return `The passages fall into ${best.k} groups, however coarsely or finely one looks.`;
  return (
    `Of ${evidence.length} numbers tried, from ${first} to ${last}, ${best.k} did best when three things were weighed: ` +
    `how well the themes stand apart, how surely they are found again when a fifth of the passages is missing, and ` +
    `how many themes a reader can use. Of numbers that do about equally well the smallest is taken.`
  );
}

interface Candidate {
  measured: KMeasured;
  start: KmeansResult;
  restart: Restart;
}

/** The communities at every resolution that gives another number of them, by their number. */
async function findCandidates(space: Space, random: Random, context: Context): Promise<Candidate[]> {
  const { points, graph } = space;
  const most = points.rows < DIVISIBLE ? 0 : mostClusters(points.rows);
  const progress = context.log.progress("Looking for the number of themes", RESOLUTIONS.length);
  const parts = Array.from({ length: TRIAL_RESAMPLES }, (_, run) => {
    const kept = subsample(points.rows, KEPT, random.fork(`part ${run}`));
    return { kept, graph: subgraph(graph, kept) };
  });
  const found = new Map<number, Candidate>();
  for (const resolution of RESOLUTIONS) {
    context.signal.throwIfAborted();
    const labels = louvain(graph, resolution, random.fork("visits"), TRIES);
    const start = meanDirections(points, labels);
    progress.advance();
    if (start.rows > most) break;
    if (start.rows < 2 || found.has(start.rows)) continue;
    const moved = engineFor(points).cluster(points, start, TRIAL_ITERATIONS);
    const agreements = parts.map((part) => {
      const again = louvain(part.graph, resolution, random.fork("visits"));
      return agreement(
        Array.from(again),
        Array.from(part.kept, (i) => labels[i]),
      ).ami;
    });
    found.set(start.rows, {
      measured: {
        k: start.rows,
        silhouette: cosineSilhouette(points, moved.labels, start.rows),
        stability: agreements.reduce((sum, ami) => sum + ami, 0) / agreements.length,
      },
      start: moved,
      restart: (kept, some, draw) => meanDirections(some, louvain(subgraph(graph, kept), resolution, draw)),
    });
    await yieldToSignals();
  }
  progress.done();
  return [...found.values()].sort((a, b) => a.measured.k - b.measured.k);
}

function engineFor(points: Matrix): ReturnType<typeof clustererFor> {
  return clustererFor(points.rows, points.dims);
}

/** Lets signals and progress displays have their turn between long stretches of arithmetic. */
function yieldToSignals(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** The run of least inertia from several seeded starts. */
function bestOf(points: Matrix, k: number, random: Random): KmeansResult {
  const engine = engineFor(points);
  const wanted = Math.min(STARTS.most, Math.max(STARTS.least, Math.round(STARTS.points / points.rows)));
  let best = engine.cluster(points, kmeansPlusPlus(points, k, random), MAX_ITERATIONS);
  for (let start = 1; start < wanted; start++) {
    const result = engine.cluster(points, kmeansPlusPlus(points, k, random), MAX_ITERATIONS);
    if (result.inertia < best.inertia) best = result;
  }
  return best;
}

/**
 * Moves the themes to their passages. A theme recurs: those that stand in a single post are given up, and their
 * passages go to what is nearest, unless the collection has hardly any posts.
 */
function keepRecurring(space: Space, start: KmeansResult): KmeansResult {
  const { points, owners } = space;
  const result = engineFor(points).cluster(points, start.centroids, MAX_ITERATIONS);
  if (new Set(owners).size < FEW_POSTS) return result;
  const posts = Array.from({ length: result.centroids.rows }, () => new Set<string>());
  result.labels.forEach((label, i) => posts[label]?.add(owners[i] ?? ""));
  const recurring = Array.from(posts.keys()).filter((c) => (posts[c]?.size ?? 0) >= 2);
  if (recurring.length === result.centroids.rows || recurring.length < 2) return result;
  return keepRecurring(space, { ...result, centroids: selectRows(result.centroids, recurring) });
}

/** The centroids that have points, scaled to length 1. */
function nonEmptyCentroids({ labels, centroids }: KmeansResult): Matrix {
  const used = new Set(labels);
  return normalizeRows(
    selectRows(
      centroids,
      Array.from({ length: centroids.rows }, (_, c) => c).filter((c) => used.has(c)),
    ),
  );
}

interface Confirmed {
  /** Of length 1. */
  centroids: Matrix;
  /** Of each theme, 0…1. */
  stability: Float64Array;
  /** From how much nearer the first theme is than the second, to the chance that the passage stays with it. */
  curve: Curve;
}

/**
 * Looks at how much of each theme is found again on random parts of the stretches, and which passages stay. Unless the
 * number was given, a theme that mostly isn't is none: its passages go to what is nearest.
 */
function confirm(
  spaces: Spaces,
  start: Matrix,
  again: readonly Int32Array[],
  mayDissolve: boolean,
): Confirmed {
  const { points } = spaces.fine;
  const k = start.rows;
  if (k === 1) return { centroids: start, stability: new Float64Array(1).fill(1), curve: calibrate([], []) };
  const labels = nearestCentroids(points, start);
  const stability = new Float64Array(k);
  const stays = new Float64Array(points.rows);
  for (const others of again) {
    const match = matchClusters(labels, k, others);
    match.jaccard.forEach((value, c) => (stability[c] = (stability[c] ?? 0) + value / again.length));
    match.stays.forEach((value, i) => (stays[i] = (stays[i] ?? 0) + value / again.length));
  }
  const weakest = stability.indexOf(Math.min(...stability));
  if (mayDissolve && k > 2 && (stability[weakest] ?? 1) < DISSOLVED) {
    const others = Array.from(stability.keys()).filter((c) => c !== weakest);
    const found = spaces.coarse.points;
    const moved = engineFor(found).cluster(found, selectRows(start, others), MAX_ITERATIONS);
    return confirm(spaces, nonEmptyCentroids(moved), again, mayDissolve);
  }
  const margins = Float64Array.from(labels, (label, i) => marginOf(points, i, start, label));
  return { centroids: start, stability, curve: calibrate(margins, stays) };
}

/**
 * The theme of every passage as the themes are found on random parts of the stretches, by the method of the whole; also
 * what draws passages together is only what is in that part.
 */
async function findAgain(
  { coarse, fine, partOf }: Spaces,
  restart: Restart,
  random: Random,
  context: Context,
): Promise<Int32Array[]> {
  const { rows } = coarse.points;
  const { least, most, points: worth } = RESAMPLES;
  const runs = Math.min(most, Math.max(least, Math.round(worth / rows)));
  const out: Int32Array[] = [];
  for (let run = 0; run < runs; run++) {
    context.signal.throwIfAborted();
    const draw = random.fork(`part ${run}`);
    const kept = subsample(rows, KEPT, draw);
    if (kept.length === 0) continue;
    const isKept = new Uint8Array(rows);
    kept.forEach((i) => (isKept[i] = 1));
    const some = selectRows(pointsWithin(coarse, isKept), kept);
    const moved = engineFor(some).cluster(some, restart(kept, some, draw), TRIAL_ITERATIONS);
    const points = pointsWithin(
      fine,
      Uint8Array.from(partOf, (part) => isKept[part] ?? 0),
    );
    out.push(nearestCentroids(points, nonEmptyCentroids(moved)));
    await yieldToSignals();
  }
  return out;
}

/** How much nearer a point is to its centroid than to the next, in cosine. */
function marginOf(points: Matrix, i: number, centroids: Matrix, own: number): number {
  let second = -Infinity;
  for (let c = 0; c < centroids.rows; c++) {
    if (c !== own) second = Math.max(second, dotRows(points, i, centroids, c));
  }
  return Math.max(0, dotRows(points, i, centroids, own) - second);
}

/** Themes by their distinct passages, the most first; of equals the one that has the first id. */
function largestFirst(labels: Int32Array, passages: readonly Passage[], k: number): number[] {
  const size = new Array<number>(k).fill(0);
  const firstId = new Array<string>(k).fill("\uffff");
  passages.forEach(({ id, duplicateOf }, i) => {
    const label = labels[i] ?? -1;
    if (label < 0 || duplicateOf !== undefined) return;
    size[label] = (size[label] ?? 0) + 1;
    if (id < (firstId[label] ?? "")) firstId[label] = id;
  });
  return Array.from(size.keys()).sort(
    (a, b) => (size[b] ?? 0) - (size[a] ?? 0) || ((firstId[a] ?? "") < (firstId[b] ?? "") ? -1 : 1),
  );
}

/** @param order the old number of each new theme */
function renumber(placement: Placement, order: readonly number[]): Placement {
  const numbers = new Int32Array(order.length);
  order.forEach((c, number) => (numbers[c] = number));
  const anew = (old: Int32Array): Int32Array => old.map((c) => (c < 0 ? -1 : (numbers[c] ?? -1)));
  return {
    ...placement,
    labels: anew(placement.labels),
    nearest: anew(placement.nearest),
    second: anew(placement.second),
  };
}

/** Divides each theme where the data supports it, and puts every passage of a divided theme with a part of it. */
function divide(
  fine: Space,
  training: readonly number[],
  vectors: Matrix,
  passages: readonly Passage[],
  themes: { labels: Int32Array; centroids: Matrix },
  random: Random,
): SubClustering {
  const labels = new Int32Array(vectors.rows).fill(-1);
  const parents: number[] = [];
  const parts: Matrix[] = [];
  for (let theme = 0; theme < themes.centroids.rows; theme++) {
    const own = Int32Array.from(training.keys()).filter((t) => themes.labels[training[t] ?? 0] === theme);
    const owners = Array.from(own, (t) => fine.owners[t] ?? "");
    const centroids = splitCluster(
      selectRows(fine.points, own),
      subgraph(fine.graph, own),
      owners,
      random.fork(`theme ${theme}`),
    );
    if (centroids.rows < 2) continue;
    const members = Int32Array.from(themes.labels.keys()).filter((i) => themes.labels[i] === theme);
    const nearest = nearestCentroids(selectRows(vectors, members), centroids);
    const placed = new Int32Array(vectors.rows).fill(-1);
    members.forEach((i, place) => (placed[i] = nearest[place] ?? -1));
    const order = largestFirst(placed, passages, centroids.rows);
    members.forEach((i) => (labels[i] = parents.length + order.indexOf(placed[i] ?? -1)));
    order.forEach(() => parents.push(theme));
    parts.push(selectRows(centroids, order));
  }
  eachRepetition(passages, (copy, original) => (labels[copy] = labels[original] ?? -1));
  return { labels, parents: Int32Array.from(parents), centroids: stacked(parts, vectors.dims) };
}

function stacked(parts: readonly Matrix[], dims: number): Matrix {
  const out = zeros(
    parts.reduce((sum, { rows }) => sum + rows, 0),
    dims,
  );
  let at = 0;
  for (const part of parts) {
    out.data.set(part.data, at);
    at += part.data.length;
  }
  return out;
}

type Placement = Pick<Clustering, "labels" | "nearest" | "second" | "confidence" | "reasons">;

/** Gives every passage its nearest theme, and takes out those that are far from all. */
function place(
  embeddings: Embeddings,
  passages: readonly Passage[],
  centroids: Matrix,
  curve: Curve,
): Placement {
  const { rows } = embeddings;
  const placement: Placement = {
    labels: new Int32Array(rows),
    nearest: new Int32Array(rows),
    second: new Int32Array(rows).fill(-1),
    confidence: new Float32Array(rows),
    reasons: new Array<string>(rows).fill(""),
  };
  const similarity = new Float32Array(rows);
  for (let i = 0; i < rows; i++) similarity[i] = placeOne(embeddings, i, centroids, curve, placement);
  for (const i of embeddings.unknown) unplace(placement, i, "it holds no word that the model knows");
  const left = new Map<number, number>();
  for (const label of placement.labels) left.set(label, (left.get(label) ?? 0) + 1);
  for (const i of farPassages(similarity, embeddings.unknown)) {
    const label = placement.labels[i] ?? -1;
    const others = (left.get(label) ?? 0) - 1;
    if (others < 1) continue;
    left.set(label, others);
    unplace(placement, i, "it is far from every theme");
  }
  placeRepetitions(placement, passages);
  return placement;
}

/** Calls back with each repetition's row and the row of its original. */
function eachRepetition(
  passages: readonly Passage[],
  follow: (copy: number, original: number) => void,
): void {
  const at = new Map(passages.map((passage, i) => [passage.id, i]));
  passages.forEach(({ duplicateOf }, i) => {
    const original = duplicateOf === undefined ? undefined : at.get(duplicateOf);
    if (original !== undefined) follow(i, original);
  });
}

/** A repetition goes where its original went. */
function placeRepetitions(placement: Placement, passages: readonly Passage[]): void {
  eachRepetition(passages, (copy, original) => {
    for (const column of [placement.labels, placement.nearest, placement.second, placement.confidence]) {
      column[copy] = column[original] ?? 0;
    }
    placement.reasons[copy] = placement.reasons[original] ?? "";
  });
}

/** Fills in one passage's nearest and second theme; returns its similarity to the nearest. */
function placeOne(
  embeddings: Embeddings,
  i: number,
  centroids: Matrix,
  curve: Curve,
  placement: Placement,
): number {
  let best = -Infinity;
  let runnerUp = -Infinity;
  for (let c = 0; c < centroids.rows; c++) {
    const similarity = dotRows(embeddings, i, centroids, c);
    if (similarity > best) {
      runnerUp = best;
      placement.second[i] = best === -Infinity ? -1 : (placement.nearest[i] ?? -1);
      best = similarity;
      placement.nearest[i] = c;
    } else if (similarity > runnerUp) {
      runnerUp = similarity;
      placement.second[i] = c;
    }
  }
  placement.labels[i] = placement.nearest[i] ?? -1;
  const confidence = runnerUp === -Infinity ? 1 : valueAt(curve, best - runnerUp);
  placement.confidence[i] = confidence;
  if (confidence > CLOSE) placement.second[i] = -1;
  return best;
}

function unplace(placement: Placement, i: number, reason: string): void {
  placement.labels[i] = -1;
  placement.confidence[i] = 0;
  placement.reasons[i] = reason;
}

/** Passages under the fence, the farthest first, at most a twentieth of all. */
function farPassages(similarity: Float32Array, unknown: readonly number[]): number[] {
  const left = new Set(unknown);
  const known = Array.from(similarity.keys()).filter((i) => !left.has(i));
  const of = (i: number): number => similarity[i] ?? 0;
  const fence = lowFence(known.map(of), FAR_SIGMAS);
  return known
    .filter((i) => of(i) < fence)
    .sort((a, b) => of(a) - of(b) || a - b)
    .slice(0, Math.floor(known.length * MOST_UNPLACED));
}
