/** Decisions on the disk: one writer at a time, every state kept so that it can be had back. */
import { realpath } from "node:fs/promises";
import { resolve } from "node:path";
import { UserError } from "../errors.js";
import { codeOf, realDisk, temporaryBeside, type FolderDisk } from "../io/disk.js";
import { withLock, type LockOptions } from "../io/lock.js";
import { readRegularText } from "../io/regular-file.js";
import { decisionsLock, historyFile, newDecisionsFile } from "../run/state-folder.js";
import { prepareStateFolder } from "../run/store-place.js";
import type { Decision } from "../shapes/decisions.js";
import { inWords } from "../text/decision-words.js";
import { edited } from "./edit.js";
import {
  readHistory,
  recorded,
  settled,
  stateOf,
  writeHistory,
  type History,
  type HistoryEntry,
} from "./history.js";

/** Where decisions are kept. */
export interface DecisionsPlace {
  /** `themes.yaml`. */
  file: string;
  /** The report folder, which keeps what is needed to take decisions back. */
  out: string;
}

export interface Decided {
  /** What was done, in words. */
  words: string;
  /** The file before and after; undefined where there is none. */
  before: string | undefined;
  after: string | undefined;
}

/** What a person may put in place of the disk and the clock. */
export interface DecideEffects {
  /** @default the real disk */
  disk?: FolderDisk;
  /** @default the time of day */
  now?: () => Date;
}

/**
 * Takes decisions down, one after the other, all of them or none.
 *
 * @throws UserError "config" where the file holds a mistake, or one of them contradicts another; "locked" where another process is
 *   deciding; "disk" where the file can't be read or written
 */
export async function decide(
  place: DecisionsPlace,
  decisions: readonly Decision[],
  effects: DecideEffects = {},
): Promise<Decided> {
  return inTurn(place, effects, async ({ history, text, write }) => {
    const after = decisions.reduce<string | undefined>((now, one) => edited(now, one, place.file), text);
    const words = decisions.map(inWords).join("; ");
    if (after === text) return { words, before: text, after };
    const at = (effects.now?.() ?? new Date()).toISOString();
    await write(after, recorded(history, { decision: words, at, before: text, after }));
    return { words, before: text, after };
  });
}

/**
 * Takes the last decision back, to the byte.
 *
 * @throws UserError "config" where there is none, or where the file was edited by hand since
 */
export async function undo(place: DecisionsPlace, effects: DecideEffects = {}): Promise<Decided> {
  return inTurn(place, effects, async ({ history, text, write }) => {
    const last = history.entries.findLast(({ undone }) => !undone);
    if (last === undefined) throw nothingTo("undo", place);
    checkUntouched(last.after, text, last, place);
    const after = textOf(last.before, history);
    await write(after, marked(history, last, true));
    return { words: last.decision, before: text, after };
  });
}

/**
 * Makes the decision again that was taken back last.
 *
 * @throws UserError "config" where there is none, or where the file was edited by hand since
 */
export async function redo(place: DecisionsPlace, effects: DecideEffects = {}): Promise<Decided> {
  return inTurn(place, effects, async ({ history, text, write }) => {
    const next = history.entries.find(({ undone }) => undone);
    if (next === undefined) throw nothingTo("redo", place);
    checkUntouched(next.before, text, next, place);
    const after = textOf(next.after, history);
    await write(after, marked(history, next, false));
    return { words: next.decision, before: text, after };
  });
}

/** The decisions that were made on this computer, the first one first, with those that were taken back. */
export async function decisionsLog({ out }: DecisionsPlace): Promise<HistoryEntry[]> {
  return (await readHistory(historyFile(resolve(out)))).entries;
}

/**
 * What a file of decisions holds; undefined where there is none.
 *
 * @throws UserError "config" where it can't be read
 */
export async function readText(file: string): Promise<string | undefined> {
  try {
    return await readRegularText(file);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw unreadable(file, codeOf(error) ?? String(error), error);
  }
}

