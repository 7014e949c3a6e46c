/** A report, read back to be asked: its posts and passages with their vectors. */
import { existsSync } from "node:fs";
import { cell, openRunFolder, type Row, type RunFolder } from "../run/folder.js";
import { storeFile } from "../run/state-folder.js";
import type { Context } from "../shapes/context.js";
import { wordsOf } from "../text/words.js";
import { keptFit, openKeptFit, type KeptFit } from "./kept-fit.js";
import { meaningOf, tellOf, type Meaning } from "./meaning.js";
import { noFit } from "./placing.js";
import { exploredRunOf, PASSAGE_COLUMNS, type ExploredPassage, type ExploredRun } from "./read-run.js";
import { vectorsOf, type RunVectors } from "./vectors.js";
import type { ReportPost } from "../shapes/report.js";

/** Which report is asked. */
export interface ArchivePlace {
  /** The report folder. */
  folder: string;
  /** The file of its store. @default the one in the report folder */
  store?: string;
  /** Takes the place of the folder that the run found its model in. */
  modelDir?: string;
}

/** A post of the report. */
export type ArchivePost = Pick<
  ReportPost,
  "id" | "path" | "record" | "title" | "date" | "url" | "author" | "tags"
>;

/** A passage of the report; offsets as in `passages.csv`. */
export interface ArchivePassage extends ExploredPassage {
  start: number;
  end: number;
  headingPath: string;
  /** Absent where it is in no theme. */
  themeId?: string;
}

/** A theme of the report. */
export interface ArchiveTheme {
  id: string;
  /** As the report numbers it. */
  number: number;
  label: string;
}

export interface Archive {
  folder: string;
  /** The file of its store, whether or not it is there. */
  store: string;
  report: RunFolder;
  run: ExploredRun;
  passages: readonly ArchivePassage[];
  posts: ReadonlyMap<string, ArchivePost>;
  /** In the order of the report. */
  themes: readonly ArchiveTheme[];
  /** What the run learned; absent where its store is not to be had. */
  kept?: KeptFit;
  vectors: RunVectors;
  /** The words of each passage by its id; this and what follows is made ready when it is first asked for. */
  words: () => ReadonlyMap<string, string[]>;
  meaning: () => Meaning;
  close: () => Promise<void>;
}

/**
 * @param needsFit whether what the run learned is asked for, or only what its passages are
 * @throws UserError "config" where the folder holds no report, or no fit of it where one is needed, "locked" where another process
 *   has the store that is needed, "model" where the run's embedder can't be had
 */
export async function openArchive(
  { folder, store, modelDir }: ArchivePlace,
  effects: Omit<Context, "random">,
  { needsFit }: { needsFit: boolean },
): Promise<Archive> {
  const report = await openRunFolder(folder, effects);
  const rows = await report.table("passages.csv", [...PASSAGE_COLUMNS, "start", "end", "theme_id"]);
  const run = exploredRunOf(report, rows, { folder, modelDir });
  tellOf(run, effects);
  const file = store ?? storeFile(folder);
  // The store is read beside the tables.
  const [kept, posts, themes] = await Promise.all([
    needsFit ? neededFit(folder, file, run) : keptFit(folder, run, store),
    postsOf(report),
    archiveThemes(report),
  ]);
  const vectors = await vectorsOf(run, kept, effects);
  let meaning: Meaning | undefined;
  let words: ReadonlyMap<string, string[]> | undefined;
  return {
    ...{ folder, store: file, report, run, posts, themes, vectors },
    ...(kept && { kept }),
    passages: run.passages.map((passage, i) => ({ ...passage, ...placeOf(rows[i]) })),
    words: () => (words ??= new Map(run.passages.map(({ id, text }) => [id, wordsOf(text)]))),
    meaning: () => (meaning ??= meaningOf(run, vectors)),
    close: () => vectors.embedder.close(),
  };
}

/**
 * The fit of a report that can't do without.
 *
 * @throws UserError "config" where there is none, "locked" where another process has the store
 */
export async function neededFit(folder: string, file: string, run: ExploredRun): Promise<KeptFit> {
  const kept = existsSync(file) ? await openKeptFit(file, run.passages) : undefined;
  if (kept === undefined || (run.adapt && kept.fit.learned === undefined)) throw noFit(folder, file);
  return kept;
}

function placeOf(row: Row = {}): Omit<ArchivePassage, keyof ExploredPassage> {
  const themeId = cell(row, "theme_id");
  return {
    start: Number(cell(row, "start")),
    end: Number(cell(row, "end")),
    headingPath: cell(row, "heading_path"),
    ...(themeId !== "" && { themeId }),
  };
}

async function postsOf(report: RunFolder): Promise<Map<string, ArchivePost>> {
  const rows = await report.table("posts.csv", ["post_id", "path", "title", "date", "url", "author", "tags"]);
  return new Map(rows.map((row) => [cell(row, "post_id"), postOf(row)]));
}

function postOf(row: Row): ArchivePost {
  const optional = (name: "record" | "date" | "url" | "author"): object => {
    const value = cell(row, name);
    return value === "" ? {} : { [name]: value };
  };
  return {
    ...{ id: cell(row, "post_id"), path: cell(row, "path"), title: cell(row, "title") },
    ...{ ...optional("record"), ...optional("date"), ...optional("url"), ...optional("author") },
    tags: cell(row, "tags")
      .split("; ")
      .filter((tag) => tag !== ""),
  };
}

async function archiveThemes(report: RunFolder): Promise<ArchiveTheme[]> {
  const rows = await report.table("themes.csv", ["theme_id", "level", "number", "theme"]);
  return rows
    .filter((row) => cell(row, "level") === "theme")
    .map((row) => ({
      id: cell(row, "theme_id"),
      number: Number(cell(row, "number")),
      label: cell(row, "theme"),
    }));
}

/** The post that a passage stands in. */
export function postIn({ posts }: Pick<Archive, "posts">, postId: string): ArchivePost {
  // A table that somebody edited may lack it.
  return posts.get(postId) ?? { id: postId, path: postId, title: "", tags: [] };
}
