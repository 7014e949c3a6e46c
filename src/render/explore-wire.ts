/**
 * How the server of `throughline explore` and its page write and read what they say to each other. A page may have been
 * written by an older version than the server's: what comes is checked, never taken on trust.
 */
import type { Desk, DeskNews, Done } from "../shapes/editing.js";
import type { Closeness, FoundBy, Match, Matches, ReadingState } from "../shapes/exploration.js";

export const PATHS = {
  search: "/api/search",
  nearest: "/api/nearest",
  events: "/api/events",
  desk: "/api/desk",
  decide: "/api/decide",
  undo: "/api/undo",
  redo: "/api/redo",
} as const;

/** The header in which the page carries the token. */
export const TOKEN_HEADER = "x-throughline-token";

/** The name of the `<meta>` that tells the page which run is served. */
export const RUN_META = "throughline-explore";

/** Characters of a text, and passages of an answer, at most. */
export const LONGEST_TEXT = 20_000;
export const MOST_RESULTS = 1000;

/** Nearest first. */
export const GRADES: readonly Closeness[] = ["very close", "close", "related", "far"];

const FOUND_BY: readonly FoundBy[] = ["words", "meaning", "both"];

const DATA = "data: ";
/** Before the data of an event that older pages pass over. */
const NEWS = `event: news\n${DATA}`;
const END = "\n\n";

/** Keeps the line open where there is nothing to say. */
export const HEARTBEAT_TEXT = `: still here${END}`;

/** A state as a server-sent event. */
export function eventText(state: ReadingState): string {
  return `${DATA}${JSON.stringify(state)}${END}`;
}

/** What was decided, as a server-sent event. */
export function newsText(news: DeskNews): string {
  return `${NEWS}${JSON.stringify(news)}${END}`;
}

/**
 * Takes whole server-sent events off the front of what has come so far.
 *
 * @throws Error where an event is neither a state nor news
 */
export function eventsIn(text: string): { states: ReadingState[]; news: DeskNews[]; rest: string } {
  const end = text.lastIndexOf(END);
  if (end < 0) return { states: [], news: [], rest: text };
  const events = text.slice(0, end).split(END);
  const valuesOf = (mark: string): unknown[] =>
    events
      .filter((event) => event.startsWith(mark))
      .map((event): unknown => JSON.parse(event.slice(mark.length)));
  return {
    states: valuesOf(DATA).map(stateOf),
    news: valuesOf(NEWS).map(newsOf),
    rest: text.slice(end + END.length),
  };
}

function newsOf(value: unknown): DeskNews {
  const { window, words, isFault } = fieldsOf(value);
  if (typeof words !== "string" || typeof isFault !== "boolean") throw unexpected("news");
  return { words, isFault, ...(typeof window === "string" && { window }) };
}

/**
 * @param body the JSON of an answer
 * @throws Error where it is not what is needed to decide
 */
export function deskIn(body: unknown): Desk {
  const { isPossible, why, themes, log, unmet } = fieldsOf(body);
  if (isPossible === false && typeof why === "string") return { isPossible, why };
  if (isPossible !== true || ![themes, log, unmet].every(Array.isArray)) throw unexpected("a desk");
  // Page and server are of one version wherever this is asked for; what is in the lists is the server's own.
  return body as Desk;
}

/**
 * @param body the JSON of an answer
 * @throws Error where it doesn't say what was done
 */
export function doneIn(body: unknown): Done {
  const { run, words, milliseconds } = fieldsOf(body);
  if (typeof run !== "string" || typeof words !== "string" || typeof milliseconds !== "number") {
    throw unexpected("what was done");
  }
  return { run, words, milliseconds };
}

function stateOf(value: unknown): ReadingState {
  const { run, status, done, total, message } = fieldsOf(value);
  if (typeof run === "string" && typeof done === "number" && typeof total === "number") {
    const reading = { run, done, total };
    if (status === "reading" || status === "ready") return { ...reading, status };
    if (status === "failed" && typeof message === "string") return { ...reading, status, message };
  }
  throw unexpected("a state of the server");
}

/**
 * @param body the JSON of an answer
 * @throws Error where it isn't one
 */
export function matchesIn(body: unknown): Matches {
  const { matches, understood } = fieldsOf(body);
  if (!Array.isArray(matches) || typeof understood !== "boolean") throw unexpected("an answer");
  return { understood, matches: matches.map(matchOf) };
}

function matchOf(value: unknown): Match {
  const { passageId, similarity, closeness, foundBy: finder, repeats } = fieldsOf(value);
  const grade = GRADES.find((each) => each === closeness);
  const foundBy = FOUND_BY.find((each) => each === finder);
  if (foundBy === undefined) throw unexpected("what found a passage");
  if (typeof passageId !== "string" || typeof similarity !== "number" || grade === undefined) {
    throw unexpected("a passage in an answer");
  }
  if (!Array.isArray(repeats) || !repeats.every((id) => typeof id === "string")) {
    throw unexpected("a passage with those that repeat it");
  }
  return { passageId, similarity, closeness: grade, foundBy, repeats };
}

/** Why a question got no answer, for a person to read. */
export function refusalIn(body: unknown): string {
  const { error } = fieldsOf(body);
  if (typeof error !== "string") throw unexpected("a reason");
  return error;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) throw unexpected("an object");
  return { ...value };
}

function unexpected(what: string): Error {
  return new Error(
    `Expected ${what} from \`throughline explore\`, got something else: page and server may be of different versions. Run again to write the page anew.`,
  );
}
