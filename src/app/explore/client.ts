/**
 * The line to the server of `throughline explore`, where the page came from one. A report that was opened from a file
 * has none, and shows nothing of all this.
 */
import type { AppData } from "../../render/app-data-types.js";
import { type Answer, answerOf, eventsIn } from "./answers.js";

/** What is asked for: words, a text, or a passage by its position. */
export type Question = { query: string } | { text: string } | { passage: number };

export interface ServerState {
  /** The key of the run that is served now. */
  run: string;
  /** "lost" where the server doesn't answer any more. */
  status: "reading" | "ready" | "failed" | "lost";
  /** Passages read so far, of how many; 0 of 0 where that isn't known. */
  done: number;
  total: number;
  message?: string;
}

export interface ExploreClient {
  readonly state: ServerState;
  /** True where the folder holds another run now than the page shows. */
  readonly isOutdated: boolean;
  /** @throws Error with a message for the reader */
  ask(question: Question, signal: AbortSignal): Promise<Answer>;
  listen(listener: () => void): void;
}

/** More than can be read, so that filters find something among them. */
const MOST_RESULTS = 1000;
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

function runOfPage(): string | undefined {
  return document.querySelector<HTMLMetaElement>('meta[name="throughline-explore"]')?.content;
}

/** The token of the address, by which the server knows its page. */
export function addressToken(): string {
  return new URLSearchParams(location.search).get("token") ?? "";
}

function connect(data: AppData, run: string): ExploreClient {
  const positions = new Map(data.passages.id.map((id, position) => [id, position]));
  const listeners = new Set<() => void>();
  const headers = { "X-Throughline-Token": addressToken() };
  let state: ServerState = { run, status: "reading", done: 0, total: 0 };

  const tell = (next: ServerState): void => {
    state = next;
    for (const listener of listeners) listener();
  };

  async function follow(): Promise<void> {
    const response = await fetch("/api/events", { headers });
    if (!response.ok || response.body === null) throw new Error("The server doesn't tell of its state.");
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let waiting = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const { events, rest } = eventsIn(waiting + value);
      waiting = rest;
      for (const event of events) tell(event as ServerState);
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
      const [path, what] = requestOf(data, question);
      const response = await fetch(path, {
        method: "POST",
        headers: { ...headers, "Content-Type": "application/json" },
        body: JSON.stringify({ run, limit: MOST_RESULTS, ...what }),
        signal,
      });
      const body = (await response.json()) as { error?: string };
      if (!response.ok) throw new Error(body.error ?? "The server gave no answer.");
      return answerOf(body, positions);
    },
    listen(listener) {
      listeners.add(listener);
    },
  };
}

const LOST = "The server has ended. Start `throughline explore` again to search by meaning.";

function requestOf(data: AppData, question: Question): [path: string, body: Record<string, string>] {
  if ("query" in question) return ["/api/search", { query: question.query }];
  if ("text" in question) return ["/api/nearest", { text: question.text }];
  return ["/api/nearest", { passageId: data.passages.id[question.passage] ?? "" }];
}
