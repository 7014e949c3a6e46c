/** What `themes.yaml` was before each decision: kept beside the report, so that a decision can be taken back to the byte. */
import * as v from "valibot";
import { sha256 } from "../io/hash.js";
import { codeOf, writeWhole, type FolderDisk } from "../io/disk.js";
import { parseJson } from "../io/json.js";
import { readRegularText } from "../io/regular-file.js";

/** Decisions that can be taken back; older ones are forgotten. */
const MOST = 200;

export interface HistoryEntry {
  /** In words. */
  decision: string;
  /** ISO 8601. */
  at: string;
  /** SHA-256 of the file before it; null where there was none. */
  before: string | null;
  /** SHA-256 of the file after it; null where there was none. */
  after: string | null;
  /** Taken back, and not made again. */
  undone: boolean;
}

export interface History {
  version: 1;
  entries: HistoryEntry[];
  /** Every text that the entries name, by its SHA-256. */
  texts: Record<string, string>;
}

const hash = v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)));
const entry = { decision: v.string(), at: v.string(), before: hash, after: hash, undone: v.boolean() };
const historySchema = v.object({
  version: v.literal(1),
  entries: v.array(v.object(entry)),
  texts: v.record(v.string(), v.string()),
});

/** The history in a file; an empty one where there is none, or where another version or a hand wrote it. */
export async function readHistory(file: string): Promise<History> {
  const read = v.safeParse(historySchema, parseJson(await textOf(file)));
  return read.success ? read.output : { version: 1, entries: [], texts: {} };
}

async function textOf(file: string): Promise<string> {
  try {
    return await readRegularText(file);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return "";
    throw error;
  }
}

export async function writeHistory(file: string, history: History, disk: FolderDisk): Promise<void> {
  await writeWhole(file, `${JSON.stringify(withoutOld(history), null, 1)}\n`, disk);
}

function withoutOld({ version, entries, texts }: History): History {
  const kept = entries.slice(-MOST);
  const named = new Set(kept.flatMap(({ before, after }) => [before, after]));
  return {
    version,
    entries: kept,
    texts: Object.fromEntries(Object.entries(texts).filter(([key]) => named.has(key))),
  };
}

/** The name of a state of the file; null for no file. */
export function stateOf(text: string | undefined): string | null {
  return text === undefined ? null : sha256(text);
}

/**
 * The history with one more entry. What was undone before it can't be made again; a text that was changed by hand since the last entry
 * gets an entry of its own, so that going back leads through it and nothing is lost.
 */
export function recorded(
  history: History,
  made: { decision: string; at: string; before: string | undefined; after: string | undefined },
): History {
  const standing = history.entries.filter(({ undone }) => !undone);
  const last = standing.at(-1);
  const { decision, at } = made;
  const [before, after] = [stateOf(made.before), stateOf(made.after)];
  const byHand =
    last === undefined || last.after === before
      ? []
      : [{ decision: "edited by hand", at, before: last.after, after: before, undone: false }];
  const texts = { ...history.texts };
  for (const text of [made.before, made.after]) if (text !== undefined) texts[sha256(text)] = text;
  return {
    version: 1,
    entries: [...standing, ...byHand, { decision, at, before, after, undone: false }],
    texts,
  };
}

/** The history as the file tells it, where a process died between writing the two. */
export function settled(history: History, state: string | null): History {
  const last = history.entries.findLast(({ undone }) => !undone);
  if (last === undefined || last.after === state) return history;
  const next = history.entries.find(({ undone }) => undone);
  const isMade = next !== undefined && next.after === state;
  const turned = isMade ? next : last.before === state ? last : undefined;
  if (turned === undefined) return history;
  const entries = history.entries.map((one) => (one === turned ? { ...one, undone: !isMade } : one));
  return { ...history, entries };
}
