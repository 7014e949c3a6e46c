import { join } from "node:path";
import { UserError } from "../errors.js";
import { sha256 } from "../io/hash.js";
import { readTable } from "../readers/csv.js";
import { decode } from "../readers/decode.js";
import { parseJson, property } from "../readers/fields.js";
import type { Context, Files } from "../types.js";

export interface StoredTheme {
  id: string;
  label: string;
  passages: number;
  /** The top words of the theme, strongest first. */
  words: string[];
}

export interface StoredPassage {
  themeId: string | undefined;
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
  themes: StoredTheme[];
  passages: StoredPassage[];
  posts: StoredPost[];
  quality: StoredQuality;
  /** Files that differ from what the run wrote. */
  edited: string[];
}

type Row = Readonly<Record<string, string>>;

/**
 * Reads a report folder back. A table that was edited is taken as it is and named in `edited`.
 *
 * @throws UserError "config" where the folder holds no report of this program, or lacks one of its tables or columns
 */
export async function readRun(folder: string, { files }: Pick<Context, "files">): Promise<StoredRun> {
  const read = (name: string): Promise<string> => readText(folder, name, files);
  const record = parseJson(await read("run.json"));
  if (property(record, "generator") !== "throughline")
    throw noRun(folder, "a run.json that is not of its making");
  const edited: string[] = [];
  const table = async (name: string, columns: readonly string[]): Promise<Row[]> => {
    const text = await read(name);
    if (property(property(record, "outputs"), name) !== sha256(text)) edited.push(name);
    return rowsOf(text, join(folder, name), columns);
  };
  const terms = wordsByTheme(await table("terms.csv", ["theme_id", "rank", "term"]));
  const themes = await table("themes.csv", ["theme_id", "theme", "passages"]);
  const passages = await table("passages.csv", ["theme_id", "duplicate_of", "text"]);
  const posts = await table("posts.csv", ["post_id", "path", "record", "title", "url", "primary_theme_id"]);
  return {
    folder,
    version: textAt(record, "version"),
    embedder: textAt(property(record, "model"), "embedder"),
    themes: themes
      .filter((row) => cell(row, "parent_id") === "")
      .map((row) => ({
        id: cell(row, "theme_id"),
        label: cell(row, "theme"),
        passages: Number(cell(row, "passages")),
        words: terms.get(cell(row, "theme_id")) ?? [],
      })),
    passages: passages.map((row) => ({
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
    edited,
  };
}

function noRun(folder: string, got: string): UserError {
  const todo = "Name the folder that `throughline run --out` wrote.";
  return new UserError("config", `Expected a report of throughline in ${folder}, got ${got}. ${todo}`);
}

async function readText(folder: string, name: string, files: Files): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await files.read(join(folder, name));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw noRun(folder, `${code} for ${name}`);
  }
  const decoded = decode(bytes);
  if (!decoded.ok) throw noRun(folder, `a ${name} that is ${decoded.reason}`);
  return decoded.text;
}

function rowsOf(text: string, path: string, columns: readonly string[]): Row[] {
  const { header, rows, skipped } = readTable({ path, file: path, text, columns: {} });
  const missing = columns.filter((column) => !header.includes(column));
  const [broken] = skipped;
  if (missing.length > 0 || broken) {
    const got = broken ? `${broken.place}: ${broken.reason}` : `no column ${missing.join(", ")}`;
    throw new UserError(
      "config",
      `Expected ${path} as a run writes it, got ${got}. Run again to write it anew.`,
    );
  }
  return rows.map(({ fields }) =>
    Object.fromEntries(header.map((name, i) => [name, withoutGuard(fields[i] ?? "")])),
  );
}

/** Takes off the apostrophe that keeps a spreadsheet from running a text as a formula. */
function withoutGuard(text: string): string {
  return text.replace(/^'(?=[=+\-@\t\r＝＋－＠])/, "");
}

function cell(row: Row, column: string): string {
  return row[column] ?? "";
}

function filled(text: string): string | undefined {
  return text === "" ? undefined : text;
}

function wordsByTheme(rows: readonly Row[]): Map<string, string[]> {
  const words = new Map<string, string[]>();
  for (const row of [...rows].sort((a, b) => Number(cell(a, "rank")) - Number(cell(b, "rank")))) {
    const own = words.get(cell(row, "theme_id")) ?? [];
    own.push(cell(row, "term"));
    words.set(cell(row, "theme_id"), own);
  }
  return words;
}

function textAt(value: unknown, key: string): string {
  const found = property(value, key);
  return typeof found === "string" ? found : "";
}

function qualityOf(value: unknown): StoredQuality {
  const at = (key: string): number | undefined => {
    const found = property(value, key);
    return typeof found === "number" ? found : undefined;
  };
  return { silhouette: at("silhouette"), cohesion: at("cohesion"), stability: at("stability") };
}
