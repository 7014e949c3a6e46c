/**
 * The line to the server of `throughline explore`, where the page came from one. A report that was opened from a file
 * has none, and shows nothing of all this.
 */
import type { AppData } from "../../render/app-data-types.js";
import {
  eventsIn,
  matchesIn,
  MOST_RESULTS,
  PATHS,
  refusalIn,
  RUN_META,
  TOKEN_HEADER,
} from "../../render/explore-wire.js";
import type { DeskNews } from "../../shapes/editing.js";
import type { NearestBody, Reading, ReadingState, SearchBody } from "../../shapes/exploration.js";
import { type Answer, answerOf } from "./answers.js";

/** What is asked for: words, a text, or a passage by its position. */
export type Question = { query: string } | { text: string } | { passage: number };

/** As the server tells it; "lost" where it doesn't answer any more. */
export type ServerState = ReadingState | (Reading & { status: "lost"; message: string });

export interface ExploreClient {
  readonly state: ServerState;
  /** True where the folder holds another run now than the page shows. */
  readonly isOutdated: boolean;
  /** @throws Error with a message for the reader */
  ask(question: Question, signal: AbortSignal): Promise<Answer>;
  listen(listener: () => void): void;
  /** Tells what was decided, here and in other windows. */
  hear(listener: (news: DeskNews) => void): void;
}

const AGAIN_AFTER = 3000;

let client: ExploreClient | undefined;

/** True where a server is behind the page. */
export function isServed(): boolean {
  return runOfPage() !== undefined;
}

/** Undefined where no server is behind the page. */
export function exploreClient(data: AppData): ExploreClient | undefined {
  const run = runOfPage();
  if (run === undefined) return undefined;
  client ??= connect(data, run);
  return client;
}

/** The key of the run that the page shows; undefined where no server is behind it. */
export function runOfPage(): string | undefined {
  return document.querySelector<HTMLMetaElement>(`meta[name="${RUN_META}"]`)?.content;
}

/**
 * The token of the address, by which the server knows its page.
 *
 * @throws Error where the address has none: the server gives the page to nobody who comes without
 */
export function addressToken(): string {
  const token = new URLSearchParams(location.search).get("token");
  if (token === null) throw new Error("Expected an address with a token, got one without.");
  return token;
}

function connect(data: AppData, run: string): ExploreClient {
  const positions = new Map(data.passages.id.map((id, position) => [id, position]));
  const listeners = new Set<() => void>();
  const hearers = new Set<(news: DeskNews) => void>();
  const headers = { [TOKEN_HEADER]: addressToken() };
  let state: ServerState = { run, status: "reading", done: 0, total: 0 };

  const tell = (next: ServerState): void => {
    state = next;
    for (const listener of listeners) listener();
  };

  async function follow(): Promise<void> {
    const response = await fetch(PATHS.events, { headers });
    if (!response.ok || response.body === null) throw new Error("The server doesn't tell of its state.");
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let waiting = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const { states, news, rest } = eventsIn(waiting + value);
      waiting = rest;
      states.forEach(tell);
      for (const each of news) for (const hearer of hearers) hearer(each);
    }
  }

  async function followForEver(): Promise<never> {
    for (;;) {
      await follow().catch(() => undefined);
      tell({ ...state, status: "lost", message: LOST });
      await new Promise((resolve) => window.setTimeout(resolve, AGAIN_AFTER));
    }
  }

  void followForEver();
  return {
    get state() {
      return state;
    },
    get isOutdated() {
      return state.run !== run;
    },
    async ask(question, signal) {
      // More than can be read, so that filters find something among them.
      const { path, body } = requestOf(data, question, { run, limit: MOST_RESULTS });
      const response = await fetch(path, {
        method: "POST",
        headers: { ...headers, "Content-Type": "application/json" },
        body: JSON.stringify(body),
        signal,
      });
      const answered: unknown = await response.json();
      if (!response.ok) throw new Error(refusalIn(answered));
      return answerOf(matchesIn(answered), positions);
    },
    listen(listener) {
      listeners.add(listener);
    },
    hear(hearer) {
      hearers.add(hearer);
    },
  };
}

const LOST = "The server has ended. Start `throughline explore` again to search by meaning.";

type Request = { path: string; body: SearchBody | NearestBody };

function requestOf(data: AppData, question: Question, asked: Pick<SearchBody, "run" | "limit">): Request {
  if ("query" in question) return { path: PATHS.search, body: { ...asked, query: question.query } };
  if ("text" in question) return { path: PATHS.nearest, body: { ...asked, text: question.text } };
  const passageId = data.passages.id[question.passage];
  if (passageId === undefined) throw new Error(`Expected a passage of the page, got ${question.passage}.`);
  return { path: PATHS.nearest, body: { ...asked, passageId } };
}
