/** Places posts in the themes of a report that stands, by what its run learned. Nothing is written. */
import { existsSync } from "node:fs";
import { property } from "../io/json.js";
import { at } from "../math/at.js";
import { createRandom } from "../math/random.js";
import { UserError } from "../errors.js";
import { cell, openRunFolder, type RunFolder } from "../run/folder.js";
import { storeFile } from "../run/state-folder.js";
import type { Clustering } from "../shapes/clustering.js";
import type { Context } from "../shapes/context.js";
import type { Embedder } from "../shapes/embedder.js";
import type { Fit } from "../shapes/fit.js";
import type { Passage } from "../shapes/passage.js";
import type { Post, Skipped } from "../shapes/post.js";
import { chunk } from "../stages/chunk/chunk.js";
import { clean } from "../stages/clean/clean.js";
import { openEmbedder } from "../stages/embed/registry.js";
import { ingest } from "../stages/ingest/ingest.js";
import { placesIn } from "../stages/reconcile/extend.js";
import { rowsIn } from "../stages/reconcile/rows.js";
import { groupBy } from "../text/group.js";
import { languagesOf } from "../text/post-languages.js";
import { embedNew } from "../pipeline/embed-new.js";
import { version } from "../version.js";
import { openKeptFit } from "./kept-fit.js";
import { isModelOf, otherModel } from "./vectors.js";
import { readExploredRun, type ExploredRun } from "./read-run.js";

export interface AssignOptions {
  /** Files, folders and globs of posts. */
  paths: readonly string[];
  /** The report folder. */
  folder: string;
  /** The file of its store. @default the one in the report folder */
  store?: string;
  /** Takes the place of the folder that the run found its model in. */
  modelDir?: string;
}

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

export interface AssignedPost {
  path: string;
  record?: string;
  title: string;
  date?: string;
  passages: number;
  words: number;
  /** Largest first; empty where every passage fits nowhere. */
  themes: AssignedShare[];
  /** The theme to which most of its words lie nearest, whether they fit or not; absent where no word of it is known. */
  nearest?: AssignedTheme;
  /** Passages that fit nowhere, and their part of all of the post's. */
  unplaced: number;
  drift: number;
  /** Passages whose text stands in the report already. */
  known: number;
}

export interface Assigned {
  posts: AssignedPost[];
  passages: number;
  /** Part of all passages that fits nowhere, 0…1, and the same of the report: far more than there means that the themes have aged. */
  drift: number;
  driftOfReport: number;
  skipped: Skipped[];
}

/**
 * Where posts belong among the themes of a report: each passage goes where the next run would put it if it kept its themes.
 * Drafts are taken as well.
 *
 * @throws UserError "config" where the folder holds no report or its store no fit of it, "locked" where another process has the store,
 *   "noInput" where the paths hold no posts, "model" where the run's embedder can't be had
 */
export async function assign(
  { paths, folder, store, modelDir }: AssignOptions,
  effects: Omit<Context, "random">,
): Promise<Assigned> {
  const run = await readExploredRun(folder, effects, modelDir);
  const file = store ?? storeFile(folder);
  const kept = existsSync(file) ? await openKeptFit(file, run.passages) : undefined;
  if (kept === undefined || (run.adapt && kept.fit.learned === undefined)) throw noFit(folder, file);
  const report = await openRunFolder(folder, effects);
  const context: Context = { ...effects, random: createRandom(run.seed) };
  const { posts, skipped } = await ingest(paths, { ...run.reading, drafts: true }, context);
  const remove = [...run.reading.remove, ...(await boilerplateOf(report))];
  const cleaned = await clean(posts, { keep: run.reading.keep, remove }, context);
  const { embedder } = await openEmbedder(run.embedder, context);
  try {
    const limit = embedder.limit && { limit: embedder.limit };
    const passages = await chunk(cleaned.blocks, { passageWords: run.passageWords, ...limit }, context);
    const rows = rowsIn(kept.fit, passages);
    const places = await placesOf(kept.fit, passages, rows, { run, embedder, context });
    const themes = await themesOf(report, kept.fit);
    const texts = new Set(run.passages.map(({ text }) => text));
    const indices = groupBy([...passages.keys()], (i) => at(passages, i).postId);
    const assigned = posts.flatMap((post) => {
      const own = indices.get(post.id);
      return own === undefined ? [] : [assignedPost(post, own, { passages, texts, places, themes })];
    });
    return {
      posts: assigned,
      passages: passages.length,
      drift: share(places.assignment.filter((theme) => theme < 0).length, passages.length),
      driftOfReport: driftOf(report),
      skipped: [...skipped, ...cleaned.skipped],
    };
  } finally {
    await embedder.close();
  }
}

