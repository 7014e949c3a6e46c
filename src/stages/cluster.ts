import { clustererFor } from "../clusterers/index.js";
import { candidateCounts, scoreCandidates, type KMeasured } from "../core/choose-k.js";
import { calinskiHarabasz, cosineSilhouette, daviesBouldin } from "../core/indices.js";
import { kmeansPlusPlus, type KmeansResult } from "../core/kmeans.js";
import { diffuse, diffusionNeighbors, nearestNeighbors } from "../core/knn.js";
import { dotRows, normalizeRows, row, selectRows } from "../core/matrix.js";
import { lowFence } from "../core/outliers.js";
import type { Random } from "../core/random.js";
import { UserError } from "../errors.js";
import type { Clustering, Context, Embeddings, KEvidence, Matrix, Passage } from "../types.js";

export interface ClusterOptions {
  /** The number of themes. @default "auto" */
  themes: "auto" | number;
}

/** Seeded starts while looking for k, and for the k that was chosen: so many points' worth, within bounds. */
const TRIAL_STARTS = { least: 2, most: 10, points: 3000 };
const FINAL_STARTS = { least: 4, most: 40, points: 10_000 };
/** With fewer posts than this a theme may stand in a single one. */
const FEW_POSTS = 8;
/** The indices of a candidate settle long before its last point does. */
const TRIAL_ITERATIONS = 15;
const MAX_ITERATIONS = 50;
/** Candidates are compared on a random sample of so many passages; indices of a larger one differ by a hair. */
const TRIAL_POINTS = 1000;
/** Passages of fewer words take no part in finding the themes; they are placed afterwards. */
const MIN_WORDS = 12;
/** With fewer passages than this there is nothing to divide. */
const DIVISIBLE = 10;
/** Robust standard deviations under the median similarity at which a passage counts as far from every theme. */
const FAR_SIGMAS = 2.5;
/** At most this share of the passages is left unplaced for being far. */
const MOST_UNPLACED = 0.1;
/** Difference of two cosines that makes a placement clear: at this margin, confidence is tanh(1) ≈ 0.76. */
const CLEAR_MARGIN = 0.1;

/**
 * Groups passages into themes: k-means on the embeddings from seeded k-means++ starts, the best of several, the
 * number of themes chosen from the data unless it is given. Each text counts once however often it is repeated.
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
  const points = drawTogether(selectRows(embeddings, training));
  if (points.rows === 0) {
    throw new UserError(
      "noInput",
      "Expected passages with words that the model knows, got none. Add posts with prose.",
    );
  }
  const { k, evidence, choice } = await chooseCount(points, options.themes, random, context);
  const best = bestOf(points, k, FINAL_STARTS, MAX_ITERATIONS, random.fork("final"));
  const owners = training.map((i) => passages[i]?.postId ?? "");
  const kept = options.themes === "auto" ? keepRecurring(points, best, owners) : best;
  const centroids = nonEmptyCentroids(kept);
  const placement = place(withRows(embeddings, training, points), passages, centroids);
  return { ...largestFirst(placement, passages, centroids), k: centroids.rows, evidence, choice };
}

/** One step of diffusion on the graph of nearest neighbours, where there are enough passages to have any. */
function drawTogether(points: Matrix): Matrix {
  if (points.rows < DIVISIBLE) return points;
  const count = diffusionNeighbors(points.rows);
  return diffuse(points, nearestNeighbors(points, count), count);
}

/** The embeddings with some rows replaced: passages are placed by the same vectors by which the themes were found. */
function withRows(embeddings: Embeddings, indices: readonly number[], rows: Matrix): Embeddings {
  const data = Float32Array.from(embeddings.data);
  indices.forEach((i, place) => data.set(row(rows, place), i * rows.dims));
  return { ...embeddings, data };
}

/** Passages that decide the themes: known to the model, not repetitions, and long enough if enough of them are. */
function trainingRows(embeddings: Embeddings, passages: readonly Passage[]): number[] {
  const unknown = new Set(embeddings.unknown);
  const distinct = passages.flatMap((p, i) => (unknown.has(i) || p.duplicateOf !== undefined ? [] : [i]));
  const long = distinct.filter((i) => (passages[i]?.words ?? 0) >= MIN_WORDS);
  return long.length >= DIVISIBLE ? long : distinct;
}

