import { UserError } from "../errors.js";
import { parseTable } from "../io/csv-table.js";
import { decode } from "../io/decode.js";
import { parseJson } from "../io/json.js";
import { extensionOf } from "../text/file-names.js";
import type { Context, Files } from "../shapes/context.js";

/** One line of a file of categories. */
export interface CategoryRow {
  /** As readers name the place of a record: `row 12` of a table, `line 3` of JSONL. */
  place: string;
  /** What may name the post, the most telling first. */
  names: string[];
  category: string;
}

export interface CategoryFile {
  path: string;
  rows: CategoryRow[];
  /** Rows without a category, and rows that can't be read. */
  unusable: number;
}

/** Columns that may name a post and that may hold its category, best first; compared without case, spaces and hyphens. */
const NAME_COLUMNS = [
  ...[
    "post_id",
    "id",
    "path",
    "file",
    "file_name",
    "filename",
    "url",
    "link",
    "permalink",
    "title",
    "record",
  ],
];
const CATEGORY_COLUMNS = [
  ...["label", "labels", "class", "category", "topic", "target", "section", "tag", "tags", "categories"],
];
/** Columns that hold a list, of which the first entry is the category. */
const LISTS = ["labels", "tags", "categories"];

type Cells = ReadonlyMap<string, unknown>;

/**
 * Reads categories from CSV (under a header) or JSONL (one object per line).
 *
 * @throws UserError "config" where the file can't be read, or has no column of categories
 */
export async function readCategories(path: string, { files }: Pick<Context, "files">): Promise<CategoryFile> {
  const text = await readText(path, files);
  const { lines, unusable } = ["jsonl", "ndjson"].includes(extensionOf(path))
    ? linesOfJson(text)
    : linesOfTable(text);
  const columns = new Set(lines.flatMap(({ cells }) => [...cells.keys()]));
  const column = CATEGORY_COLUMNS.find((name) => columns.has(name));
  if (column === undefined) {
    const got = [...columns].slice(0, 20).join(", ") || "none";
    const expected = `Expected a column of categories (${CATEGORY_COLUMNS.slice(0, 4).join(", ")} …) in ${path}`;
    throw new UserError("config", `${expected}, got: ${got}. Rename the one that holds them.`);
  }
  const rows = lines
    .map(({ place, cells }) => ({
      place,
      names: NAME_COLUMNS.flatMap((name) => textOf(cells.get(name)) || []),
      category: categoryOf(cells.get(column), LISTS.includes(column)),
    }))
    .filter(({ category }) => category !== "");
  return { path, rows, unusable: unusable + lines.length - rows.length };
}

async function readText(path: string, files: Files): Promise<string> {
  let got: string;
  try {
    const decoded = decode(await files.read(path));
    if (decoded.ok) return decoded.text;
    got = decoded.reason;
  } catch (error) {
    got = (error as NodeJS.ErrnoException).code ?? String(error);
  }
  throw new UserError(
    "config",
    `Expected a CSV or JSONL file of categories at ${path}, got ${got}. Correct --labels.`,
  );
}

interface Lines {
  lines: { place: string; cells: Cells }[];
  unusable: number;
}

function linesOfTable(text: string): Lines {
  const { header, rows, faults } = parseTable(text);
  const names = header.map(foldName);
  const lines = rows.map(({ number, fields }) => ({
    place: `row ${number}`,
    cells: new Map(names.map((name, i): [string, unknown] => [name, fields[i]])),
  }));
  return { lines, unusable: faults.length };
}

function linesOfJson(text: string): Lines {
  const lines: Lines["lines"] = [];
  let unusable = 0;
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const value = parseJson(line);
    if (typeof value !== "object" || value === null || value instanceof Error) unusable++;
    else {
      const cells = new Map(
        Object.entries(value).map(([name, cell]): [string, unknown] => [foldName(name), cell]),
      );
      lines.push({ place: `line ${index + 1}`, cells });
    }
  }
  return { lines, unusable };
}

function foldName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value).trim()
    : "";
}

function categoryOf(value: unknown, list: boolean): string {
  const items = Array.isArray(value) ? (value as unknown[]) : [value];
  const first = textOf(items[0]);
  return list ? (first.split(/[;,]/)[0] ?? "").trim() : first;
}
