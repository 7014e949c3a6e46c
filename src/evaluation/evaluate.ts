import { UserError } from "../errors.js";
import { at } from "../math/at.js";
import { agreement, type Agreement } from "../math/agreement.js";
import { coherence } from "./coherence.js";
import { topicDiversity } from "./diversity.js";
import { singular } from "../text/word-forms.js";
import { isStopWord } from "../text/stop-words.js";
import { wordsOf } from "../text/words.js";
import type { Context } from "../shapes/context.js";
import { matchCategories } from "./match-categories.js";
import { agreementByLevel, type LevelAgreement } from "./levels.js";
import { measureNames, middleOf, type Names, type Vectors } from "./names.js";
import { readCategories, type CategoryFile } from "./read-categories.js";
import { INTERRUPTED } from "../run/folder.js";
import { readExploredRun } from "../search/read-run.js";
import { keptFit } from "../search/kept-fit.js";
import { vectorsOf } from "../search/vectors.js";
import { readRun, type StoredQuality, type StoredRun } from "./read-run.js";

/** Top words per theme that coherence and diversity look at, and words per window of coherence. */
const COHERENCE_WORDS = 10;
const DIVERSITY_WORDS = 25;
const WINDOW = 10;

/** How good a run's themes are; see docs/quality.md for every measure. */
export interface Evaluation {
  folder: string;
  version: string;
  embedder: string;
  posts: number;
  passages: number;
  themes: number;
  passagesPerTheme: { least: number; median: number; most: number };
  /** Passages that no theme holds, as a share of all, 0…1; and posts of which no theme holds a passage. */
  unplaced: number;
  unplacedPosts: number;
  names: Names;
  /** Mean over the themes of C_NPMI, −1…1; undefined where no theme has two words. */
  coherence: Coherence;
  /** Share of different words among the top 25 of all themes, 0…1. */
  diversity: number | undefined;
  quality: StoredQuality;
  labels?: CategoryEvaluation;
  /** What a reader of these figures should know, in plain words. */
  notes: string[];
}

export interface Coherence {
  /** In windows of ten words. */
  window: number | undefined;
  /** In whole passages. */
  passage: number | undefined;
  themes: { id: string; theme: string; window: number | undefined; passage: number | undefined }[];
}

export interface CategoryEvaluation extends Agreement {
  file: string;
  /** Rows with a category, rows among them whose post is in the run, and the share of these, 0…1. */
  rows: number;
  matchedRows: number;
  matchedShare: number;
  /** Rows without a category, and rows that can't be read. */
  unusableRows: number;
  /** Posts of the run with a category, of which the measures are taken. */
  posts: number;
  /** Different categories, and different primary themes, of these posts. */
  labels: number;
  themes: number;
  /** Posts among them without a theme; for the measures they are one more group. */
  unplacedPosts: number;
  /** The same posts at every level of the report. */
  levels: LevelAgreement[];
}

/** Gives the vectors of a folder's run. */
export type OpenVectors = (
  folder: string,
  context: Omit<Context, "random">,
) => Promise<Vectors & { close(): Promise<void> }>;

/**
 * Measures the report in a folder, by itself and, with a file of categories, against what people made of the posts. Where the
 * vectors can't be had, what is measured on them is left out and `notes` says why.
 *
 * @param openVectors by default the vectors that the run kept, or the same made again
 * @throws UserError "config" where the folder holds no report, or the categories can't be read or name none of its posts
 */
export async function evaluate(
  folder: string,
  options: { labels?: string },
  context: Omit<Context, "random">,
  openVectors: OpenVectors = vectorsOfFolder,
): Promise<Evaluation> {
  const run = await readRun(folder, context);
  const categories = options.labels === undefined ? undefined : await readCategories(options.labels, context);
  const measured = measureRun(run);
  const labels = categories && measureCategories(run, categories);
  const { names, notes } = await namesOf(run, () => openVectors(folder, context));
  return { ...measured, names, ...(labels && { labels }), notes: [...notesOn(run), ...notes] };
}

async function vectorsOfFolder(
  folder: string,
  context: Omit<Context, "random">,
): Promise<Awaited<ReturnType<OpenVectors>>> {
  const run = await readExploredRun(folder, context);
  const { embedder, adapted } = await vectorsOf(run, await keptFit(folder, run), context);
  return { ...adapted, close: () => embedder.close() };
}

