import { normalize, row, selectRows, zeros } from "../../math/matrix.js";
import type { NamedTheme } from "../../shapes/config.js";
import type { Context } from "../../shapes/context.js";
import type { VectorOf } from "../../shapes/embedder.js";
import type { Embeddings, Matrix } from "../../shapes/embeddings.js";
import type { Passage } from "../../shapes/passage.js";
import { distinctRows, originalRows } from "../../text/distinct.js";
import { takeNear, type Near } from "./near-anchors.js";

export interface TakeOptions {
  /** The themes that the editor named. */
  namedThemes: readonly NamedTheme[];
  /** Gives the phrases their place among the passages. */
  vectorOf: VectorOf;
}

/** What the named themes took, and what they left to be clustered freely. */
export interface Taken extends Near {
  /** The name of each anchor. */
  names: readonly string[];
  /** For each passage the row of the one that it repeats, else its own. */
  originals: Int32Array;
  /** Rows of the passages that were left. */
  rest: readonly number[];
  /** Those passages and their vectors, in that order. */
  passages: readonly Passage[];
  embeddings: Embeddings;
  /** What the editor should know: named themes that nothing is about. */
  notes: readonly string[];
}

/** Gives the passages that are near to a theme that the editor named to it; without named themes all are left. */
export async function takeNamed(
  passages: readonly Passage[],
  embeddings: Embeddings,
  { namedThemes, vectorOf }: TakeOptions,
  context: Context,
): Promise<Taken> {
  const anchors = await anchorsOf(namedThemes, vectorOf, embeddings.dims);
  const near = takeNear(embeddings, distinctRows(passages, embeddings.unknown), anchors);
  const originals = originalRows(passages);
  originals.forEach((original, i) => (near.assignment[i] = near.assignment[original]!));
  const rest = Array.from(passages.keys()).filter((i) => near.assignment[i]! < 0);
  const notes = namedThemes
    .filter((_, t) => near.found[t] !== true)
    .map(({ name }) => `Nothing in the posts is near the theme that you named “${name}”, so it is left out.`);
  for (const note of notes) context.log.warn(note);
  return {
    ...near,
    names: namedThemes.map(({ name }) => name),
    originals,
    rest,
    passages: rest.map((i) => passages[i]!),
    embeddings: rowsOf(embeddings, rest),
    notes,
  };
}

function rowsOf(embeddings: Embeddings, rows: readonly number[]): Embeddings {
  const isUnknown = new Set(embeddings.unknown);
  const unknown = rows.flatMap((i, place) => (isUnknown.has(i) ? [place] : []));
  return { ...embeddings, ...selectRows(embeddings, [...rows]), unknown };
}

/** The mean of each theme's phrases, and of its name where there are none; one row per theme, of length 1. */
async function anchorsOf(themes: readonly NamedTheme[], vectorOf: VectorOf, dims: number): Promise<Matrix> {
  const anchors = zeros(themes.length, dims);
  for (const [t, { name, phrases }] of themes.entries()) {
    const anchor = row(anchors, t);
    for (const phrase of phrases.length > 0 ? phrases : [name]) {
      (await vectorOf(phrase)).forEach((value, d) => (anchor[d]! += value));
    }
    normalize(anchor);
  }
  return anchors;
}
