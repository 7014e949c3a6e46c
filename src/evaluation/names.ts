/** How good the names of a run's themes are. */
import { at } from "../math/at.js";
import type { VectorOf } from "../shapes/embedder.js";
import type { Matrix } from "../shapes/embeddings.js";
import { isOfTwo } from "../stages/describe/labels/headings.js";
import { QueryFit } from "../stages/describe/labels/query-fit.js";
import { joinerOf } from "../text/languages.js";
import { commonestLanguage, languagesOf } from "../text/post-languages.js";
import type { StoredPassage, StoredTheme } from "./read-run.js";

export interface Names {
  /** Share of the labels that have two parts, "Kanban and metrics", 0…1. */
  twoPart: number;
  /** How well the best name of a theme fits, ≥ 0; undefined where the run did not write it. */
  fit: { least: number; median: number } | undefined;
  /**
   * Label as query: mean over the themes of the average precision with which a theme's label, embedded, finds its passages
   * among all (Manning, Raghavan & Schütze 2008, §8.4), 0…1; undefined where the vectors can't be had.
   */
  asQuery: number | undefined;
  /** What a label would reach that says nothing: the mean share of a theme among all passages, about. */
  chance: number | undefined;
  themes: { id: string; theme: string; fit: number | undefined; asQuery: number | undefined }[];
}

/** The vectors of a run's passages, and what gives a text a place among them. */
export interface Vectors {
  /** One row per passage of the run. */
  embeddings: Matrix;
  vectorOf: VectorOf;
}

/** What is needed to measure names. */
export interface NamedRun {
  themes: readonly Pick<StoredTheme, "id" | "label" | "fit">[];
  passages: readonly Pick<StoredPassage, "postId" | "text" | "themeId" | "duplicate">[];
}

/** @param vectors undefined where they can't be had */
export async function measureNames(
  { themes, passages }: NamedRun,
  vectors: Vectors | undefined,
): Promise<Names> {
  const joiner = joinerOf(commonestLanguage(languagesOf(passages)));
  const twoPart = themes.filter(({ label }) => isOfTwo(label, joiner)).length;
  const fits = themes.flatMap(({ fit }) => fit ?? []).sort((a, b) => a - b);
  const own = themes.map(({ id }) => rowsOf(passages, id));
  const among = rowsOf(passages);
  const queries = vectors && (await labelsAsQueries(themes, own, among, vectors));
  return {
    twoPart: themes.length > 0 ? twoPart / themes.length : 0,
    fit: fits.length > 0 ? { least: at(fits, 0), median: middleOf(fits) } : undefined,
    asQuery: queries && meanOf(queries),
    chance: queries && meanOf(own.map((rows) => rows.length / Math.max(1, among.length))),
    themes: themes.map(({ id, label, fit }, t) => ({ id, theme: label, fit, asQuery: queries?.[t] })),
  };
}

/** The average precision of each theme's label, 0…1. */
async function labelsAsQueries(
  themes: NamedRun["themes"],
  own: readonly (readonly number[])[],
  among: readonly number[],
  { embeddings, vectorOf }: Vectors,
): Promise<number[]> {
  const query = new QueryFit(embeddings, among, among.length);
  const found: number[] = [];
  for (const [t, { label }] of themes.entries()) {
    found.push(query.averagePrecision(await vectorOf(label), new Set(at(own, t))));
  }
  return found;
}

/** The passages of a theme, or all; each text once. */
function rowsOf(passages: NamedRun["passages"], theme?: string): number[] {
  return passages.flatMap(({ themeId, duplicate }, i) =>
    duplicate || (theme !== undefined && themeId !== theme) ? [] : [i],
  );
}

function meanOf(values: readonly number[]): number | undefined {
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : undefined;
}

/** The median. */
export function middleOf(sorted: readonly number[]): number {
  const half = sorted.length / 2;
  return (at(sorted, Math.ceil(half) - 1) + at(sorted, Math.floor(half))) / 2;
}