interface Choice {
  k: number;
  evidence: KEvidence[];
  choice: string;
}

async function chooseCount(
  points: Matrix,
  themes: "auto" | number,
  random: Random,
  context: Context,
): Promise<Choice> {
  if (themes !== "auto") {
    if (themes > points.rows) {
      const got = `Expected at most ${points.rows} themes (there are ${points.rows} different passages), got ${themes}.`;
      throw new UserError("config", `${got} Lower --themes or add posts.`);
    }
    return { k: themes, evidence: [], choice: `The number of themes, ${themes}, was given.` };
  }
  const candidates = points.rows < DIVISIBLE ? [] : candidateCounts(points.rows);
  if (candidates.length === 0) {
    const choice = `${points.rows} different ${points.rows === 1 ? "passage is" : "passages are"} too few to divide.`;
    return { k: 1, evidence: [], choice };
  }
  const measured = await measureCandidates(
    sampleOf(points, random.fork("sample")),
    candidates,
    random,
    context,
  );
  // Fewer distinct points than candidates give the same clustering again.
  const evidence = measured.filter((entry, i) => measured.findIndex(({ k }) => k === entry.k) === i);
  const best = evidence.reduce((a, b) => (b.score > a.score ? b : a));
  if (best.k === 1)
    return { k: 1, evidence: [], choice: "All passages are alike to the model; there is nothing to divide." };
  return { k: best.k, evidence, choice: choiceSentence(best, evidence) };
}

function choiceSentence(best: KEvidence, evidence: readonly KEvidence[]): string {
  const first = evidence[0]?.k ?? best.k;
  const last = evidence.at(-1)?.k ?? best.k;
  return (
    `Of ${evidence.length} numbers tried, from ${first} to ${last}, ${best.k} did best when three measures of how ` +
    `well groups hold together and stay apart were weighed with how many themes a reader can use.`
  );
}

async function measureCandidates(
  points: Matrix,
  candidates: readonly number[],
  random: Random,
  context: Context,
): Promise<KEvidence[]> {
  const progress = context.log.progress("Looking for the number of themes", candidates.length);
  const measured: KMeasured[] = [];
  for (const k of candidates) {
    context.signal.throwIfAborted();
    measured.push(measure(points, bestOf(points, k, TRIAL_STARTS, TRIAL_ITERATIONS, random.fork(`k=${k}`))));
    progress.advance();
    await yieldToSignals();
  }
  progress.done();
  return scoreCandidates(measured, points.rows);
}

