/** Figures of posts from a table of a person's own: opens, views, sign-ups. */
import type { ReportPost } from "../../shapes/report.js";

/** A table as it was read. */
export interface FigureTable {
  header: readonly string[];
  rows: readonly (readonly string[])[];
}

export interface Figures {
  /** Names of the columns that are figures, in the order of the table. */
  names: string[];
  /** By the id of a post. */
  byPost: ReadonlyMap<string, Readonly<Record<string, number>>>;
  /** Rows that name no post, or one that another row named. */
  unmatched: number;
  /** The column by which posts were found; undefined where none names any. */
  key?: string;
}

/** So much of a column must be numbers for it to be figures. */
const MOSTLY = 0.8;

/**
 * Finds the column that names posts (by address, title, path or id, whichever names most) and the columns that are numbers.
 */
export function figuresOf({ header, rows }: FigureTable, posts: readonly NamedPost[]): Figures {
  const names = namesOf(posts);
  const cells = header.map((_, column) => rows.map((row) => row[column]?.trim() ?? ""));
  const found = cells.map((column) => column.filter((cell) => names.has(nameKey(cell))).length);
  const most = Math.max(0, ...found);
  const key = found.indexOf(most);
  const byPost = new Map<string, Record<string, number>>();
  if (most === 0) return { names: [], byPost, unmatched: rows.length };
  const columns = header.flatMap((name, column) =>
    column !== key && isFigures(cells[column] ?? []) ? [{ name: name.trim(), column }] : [],
  );
  let unmatched = 0;
  for (const row of rows) {
    const postId = names.get(nameKey(row[key]?.trim() ?? ""));
    if (postId === undefined || byPost.has(postId)) unmatched++;
    else byPost.set(postId, figuresIn(row, columns));
  }
  return { names: columns.map(({ name }) => name), byPost, unmatched, key: header[key]?.trim() ?? "" };
}

export type NamedPost = Pick<ReportPost, "id" | "path" | "title" | "url" | "record">;

function figuresIn(
  row: readonly string[],
  columns: readonly { name: string; column: number }[],
): Record<string, number> {
  return Object.fromEntries(
    columns.flatMap(({ name, column }) => {
      const value = figureIn(row[column] ?? "");
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** Every name of a post that no other post has. */
function namesOf(posts: readonly NamedPost[]): Map<string, string> {
  const names = new Map<string, string | undefined>();
  for (const { id, path, title, url } of posts) {
    const file = path.slice(path.lastIndexOf("/") + 1);
    const own = [id, path, file, file.replace(/\.\w+$/, ""), title, ...(url === undefined ? [] : [url])];
    for (const name of new Set(own.map(nameKey))) {
      const isShared = names.has(name) && names.get(name) !== id;
      names.set(name, isShared ? undefined : id);
    }
  }
  names.delete("");
  const kept = [...names].flatMap(([name, id]) => (id === undefined ? [] : [[name, id] as const]));
  return new Map(kept);
}

/** An address without its scheme, `www.`, query and last slash; any other name in lower case. */
function nameKey(name: string): string {
  const address = /^(?:https?:)?\/\/(?:www\.)?([^?#]+)/i.exec(name)?.[1];
  return (address === undefined ? name : address.replace(/\/(?:index\.html?)?$/, "")).toLowerCase();
}

function isFigures(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell !== "");
  const figures = filled.filter((cell) => figureIn(cell) !== undefined);
  return filled.length > 0 && figures.length >= MOSTLY * filled.length;
}

const PLAIN = /^-?\d+(?:[.,]\d+)?$/;
/** 1,234,567.8 and 1.234.567,8 and 1 234 567,8. */
const GROUPED = /^-?\d{1,3}(?:([., \u00a0\u202f'’])\d{3})(?:\1\d{3})*(?:[.,]\d+)?$/;

/** A number as spreadsheets of several countries write it, with or without a sign for percent; undefined for anything else. */
export function figureIn(cell: string): number | undefined {
  const text = cell.replace(/[\s\u00a0]*%$/, "").trim();
  const grouped = GROUPED.exec(text);
  if (grouped?.[1] !== undefined) {
    return Number(text.replaceAll(grouped[1], "").replace(",", "."));
  }
  return PLAIN.test(text) ? Number(text.replace(",", ".")) : undefined;
}
