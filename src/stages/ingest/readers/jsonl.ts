import { COLUMN_ROLES, type ColumnNames, findColumns, noTextColumn } from "../columns.js";
import { formatOfColumn } from "./csv.js";
import { parseJson, property } from "../../../io/json.js";
import { buildPost, joinOutputs } from "../fields.js";
import type { Reader, ReaderInput, ReaderOutput } from "../../../shapes/reader.js";
import { extensionOf } from "../../../text/file-names.js";
import { skippedAt } from "../names.js";

/** One JSON object per line. */
export const jsonlReader: Reader = {
  name: "jsonl",
  endings: ["jsonl", "ndjson"],
  accepts: (name) => ["jsonl", "ndjson"].includes(extensionOf(name)),
  read: readLines,
};

interface Line {
  place: string;
  value: object;
}

function readLines(input: ReaderInput): ReaderOutput {
  const { lines, broken } = parseLines(input);
  const keys = [...new Set(lines.flatMap(({ value }) => Object.keys(value)))];
  const columns = findKeys(input, keys, lines.length);
  const outputs = lines.map((line) => readLine(input, line, columns));
  return joinOutputs([broken, ...outputs]);
}

function findKeys(input: ReaderInput, keys: readonly string[], lines: number): ColumnNames {
  if (lines === 0) return {};
  const columns = findColumns(keys, input.columns, input.path);
  if (columns.text === undefined) throw noTextColumn(keys, input.path);
  return columns;
}

function parseLines(input: ReaderInput): { lines: Line[]; broken: ReaderOutput } {
  const lines: Line[] = [];
  const broken: ReaderOutput = { posts: [], skipped: [] };
  for (const [index, text] of input.text.split("\n").entries()) {
    if (text.trim() === "") continue;
    const place = `line ${index + 1}`;
    const value = parseJson(text);
    if (value instanceof Error) {
      broken.skipped.push(skippedAt(input, place, `not valid JSON: ${value.message}`));
    } else if (typeof value !== "object" || value === null || Array.isArray(value)) {
      broken.skipped.push(skippedAt(input, place, 'expected a JSON object such as {"text": …}'));
    } else {
      lines.push({ place, value });
    }
  }
  return { lines, broken };
}

function readLine(input: ReaderInput, { place, value }: Line, columns: ColumnNames): ReaderOutput {
  const field = (role: (typeof COLUMN_ROLES)[number]): unknown => property(value, columns[role] ?? "");
  const text = field("text");
  if (typeof text !== "string" || text.trim() === "") {
    const reason = text === undefined || text === "" ? "has no text" : "is not a text";
    return { posts: [], skipped: [skippedAt(input, place, `"${columns.text ?? ""}" ${reason}`)] };
  }
  return buildPost(
    input,
    {
      source: text,
      format: formatOfColumn(columns.text ?? "", text),
      title: field("title"),
      titleFormat: "html",
      date: field("date"),
      url: field("url"),
      author: field("author"),
      tags: field("tags"),
    },
    { kind: "record", record: place },
  );
}
