/** What places texts that are not of a report among its themes. */
import { UserError } from "../errors.js";
import { at } from "../math/at.js";
import { embedNew } from "../pipeline/embed-new.js";
import { cell, type RunFolder } from "../run/folder.js";
import type { Clustering } from "../shapes/clustering.js";
import type { Context } from "../shapes/context.js";
import type { Embeddings } from "../shapes/embeddings.js";
import type { Embedder } from "../shapes/embedder.js";
import type { Fit } from "../shapes/fit.js";
import type { Passage } from "../shapes/passage.js";
import { placesIn } from "../stages/reconcile/extend.js";
import { rowsIn } from "../stages/reconcile/rows.js";
import { groupBy } from "../text/group.js";
import { languagesOf } from "../text/post-languages.js";
import { version } from "../version.js";
import type { ExploredRun } from "./read-run.js";
import { isModelOf, otherModel } from "./vectors.js";

/** A theme of the report. */
export interface AssignedTheme {
  id: string;
  /** As the report numbers it. */
  number: number;
  label: string;
}

/** A theme of a post. */
export interface AssignedShare extends AssignedTheme {
  passages: number;
  words: number;
  /** Part of the post's words in placed passages, 0…1. */
  share: number;
  /** Mean over its passages by words, 0…1: the chance that a passage keeps its theme where a fifth of the collection is missing. */
  confidence: number;
}

/** Passages with what says where they belong. */
export interface Shared {
  passages: readonly Passage[];
  places: Clustering;
  themes: readonly AssignedTheme[];
}

/** Passages among the themes of a fit, with their vectors in its space. */
export interface Placed {
  places: Clustering;
  embeddings: Embeddings;
}

/** Where passages belong among the themes of a fit. */
export async function placesOf(
  fit: Fit,
  passages: readonly Passage[],
  { run, embedder, context }: { run: ExploredRun; embedder: Embedder; context: Context },
): Promise<Placed> {
  const rows = rowsIn(fit, passages);
  const languages = languagesOf(passages);
  const { embeddings, identity } = await embedNew(fit, { passages, rows, languages }, embedder, context);
  if (!isModelOf(run, { identity }) || embeddings.dims !== fit.embeddings.dims)
    throw otherModel(run, identity);
  if (run.version !== version)
    context.log.warn(`The report was written by throughline ${run.version}, this is ${version}.`);
  return { places: placesIn(fit, passages, rows, embeddings), embeddings };
}

/** Of a text of fewer words nobody knows whether it is boilerplate wherever it stands. */
const TELLING_WORDS = 5;

/** What the run learned to be boilerplate from all posts, which a few can't teach. */
export async function boilerplateOf(report: RunFolder): Promise<string[]> {
  const rows = await report.table("removed.csv", ["reason", "text"]);
  return rows
    .filter((row) => /^in \d+ of \d+ posts$/.test(cell(row, "reason")))
    .map((row) => cell(row, "text"))
    .filter((text) => !text.endsWith("…") && text.split(/\s+/).length >= TELLING_WORDS);
}

/** The themes of a fit as the report calls and numbers them now. */
export async function themesOf(report: RunFolder, fit: Fit): Promise<AssignedTheme[]> {
  const rows = await report.table("themes.csv", ["theme_id", "level", "number", "theme"]);
  const known = new Map(
    rows
      .filter((row) => cell(row, "level") === "theme")
      .map((row) => [
        cell(row, "theme_id"),
        { number: Number(cell(row, "number")), label: cell(row, "theme") },
      ]),
  );
  return fit.themes.map(({ id, number, label }) => ({ id, ...(known.get(id) ?? { number, label }) }));
}

/**
 * The themes of some passages, the largest share first.
 *
 * @param own their positions
 */
export function sharesOf(own: readonly number[], { passages, places, themes }: Shared): AssignedShare[] {
  const placed = own.filter((i) => at(places.assignment, i) >= 0);
  const all = wordsOf(placed, passages);
  return [...groupBy(placed, (i) => at(places.assignment, i))]
    .map(([theme, members]) => {
      const words = wordsOf(members, passages);
      const sure = members.reduce((sum, i) => sum + at(places.confidence, i) * at(passages, i).words, 0);
      const sizes = { passages: members.length, words, share: share(words, all) };
      return { ...at(themes, theme), ...sizes, confidence: share(sure, words) };
    })
    .sort((a, b) => b.share - a.share || a.number - b.number);
}

export function wordsOf(own: readonly number[], passages: readonly Passage[]): number {
  return own.reduce((sum, i) => sum + at(passages, i).words, 0);
}

export function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

export function noFit(folder: string, file: string): UserError {
  return new UserError(
    "config",
    `Expected ${file} to hold what the run of ${folder} learned, got nothing that fits its report. Run \`throughline run\` into ${folder} again, without --no-store; then drafts can be held against it. With --store, name the file that the run was given.`,
  );
}