/** Lets signals and progress displays have their turn between long stretches of arithmetic. */
function yieldToSignals(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function measure(points: Matrix, { labels, centroids }: KmeansResult): KMeasured {
  return {
    k: centroids.rows,
    silhouette: cosineSilhouette(points, labels, centroids.rows),
    daviesBouldin: daviesBouldin(points, labels, centroids),
    calinskiHarabasz: calinskiHarabasz(points, labels, centroids),
  };
}

/** The run of least inertia from several seeded starts. */
function bestOf(
  points: Matrix,
  k: number,
  starts: typeof FINAL_STARTS,
  iterations: number,
  random: Random,
): KmeansResult {
  const engine = clustererFor(points.rows, points.dims);
  const wanted = Math.min(starts.most, Math.max(starts.least, Math.round(starts.points / points.rows)));
  let best = engine.cluster(points, kmeansPlusPlus(points, k, random), iterations);
  for (let start = 1; start < wanted; start++) {
    const result = engine.cluster(points, kmeansPlusPlus(points, k, random), iterations);
    if (result.inertia < best.inertia) best = result;
  }
  return best;
}

/** A random sample of the points, in their order; all of them where they are few. */
function sampleOf(points: Matrix, random: Random): Matrix {
  if (points.rows <= TRIAL_POINTS) return points;
  const indices = Uint32Array.from({ length: points.rows }, (_, i) => i);
  for (let i = 0; i < TRIAL_POINTS; i++) {
    const j = i + random.int(points.rows - i);
    [indices[i], indices[j]] = [indices[j] ?? 0, indices[i] ?? 0];
  }
  return selectRows(points, indices.subarray(0, TRIAL_POINTS).sort());
}

/**
 * A theme recurs: clusters that stand in a single post are given up, and their passages go to what is nearest, unless
 * the collection has hardly any posts.
 */
function keepRecurring(points: Matrix, result: KmeansResult, owners: readonly string[]): KmeansResult {
  if (new Set(owners).size < FEW_POSTS) return result;
  const posts = Array.from({ length: result.centroids.rows }, () => new Set<string>());
  result.labels.forEach((label, i) => posts[label]?.add(owners[i] ?? ""));
  const recurring = Array.from(posts.keys()).filter((c) => (posts[c]?.size ?? 0) >= 2);
  if (recurring.length === result.centroids.rows || recurring.length < 2) return result;
  const engine = clustererFor(points.rows, points.dims);
  const again = engine.cluster(points, selectRows(result.centroids, recurring), MAX_ITERATIONS);
  return keepRecurring(points, again, owners);
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

/** Numbers the themes by their distinct passages, the most first; of equals the one that comes first in the posts. */
function largestFirst(
  placement: Placement,
  passages: readonly Passage[],
  centroids: Matrix,
): Placement & { centroids: Matrix } {
  const { labels } = placement;
  const size = new Array<number>(centroids.rows).fill(0);
  labels.forEach((label, i) => {
    if (label >= 0 && passages[i]?.duplicateOf === undefined) size[label] = (size[label] ?? 0) + 1;
  });
  const order = Array.from(size.keys()).sort(
    (a, b) => (size[b] ?? 0) - (size[a] ?? 0) || labels.indexOf(a) - labels.indexOf(b),
  );
  const numbers = new Int32Array(centroids.rows);
  order.forEach((c, number) => (numbers[c] = number));
  const renumber = (old: Int32Array): Int32Array => old.map((c) => (c < 0 ? -1 : (numbers[c] ?? -1)));
  return {
    ...placement,
    labels: renumber(labels),
    nearest: renumber(placement.nearest),
    second: renumber(placement.second),
    centroids: selectRows(centroids, order),
  };
}

type Placement = Pick<Clustering, "labels" | "nearest" | "second" | "confidence" | "reasons">;

/** Gives every passage its nearest theme, and takes out those that are far from all. */
function place(embeddings: Embeddings, passages: readonly Passage[], centroids: Matrix): Placement {
  const { rows } = embeddings;
  const placement: Placement = {
    labels: new Int32Array(rows),
    nearest: new Int32Array(rows),
    second: new Int32Array(rows).fill(-1),
    confidence: new Float32Array(rows),
    reasons: new Array<string>(rows).fill(""),
  };
  const similarity = new Float32Array(rows);
  for (let i = 0; i < rows; i++) similarity[i] = placeOne(embeddings, i, centroids, placement);
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
  placeCopies(placement, passages);
  return placement;
}

/** A repetition goes where its original went. */
function placeCopies(placement: Placement, passages: readonly Passage[]): void {
  const at = new Map(passages.map((passage, i) => [passage.id, i]));
  passages.forEach(({ duplicateOf }, i) => {
    const original = duplicateOf === undefined ? undefined : at.get(duplicateOf);
    if (original === undefined) return;
    for (const column of [placement.labels, placement.nearest, placement.second, placement.confidence]) {
      column[i] = column[original] ?? 0;
    }
    placement.reasons[i] = placement.reasons[original] ?? "";
  });
}

/** Fills in one passage's nearest and second theme; returns its similarity to the nearest. */
function placeOne(embeddings: Embeddings, i: number, centroids: Matrix, placement: Placement): number {
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
  placement.confidence[i] = runnerUp === -Infinity ? 1 : Math.tanh((best - runnerUp) / CLEAR_MARGIN);
  return best;
}

function unplace(placement: Placement, i: number, reason: string): void {
  placement.labels[i] = -1;
  placement.confidence[i] = 0;
  placement.reasons[i] = reason;
}

/** Passages under the fence, the farthest first, at most a tenth of all. */
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