function unreadable(file: string, got: string, cause?: unknown): UserError {
  const message = `Expected a readable file of decisions at ${file}, got ${got}. Check its name and rights.`;
  return new UserError("config", message, { cause });
}

interface Turn {
  history: History;
  text: string | undefined;
  /** Writes the history first: a process that dies between the two has lost nothing. */
  write: (text: string | undefined, history: History) => Promise<void>;
}

/** Does some work while nobody else decides. */
async function inTurn<T>(
  { file, out }: DecisionsPlace,
  { disk = realDisk }: DecideEffects,
  work: (turn: Turn) => Promise<T>,
): Promise<T> {
  const folder = resolve(out);
  const history = historyFile(folder);
  const lock = { disk, what: `the decisions in ${file}` };
  return deciding(folder, lock, async () => {
    const text = await readText(file);
    return work({
      history: settled(await readHistory(history), stateOf(text)),
      text,
      write: async (after, changed) => {
        await writeHistory(history, changed, disk);
        await writeDecisions({ file, out }, after, text, disk);
      },
    });
  }).catch((error: unknown) => {
    throw asDiskFault(error, file);
  });
}

async function deciding<T>(folder: string, lock: LockOptions, work: () => Promise<T>): Promise<T> {
  await prepareStateFolder(folder, lock.disk);
  return withLock(decisionsLock(folder), lock, work);
}

/** A file that is a link stays one, and keeps its rights. */
async function writeDecisions(
  { file, out }: DecisionsPlace,
  text: string | undefined,
  before: string | undefined,
  disk: FolderDisk,
): Promise<void> {
  const real = before === undefined ? resolve(file) : await realpath(file);
  if (text === undefined) {
    await checkStands(file, before);
    if (before !== undefined) await disk.unlink(real);
    return;
  }
  const move = async (temporary: string): Promise<void> => {
    try {
      await disk.createFile(temporary, text);
      if (before !== undefined) await disk.matchRights(temporary, real);
      await checkStands(file, before);
      await disk.rename(temporary, real);
    } catch (error) {
      await disk.unlink(temporary).catch(() => undefined);
      throw error;
    }
  };
  try {
    await move(newDecisionsFile(resolve(out)));
  } catch (error) {
    // The report lies on another disk.
    if (codeOf(error) !== "EXDEV") throw error;
    await move(temporaryBeside(real));
  }
}

/** Whoever saved the file while a decision was made would lose what was saved. */
async function checkStands(file: string, text: string | undefined): Promise<void> {
  if ((await readText(file)) === text) return;
  const got = "one that was saved meanwhile by another program";
  const message = `Expected ${file} as it was when the decision was made, got ${got}. Nothing was decided; decide again.`;
  throw new UserError("config", message);
}

function asDiskFault(error: unknown, file: string): unknown {
  const code = codeOf(error);
  if (error instanceof UserError || code === undefined) return error;
  const message = `Could not write ${file}: the system said ${code}. Nothing was decided; mend that and decide again.`;
  return new UserError("disk", message, { cause: error });
}

function textOf(state: string | null, { texts }: History): string | undefined {
  if (state === null) return undefined;
  const text = texts[state];
  if (text === undefined) throw new Error(`Expected the history to hold the text ${state}.`);
  return text;
}

function marked(history: History, entry: HistoryEntry, undone: boolean): History {
  return { ...history, entries: history.entries.map((one) => (one === entry ? { ...one, undone } : one)) };
}

function nothingTo(what: "undo" | "redo", { file }: DecisionsPlace): UserError {
  const message = `Expected a decision to ${what}, got none that was made here. What stands in ${file} can be changed by hand.`;
  return new UserError("config", message);
}

function checkUntouched(
  state: string | null,
  text: string | undefined,
  { decision }: HistoryEntry,
  { file }: DecisionsPlace,
): void {
  if (stateOf(text) === state) return;
  const message =
    `Expected ${file} as the last decision (${decision}) left it, got one that was edited by hand since. ` +
    "Change it by hand, or decide anew; nothing was changed.";
  throw new UserError("config", message);
}