async function placesOf(
  fit: Fit,
  passages: readonly Passage[],
  rows: Int32Array,
  { run, embedder, context }: { run: ExploredRun; embedder: Embedder; context: Context },
): Promise<Clustering> {
  const languages = languagesOf(passages);
  const { embeddings, identity } = await embedNew(fit, { passages, rows, languages }, embedder, context);
  if (!isModelOf(run, { identity }) || embeddings.dims !== fit.embeddings.dims)
    throw otherModel(run, identity);
  if (run.version !== version)
    context.log.warn(`The report was written by throughline ${run.version}, this is ${version}.`);
  return placesIn(fit, passages, rows, embeddings);
}

/** Of a text of fewer words nobody knows whether it is boilerplate wherever it stands. */
const TELLING_WORDS = 5;

/** What the run learned to be boilerplate from all posts, which a few can't teach. */
async function boilerplateOf(report: RunFolder): Promise<string[]> {
  const rows = await report.table("removed.csv", ["reason", "text"]);
  return rows
    .filter((row) => /^in \d+ of \d+ posts$/.test(cell(row, "reason")))
    .map((row) => cell(row, "text"))
    .filter((text) => !text.endsWith("…") && text.split(/\s+/).length >= TELLING_WORDS);
}

/** The themes of a fit as the report calls and numbers them now. */
async function themesOf(report: RunFolder, fit: Fit): Promise<AssignedTheme[]> {
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

function driftOf({ record }: RunFolder): number {
  const counts = property(record, "counts");
  return share(Number(property(counts, "unplaced")), Number(property(counts, "passages")));
}

interface Placed {
  passages: readonly Passage[];
  /** All texts of the report. */
  texts: ReadonlySet<string>;
  places: Clustering;
  themes: readonly AssignedTheme[];
}

/** @param own positions of the post's passages */
function assignedPost(post: Post, own: readonly number[], placed: Placed): AssignedPost {
  const { passages, texts, places } = placed;
  const { path, record, title, date } = post;
  const unplaced = own.filter((i) => at(places.assignment, i) < 0).length;
  const nearest = nearestOf(own, placed);
  return {
    ...{ path, title },
    ...(record !== undefined && { record }),
    ...(date !== undefined && { date }),
    passages: own.length,
    words: wordsOf(own, passages),
    themes: sharesOf(own, placed),
    ...(nearest !== undefined && { nearest }),
    unplaced,
    drift: share(unplaced, own.length),
    known: own.filter((i) => texts.has(at(passages, i).text)).length,
  };
}

function sharesOf(own: readonly number[], { passages, places, themes }: Placed): AssignedShare[] {
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

function nearestOf(own: readonly number[], { passages, places, themes }: Placed): AssignedTheme | undefined {
  const near = own.filter((i) => at(places.nearest, i) >= 0);
  const [first] = [...groupBy(near, (i) => at(places.nearest, i))]
    .map(([theme, members]) => ({ theme, words: wordsOf(members, passages) }))
    .sort((a, b) => b.words - a.words || a.theme - b.theme);
  return first && at(themes, first.theme);
}

function wordsOf(own: readonly number[], passages: readonly Passage[]): number {
  return own.reduce((sum, i) => sum + at(passages, i).words, 0);
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function noFit(folder: string, file: string): UserError {
  return new UserError(
    "config",
    `Expected ${file} to hold what the run of ${folder} learned, got nothing that fits its report. Run \`throughline run\` into ${folder} again, without --no-store; then posts can be assigned. With --store, name the file that the run was given.`,
  );
}
