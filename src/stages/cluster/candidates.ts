import { agreement } from "../../math/agreement.js";
import { meanDirections } from "../../math/centroids.js";
import { cosineSilhouette } from "../../math/indices.js";
import { kmeansPlusPlus } from "../../math/kmeans.js";
import type { KmeansResult } from "../../shapes/clusterer.js";
import type { KEvidence } from "../../shapes/clustering.js";
import type { Context } from "../../shapes/context.js";
import type { Matrix } from "../../shapes/embeddings.js";
import type { Random } from "../../shapes/random.js";
import { fewestOfTheBest, mostClusters, scoreCandidates, type KMeasured } from "./choose-k.js";
import type { ClusterOptions } from "./cluster-options.js";
import { takeTurn } from "../../io/turn.js";
import { engineFor } from "./engines/registry.js";
import { louvain } from "./louvain.js";
import { MAX_ITERATIONS, TRIAL_ITERATIONS } from "./iterations.js";
import { RESOLUTIONS } from "./resolutions.js";
import { KEPT, subsample } from "./resample.js";
import { subgraph } from "./shared-neighbors.js";
import { DIVISIBLE, type Space } from "./space.js";
import type { Spaces } from "./spaces.js";

/** Times that communities are looked for at each resolution. */
const TRIES = 4;
/** Random parts of the passages on which a candidate must be found again. */
const TRIAL_RESAMPLES = 5;
/** Seeded starts where the number was given: so many points' worth, within bounds. */
const STARTS = { least: 4, most: 40, points: 10_000 };

/** Finds start centroids anew in some of the points, by the method of the whole. */
export type Restart = (kept: Int32Array, points: Matrix, random: Random) => Matrix;

/** The themes to start from, and how their number came about. */
export interface Choice {
  start: KmeansResult;
  restart: Restart;
  evidence: KEvidence[];
  choice: string;
}

/** Chooses how many themes there are, and where they start. */
export async function choose(
  { coarse }: Spaces,
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
  const evidence = scoreCandidates(measured, new Set(coarse.owners).size, options.granularity ?? "medium");
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
  const assignment = new Int32Array(points.rows);
  const restart: Restart = (kept, points) => meanDirections(points, new Int32Array(kept.length));
  return {
    start: { assignment, centroids: meanDirections(points, assignment), inertia: 0 },
    restart,
    evidence: [],
    choice,
  };
}

function given(points: Matrix, themes: number, random: Random): Choice {
  const most = Math.min(themes, points.rows);
  const isLowered = most < themes;
  return {
    start: bestOf(points, most, random.fork("final")),
    restart: (_, part, draw) => kmeansPlusPlus(part, Math.min(most, part.rows), draw),
    evidence: [],
    choice: isLowered
      ? `The number of themes, ${themes}, was given; there are no more than ${most} different passages to divide.`
      : `The number of themes, ${themes}, was given.`,
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
  const parts = Array.from({ length: TRIAL_RESAMPLES }, (_, part) => {
    const kept = subsample(points.rows, KEPT, random.fork(`part ${part}`));
    return { kept, graph: subgraph(graph, kept) };
  });
  const candidates = new Map<number, Candidate>();
  for (const resolution of RESOLUTIONS) {
    context.signal.throwIfAborted();
    const assignment = louvain(graph, resolution, random.fork("visits"), TRIES);
    const start = meanDirections(points, assignment);
    progress.advance();
    if (start.rows > most) break;
    if (start.rows < 2 || candidates.has(start.rows)) continue;
    const moved = engineFor(points).cluster(points, start, TRIAL_ITERATIONS);
    const agreements = parts.map((part) => {
      const communities = louvain(part.graph, resolution, random.fork("visits"));
      return agreement(
        Array.from(communities),
        Array.from(part.kept, (i) => assignment[i]),
      ).ami;
    });
    candidates.set(start.rows, {
      measured: {
        k: start.rows,
        silhouette: cosineSilhouette(points, moved.assignment, start.rows),
        stability: agreements.reduce((sum, ami) => sum + ami, 0) / agreements.length,
      },
      start: moved,
      restart: (kept, part, draw) => meanDirections(part, louvain(subgraph(graph, kept), resolution, draw)),
    });
    await takeTurn(context.signal);
  }
  progress.done();
  return [...candidates.values()].sort((a, b) => a.measured.k - b.measured.k);
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
