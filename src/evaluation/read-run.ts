import { property } from "../io/json.js";
import { cell, openRunFolder, type Row } from "../run/folder.js";
import type { Context } from "../shapes/context.js";

export interface StoredTheme {
  id: string;
  label: string;
  /** The pillar that it belongs to; undefined where themes are not grouped. */
  parentId: string | undefined;
  /** How well the best name fits; undefined where the run did not write it. */
  fit: number | undefined;
  passages: number;
  /** The top words of the theme, strongest first. */
  words: string[];
}

export interface StoredPassage {
  postId: string;
  words: number;
  themeId: string | undefined;
  subthemeId: string | undefined;
  duplicate: boolean;
  text: string;
}

export interface StoredPost {
  id: string;
  path: string;
  record: string;
  title: string;
  url: string;
  primaryThemeId: string | undefined;
}

/** What a run measured on its own vectors, which are not in the folder; undefined where it did not. */
export interface StoredQuality {
  silhouette: number | undefined;
  cohesion: number | undefined;
  stability: number | undefined;
}

/** The part of a report folder that can be measured. */
export interface StoredRun {
  folder: string;
  version: string;
  embedder: string;
  /** Ids; none where there are few themes. */
  pillars: string[];
  themes: StoredTheme[];
  passages: StoredPassage[];
  posts: StoredPost[];
  quality: StoredQuality;
  /** Files that differ from what the run wrote. */
  edited: string[];
  /** Whether its files may be of two runs. */
  interrupted: boolean;
}

/**
 * Reads a report folder back. A table that was edited is taken as it is and named in `edited`.
 *
 * @throws UserError "config" where the folder holds no report of this program, or lacks one of its tables or columns
 */
export async function readRun(folder: string, context: Pick<Context, "files">): Promise<StoredRun> {
  const { record, table, edited, interrupted } = await openRunFolder(folder, context);
  const terms = wordsByTheme(await table("terms.csv", ["theme_id", "rank", "term"]));
  const themes = await table("themes.csv", ["theme_id", "theme", "passages"]);
  const passages = await table("passages.csv", ["post_id", "words", "theme_id", "duplicate_of", "text"]);
  const posts = await table("posts.csv", ["post_id", "path", "record", "title", "url", "primary_theme_id"]);
  return {
    folder,
    version: textAt(record, "version"),
    embedder: textAt(property(record, "model"), "embedder"),
    pillars: themes.filter((row) => levelOf(row) === "pillar").map((row) => cell(row, "theme_id")),
    themes: themes
      .filter((row) => levelOf(row) === "theme")
      .map((row) => ({
        id: cell(row, "theme_id"),
        label: cell(row, "theme"),
        parentId: filled(cell(row, "parent_id")),
        fit: cell(row, "fit") === "" ? undefined : Number(cell(row, "fit")),
        passages: Number(cell(row, "passages")),
        words: terms.get(cell(row, "theme_id")) ?? [],
      })),
    passages: passages.map((row) => ({
      postId: cell(row, "post_id"),
      words: Number(cell(row, "words")),
      subthemeId: filled(cell(row, "subtheme_id")),
      themeId: filled(cell(row, "theme_id")),
      duplicate: cell(row, "duplicate_of") !== "",
      text: cell(row, "text"),
    })),
    posts: posts.map((row) => ({
      id: cell(row, "post_id"),
      path: cell(row, "path"),
      record: cell(row, "record"),
      title: cell(row, "title"),
      url: cell(row, "url"),
      primaryThemeId: filled(cell(row, "primary_theme_id")),
    })),
    quality: qualityOf(property(record, "quality")),
    edited: [...edited],
    interrupted,
  };
}

/** Before there were pillars, what had a parent was a sub-theme. */
function levelOf(row: Row): string {
  const parent = cell(row, "parent_id");
  return filled(cell(row, "level")) ?? (parent === "" ? "theme" : "sub-theme");
}

function filled(text: string): string | undefined {
  return text === "" ? undefined : text;
}

function wordsByTheme(rows: readonly Row[]): Map<string, string[]> {
  const words = new Map<string, string[]>();
  for (const row of [...rows].sort((a, b) => Number(cell(a, "rank")) - Number(cell(b, "rank")))) {
    const termsOfTheme = words.get(cell(row, "theme_id")) ?? [];
    termsOfTheme.push(cell(row, "term"));
    words.set(cell(row, "theme_id"), termsOfTheme);
  }
  return words;
}

function textAt(value: unknown, key: string): string {
  const field = property(value, key);
  return typeof field === "string" ? field : "";
}

function qualityOf(value: unknown): StoredQuality {
  const at = (key: string): number | undefined => {
    const field = property(value, key);
    return typeof field === "number" ? field : undefined;
  };
  return { silhouette: at("silhouette"), cohesion: at("cohesion"), stability: at("stability") };
}
