import { takeNear, type Taken } from "./take-named.js";
import { joinNamed } from "./join-named.js";
import { normalize, row, selectRows, zeros } from "../../math/matrix.js";
import type { Clustering } from "../../shapes/clustering.js";
import type { NamedTheme } from "../../shapes/config.js";
import type { Context } from "../../shapes/context.js";
import type { Embedder } from "../../shapes/embedder.js";
import type { Embeddings, Matrix } from "../../shapes/embeddings.js";
import type { Passage } from "../../shapes/passage.js";

export interface GuideInput {
  passages: readonly Passage[];
  embeddings: Embeddings;
}

export interface GuideOptions {
  /** The themes that the editor named. */
  namedThemes: readonly NamedTheme[];
  /** The embedder of the run, for the phrases. */
  embedder: Embedder;
  /** Finds themes in what no named theme has taken. */
  cluster: (embeddings: Embeddings, passages: readonly Passage[]) => Promise<Clustering>;
}

export interface Guided {
  clustering: Clustering;
  /** What the editor should know: named themes that nothing is about. */
  notes: string[];
}

/**
 * Puts passages near to a named theme there first, and lets the rest be clustered freely; then passages that are nearer
 * to a named theme than to the free one they came to follow. Without named themes the clustering is what `cluster` makes.
 */
export async function guide(input: GuideInput, options: GuideOptions, context: Context): Promise<Guided> {
  const { passages, embeddings } = input;
  if (options.namedThemes.length === 0) {
    return { clustering: await options.cluster(embeddings, passages), notes: [] };
  }
  const unknown = new Set(embeddings.unknown);
  const eligible = passages.flatMap((p, i) => (unknown.has(i) || p.duplicateOf !== undefined ? [] : [i]));
  const anchors = await anchorsOf(options.namedThemes, options.embedder);
  const taken = takeNear(embeddings, eligible, anchors);
  const originals = originalsOf(passages);
  originals.forEach((original, i) => (taken.labels[i] = taken.labels[original] ?? -1));
  const notes = options.namedThemes
    .filter((_, t) => taken.found[t] !== true)
    .map(({ name }) => `Nothing in the posts is near the theme that you named “${name}”, so it is left out.`);
  for (const note of notes) context.log.warn(note);
  const rest = passages.flatMap((_, i) => ((taken.labels[i] ?? -1) < 0 ? [i] : []));
  const free = await clusterRest(input, rest, taken, options);
  const names = options.namedThemes.map(({ name }) => name);
  return {
    clustering: joinNamed(embeddings, originals, { taken, names }, { rest, clustering: free }),
    notes,
  };
}

/** For each passage the one that it repeats, else itself. */
function originalsOf(passages: readonly Passage[]): Int32Array {
  const at = new Map(passages.map(({ id }, i) => [id, i]));
  return Int32Array.from(passages, ({ duplicateOf }, i) => at.get(duplicateOf ?? "") ?? i);
}

/** The mean of each theme's phrases, and of its name where no phrase says anything to the model. */
async function anchorsOf(themes: readonly NamedTheme[], embedder: Embedder): Promise<Matrix> {
  const anchors = zeros(themes.length, embedder.identity.dims);
  for (const [t, { name, phrases }] of themes.entries()) {
    const anchor = row(anchors, t);
    for (const phrase of phrases.length > 0 ? phrases : [name]) {
      (await embedder.embed(phrase)).forEach((value, d) => (anchor[d] = (anchor[d] ?? 0) + value));
    }
    normalize(anchor);
  }
  return anchors;
}

/** The free themes; none where the named ones took all that could be clustered. */
async function clusterRest(
  { passages, embeddings }: GuideInput,
  rest: readonly number[],
  taken: Taken,
  { cluster }: GuideOptions,
): Promise<Clustering> {
  const unknown = new Set(embeddings.unknown);
  const places = rest.flatMap((i, place) => (unknown.has(i) ? [place] : []));
  const left = selectRows(embeddings, [...rest]);
  if (places.length === rest.length && taken.found.includes(true)) return noThemes(rest.length, left.dims);
  return cluster(
    { ...left, unknown: places, modelKey: embeddings.modelKey },
    rest.flatMap((i) => passages[i] ?? []),
  );
}

function noThemes(rows: number, dims: number): Clustering {
  const none = (): Int32Array => new Int32Array(rows).fill(-1);
  return {
    labels: none(),
    nearest: none(),
    second: none(),
    confidence: new Float32Array(rows),
    reasons: new Array<string>(rows).fill("it holds no word that the model knows"),
    centroids: zeros(0, dims),
    k: 0,
    stability: new Float32Array(0),
    subthemes: { labels: none(), parents: new Int32Array(0), centroids: zeros(0, dims) },
    evidence: [],
    choice: "All themes were named by you.",
  };
}
