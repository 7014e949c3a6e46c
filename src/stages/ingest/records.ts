import { isRecord, property } from "../../io/json.js";
import { at } from "../../math/at.js";
import type { ReaderInput, ReaderOutput } from "../../shapes/reader.js";
import { type ColumnNames, type ColumnRole, findColumns, noTextColumn } from "./columns.js";
import { foldName } from "./field-names.js";
import { buildPost, formatOfField, joinOutputs, type Place } from "./fields.js";
import { leftOut, RULES, skippedAt, stemOf } from "./names.js";
import { privateBecause } from "./private-data.js";
import { unpublishedBecause } from "./published.js";
import { textValue } from "./values.js";

/** A JSON object and where it stands: `line 3`, `record 7`. */
export interface JsonRecord {
  place: string;
  value: object;
}

/** Reads records as posts, by the keys that hold their parts. */
export function readRecords(input: ReaderInput, records: readonly JsonRecord[]): ReaderOutput {
  const flat = records.map(({ place, value }) => ({ place, value: flattened(value) }));
  const keys = [...new Set(flat.flatMap(({ value }) => Object.keys(value)))];
  if (flat.length === 0) return { posts: [], skipped: [] };
  const privacy = input.columns.text === undefined ? privateBecause(stemOf(input), keys) : undefined;
  if (privacy !== undefined) {
    return { posts: [], skipped: [leftOut(skippedAt(input, "", privacy, false), RULES.privateData)] };
  }
  const columns = findColumns(keys, input.columns, input.path);
  const { text } = columns;
  if (text === undefined) throw noTextColumn(keys, input.path);
  const places = placesOf(flat);
  return joinOutputs(flat.map((record, i) => readRecord(input, record, { ...columns, text }, at(places, i))));
}

function readRecord(
  input: ReaderInput,
  { place, value }: JsonRecord,
  columns: ColumnNames & { text: string },
  where: Place,
): ReaderOutput {
  const field = (role: ColumnRole): unknown =>
    columns[role] === undefined ? undefined : property(value, columns[role]);
  const text = field("text");
  const unpublished = unpublishedBecause(value);
  if (typeof text !== "string" || text.trim() === "") {
    const isBlank = text === undefined || text === null || (typeof text === "string" && text.trim() === "");
    const row = skippedAt(
      input,
      place,
      unpublished ?? `"${columns.text}" ${isBlank ? "has no text" : "is not a text"}`,
    );
    return { posts: [], skipped: [unpublished === undefined ? row : leftOut(row, RULES.unpublished)] };
  }
  return buildPost(
    input,
    {
      source: text,
      format: formatOfField(columns.text, text),
      title: field("title"),
      titleFormat: "html",
      date: field("date"),
      url: field("url"),
      author: field("author"),
      tags: field("tags"),
      unpublished,
    },
    where,
  );
}

/** Names under which records carry an id of their own. */
const IDS = ["id", "postid", "uuid", "guid", "recordid", "objectid"];

/** Each record by its own id where all have one and no two the same, else by its place. */
function placesOf(records: readonly JsonRecord[]): Place[] {
  const ids = records.map(({ value }) => ownId(value));
  const isNamed = ids.every((id) => id !== undefined) && new Set(ids).size === ids.length;
  return records.map(({ place }, i) => {
    const id = isNamed ? ids[i] : undefined;
    return { kind: "record", record: place, ...(id === undefined ? {} : { id }) };
  });
}

const MAX_ID = 80;

function ownId(record: object): string | undefined {
  const entries = Object.entries(record) as [string, unknown][];
  for (const name of IDS) {
    const id = textValue(entries.find(([key]) => foldName(key) === name)?.[1])?.trim();
    if (id !== undefined) return id.length > MAX_ID || /[\r\n]/.test(id) ? undefined : id;
  }
  return undefined;
}

/** Deeper objects are left as they are. */
const MAX_DEPTH = 3;
/** What APIs put a value into without saying more by it: `title: { rendered: … }`. */
const WRAPPERS = ["rendered", "raw", "value", "text", "html", "plain_text"];

/**
 * A record with the values of inner objects beside its own, by their own key where the record has none of that name, as in
 * `{"post": {"title": …, "body": …}}` and `{"title": {"rendered": …}}`.
 */
function flattened(record: object, depth = 0): Record<string, unknown> {
  const flat: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  const inner: Record<string, unknown>[] = [];
  for (const [key, value] of Object.entries(record) as [string, unknown][]) {
    if (key === "__proto__") continue;
    const wrapped = isRecord(value)
      ? WRAPPERS.map((name) => property(value, name)).find((part) => typeof part === "string")
      : undefined;
    flat[key] = wrapped ?? value;
    if (isRecord(value) && wrapped === undefined && depth < MAX_DEPTH)
      inner.push(flattened(value, depth + 1));
  }
  for (const part of inner) for (const [key, value] of Object.entries(part)) flat[key] ??= value;
  return flat;
}

/** Keys under which a document holds its list of posts. */
const LISTS = [
  "posts",
  "items",
  "articles",
  "entries",
  "data",
  "results",
  "records",
  "documents",
  "emails",
  "letters",
  "content",
];

/** The list of objects that a JSON document is, or holds under one of the usual keys; undefined where there is none. */
export function recordsIn(document: unknown, depth = 0): object[] | undefined {
  if (Array.isArray(document)) {
    const records = (document as unknown[]).filter(isRecord);
    return records.length > 0 && records.length * 2 > document.length ? records : undefined;
  }
  if (!isRecord(document) || depth > 2) return undefined;
  for (const key of LISTS) {
    const records = recordsIn(property(document, key), depth + 1);
    if (records !== undefined) return records;
  }
  return undefined;
}

/** Whether objects are posts: some field of theirs is a text as posts have it. */
export function arePosts(records: readonly object[], input: ReaderInput): boolean {
  const keys = [...new Set(records.slice(0, 50).flatMap((record) => Object.keys(flattened(record))))];
  if (input.columns.text !== undefined) return true;
  return findColumns(keys, {}, input.path).text !== undefined;
}