async function namesOf(
  run: StoredRun,
  open: () => ReturnType<OpenVectors>,
): Promise<{ names: Names; notes: string[] }> {
  let vectors: Awaited<ReturnType<OpenVectors>> | undefined;
  try {
    vectors = await open();
    return { names: await measureNames(run, vectors), notes: [] };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const note = `Labels were not measured as queries, for want of the run's vectors: ${error.message}`;
    return { names: await measureNames(run, undefined), notes: [note] };
  } finally {
    await vectors?.close();
  }
}

/** Where files are of two runs, nobody need have edited the one that differs. */
function notesOn({ edited, interrupted }: StoredRun): string[] {
  if (interrupted) return [`The report may be of two runs. ${INTERRUPTED}`];
  return edited.map((name) => `${name} was edited since the run; it was measured as it is now.`);
}

function measureRun(run: StoredRun): Omit<Evaluation, "labels" | "names" | "notes"> {
  const { folder, version, embedder, themes, passages, posts, quality } = run;
  const sizes = themes.map((theme) => theme.passages).sort((a, b) => a - b);
  return {
    ...{ folder, version, embedder, quality },
    posts: posts.length,
    passages: passages.length,
    themes: themes.length,
    passagesPerTheme: { least: at(sizes, 0), median: middleOf(sizes), most: at(sizes, sizes.length - 1) },
    unplaced: share(passages.filter(({ themeId }) => themeId === undefined).length, passages.length),
    unplacedPosts: share(
      posts.filter(({ primaryThemeId }) => primaryThemeId === undefined).length,
      posts.length,
    ),
    coherence: measureCoherence(run),
    diversity: known(topicDiversity(themes.map(({ words }) => words.slice(0, DIVERSITY_WORDS)))),
  };
}

/** Each text counts once, and inflections as one word, so that "roadmaps" is near what "roadmap" is near. */
function measureCoherence({ themes, passages }: StoredRun): Coherence {
  const texts = passages.filter(({ duplicate }) => !duplicate).map(({ text }) => contentWords(text));
  const topics = themes.map(({ words }) => words.slice(0, COHERENCE_WORDS).map(singular));
  const window = coherence(topics, texts, WINDOW);
  const passage = coherence(topics, texts, Infinity);
  return {
    window: mean(window),
    passage: mean(passage),
    themes: themes.map(({ id, label }, i) => {
      return { id, theme: label, window: known(window[i]), passage: known(passage[i]) };
    }),
  };
}

/** The words of a text as a topic model would see them: without function words, inflections merged. */
function contentWords(text: string): string[] {
  return wordsOf(text)
    .filter((word) => !isStopWord(word))
    .map(singular);
}

function measureCategories(run: StoredRun, file: CategoryFile): CategoryEvaluation {
  const { posts } = run;
  const { categories, matched } = matchCategories(file, posts);
  const categorized = posts.flatMap(({ id, primaryThemeId }) => {
    const category = categories.get(id);
    return category === undefined ? [] : [{ category, theme: primaryThemeId ?? "" }];
  });
  const placed = categorized.filter(({ theme }) => theme !== "");
  return {
    ...agreement(
      categorized.map(({ theme }) => theme),
      categorized.map(({ category }) => category),
    ),
    file: file.path,
    rows: file.rows.length,
    matchedRows: matched,
    matchedShare: share(matched, file.rows.length),
    unusableRows: file.unusable,
    posts: categorized.length,
    labels: new Set(categorized.map(({ category }) => category)).size,
    themes: new Set(placed.map(({ theme }) => theme)).size,
    unplacedPosts: categorized.length - placed.length,
    levels: agreementByLevel(run, categories),
  };
}

function share(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}

function known(value: number | undefined): number | undefined {
  return value === undefined || Number.isNaN(value) ? undefined : value;
}

function mean(values: readonly number[]): number | undefined {
  const finite = values.filter((value) => !Number.isNaN(value));
  return finite.length > 0 ? finite.reduce((sum, value) => sum + value, 0) / finite.length : undefined;
}
