/** The tables of a run as a notebook wants them: numbers as numbers, dates as dates, lists as lists. */
import { parse } from "csv-parse/browser/esm/sync";
import { withoutGuard } from "../../src/text/formula-guard.js";

export type Row = Readonly<Record<string, string>>;

/** The rows of a CSV file of the report folder, each text as it stood in the posts. */
export function readTable(text: string): Row[] {
  return parse<Record<string, string>>(text, {
    bom: true,
    columns: true,
    cast: (value, { header }) => (header ? value : withoutGuard(value)),
  });
}

export interface Theme {
  id: string;
  number: number;
  name: string;
  terms: string[];
  about: string;
  passages: number;
  posts: number;
  words: number;
  share: number;
  cohesion: number;
  stability: number;
  stabilityWord: string;
  trend: string;
  subthemes: Subtheme[];
}

export interface Subtheme {
  name: string;
  terms: string[];
  passages: number;
  posts: number;
}

/** `themes.csv`, the largest theme first, each with its sub-themes. */
export function readThemes(text: string): Theme[] {
  const rows = readTable(text);
  return rows.filter(hasValue("level", "theme")).map((row) => ({
    id: cell(row, "theme_id"),
    number: number(row, "number"),
    name: cell(row, "theme"),
    terms: list(row, "terms"),
    about: cell(row, "about"),
    passages: number(row, "passages"),
    posts: number(row, "posts"),
    words: number(row, "words"),
    share: number(row, "share"),
    cohesion: number(row, "cohesion"),
    stability: number(row, "stability"),
    stabilityWord: cell(row, "stability_word"),
    trend: cell(row, "trend"),
    subthemes: rows.filter(hasValue("parent_id", cell(row, "theme_id"))).map((sub) => ({
      name: cell(sub, "theme"),
      terms: list(sub, "terms"),
      passages: number(sub, "passages"),
      posts: number(sub, "posts"),
    })),
  }));
}

export interface Passage {
  id: string;
  title: string;
  text: string;
  words: number;
  /** Empty if unplaced. */
  theme: string;
  secondTheme: string;
  confidence: number;
  x: number;
  y: number;
}

export function readPassages(text: string): Passage[] {
  return readTable(text).map((row) => ({
    id: cell(row, "passage_id"),
    title: cell(row, "title"),
    text: cell(row, "text"),
    words: number(row, "words"),
    theme: cell(row, "theme"),
    secondTheme: cell(row, "second_theme"),
    confidence: number(row, "confidence"),
    x: number(row, "x"),
    y: number(row, "y"),
  }));
}

/** A post's part in a theme. */
export interface PostTheme {
  postId: string;
  title: string;
  /** Undefined where the post has none. */
  date: Date | undefined;
  theme: string;
  /** 1 for the post's largest theme. */
  rank: number;
  share: number;
}

export function readPostThemes(text: string): PostTheme[] {
  return readTable(text).map((row) => ({
    postId: cell(row, "post_id"),
    title: cell(row, "title"),
    date: day(cell(row, "date")),
    theme: cell(row, "theme"),
    rank: number(row, "rank"),
    share: number(row, "share"),
  }));
}

export interface MonthOfTheme {
  theme: string;
  month: Date;
  passages: number;
  posts: number;
}

export function readTimeline(text: string): MonthOfTheme[] {
  return readTable(text).map((row) => ({
    theme: cell(row, "theme"),
    month: new Date(`${cell(row, "month")}-01`),
    passages: number(row, "passages"),
    posts: number(row, "posts"),
  }));
}

export interface Plan {
  theme: string;
  /** Posts about the theme. */
  posts: number;
  lastCovered: Date | undefined;
  trend: string;
  strongestPost: string;
  touchingPostIds: string[];
}

export function readPlan(text: string): Plan[] {
  return readTable(text).map((row) => ({
    theme: cell(row, "theme"),
    posts: number(row, "posts"),
    lastCovered: day(cell(row, "last_covered")),
    trend: cell(row, "trend"),
    strongestPost: cell(row, "strongest_post"),
    touchingPostIds: list(row, "touching_post_ids"),
  }));
}

/** How alike two themes are: the cosine of their centres. */
export interface Pair {
  theme: string;
  other: string;
  similarity: number;
}

export function readSimilarities(text: string): Pair[] {
  return readTable(text).map((row) => ({
    theme: cell(row, "theme"),
    other: cell(row, "other_theme"),
    similarity: number(row, "similarity"),
  }));
}

/** What of `run.json` the notebooks speak of. */
export interface Run {
  config: { title: string; themes: "auto" | number };
  model: { model: string };
  counts: { postsClustered: number; passages: number; unplaced: number; themes: number; words: number };
  choice: string;
  evidence: { k: number; silhouette: number; stability: number; readability: number; score: number }[];
  quality: { silhouette: number; cohesion: number; stability: number };
}

export function readRun(text: string): Run {
  return JSON.parse(text) as Run;
}

/** @throws Error where the table has no such column: it is of another version, or another file. */
export function cell(row: Row, column: string): string {
  const value = row[column];
  if (value === undefined) {
    throw new Error(`Expected a column "${column}", got ${Object.keys(row).join(", ")}.`);
  }
  return value;
}

function number(row: Row, column: string): number {
  const value = cell(row, column);
  return value === "" ? 0 : Number(value);
}

export function list(row: Row, column: string): string[] {
  return cell(row, column)
    .split("; ")
    .filter((item) => item !== "");
}

function hasValue(column: string, value: string): (row: Row) => boolean {
  return (row) => cell(row, column) === value;
}

/** Midnight in UTC of a `YYYY-MM-DD`. */
function day(text: string): Date | undefined {
  return text === "" ? undefined : new Date(text);
}
