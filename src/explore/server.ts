import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { UserError } from "../errors.js";
import type { Log } from "../shapes/context.js";
import type { CurrentRun, ReadingState } from "./current-run.js";
import { refusalOf } from "./gate.js";
import type { Matches } from "../search/meaning.js";
import { outputFile } from "./output-files.js";
import { BadQuestion, nearestQuestion, readBody, searchQuestion, type Question } from "./questions.js";
import { servedPage } from "./served-page.js";

export interface ServerOptions {
  folder: string;
  /** 0 for any that is free. */
  port: number;
  token: string;
  log: Log;
}

export interface RunningServer {
  port: number;
  close(): Promise<void>;
}

const HOST = "127.0.0.1";
const PAGE = "report.html";
const MOST_CONNECTIONS = 128;
const MOST_STREAMS = 32;
/** Milliseconds. */
const HEADERS_TIMEOUT = 10_000;
const REQUEST_TIMEOUT = 15_000;
const ANSWER_TIMEOUT = 30_000;
const HEARTBEAT = 15_000;

const NO_FILE =
  "This is no file of the report, and nothing else is served. To follow a link to a post on this computer, " +
  "open report.html itself.";

const HEADERS = {
  "Cache-Control": "no-store",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};
/** For everything but the page: a drawing or an error may run and load nothing. */
const STRICT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

interface Answer {
  status: number;
  type: string;
  content: string | Buffer;
  headers?: Record<string, string>;
}

/**
 * Serves a run on loopback.
 *
 * @throws UserError "config" where the port can't be had
 */
export async function startServer(
  run: CurrentRun,
  { folder, port: wanted, token, log }: ServerOptions,
): Promise<RunningServer> {
  const streams = new Set<ServerResponse>();
  let port = wanted;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = urlOf(request);
    const refusal = refusalOf(request, url, { port, token });
    if (refusal !== undefined) {
      const answer = url.pathname.startsWith("/api/") ? errorAnswer : textAnswer;
      send(response, answer(refusal.status, refusal.message, { Connection: "close" }));
      // What is still on its way is let through and forgotten, so that the answer arrives.
      request.resume();
      return;
    }
    if (url.pathname === "/api/events" && request.method === "GET") openStream(response);
    else send(response, await answerTo(request, url));
  }

  async function answerTo(request: IncomingMessage, url: URL): Promise<Answer> {
    const ask = QUESTIONS[url.pathname];
    if (ask !== undefined) {
      if (request.method !== "POST") return errorAnswer(405, "Expected POST.", { Allow: "POST" });
      return answerQuestion(run, ask(await readBody(request)));
    }
    if (request.method !== "GET") return textAnswer(405, "Expected GET.", { Allow: "GET" });
    return fileAnswer(folder, run, url.pathname);
  }

  function openStream(response: ServerResponse): void {
    if (streams.size >= MOST_STREAMS) {
      send(response, errorAnswer(503, "Too many pages listen."));
      return;
    }
    response.writeHead(200, { ...HEADERS, "Content-Type": "text/event-stream; charset=utf-8" });
    const tell = (state: ReadingState): void => void response.write(`data: ${JSON.stringify(state)}\n\n`);
    const heartbeat = setInterval(() => void response.write(": still here\n\n"), HEARTBEAT);
    const stop = run.listen(tell);
    streams.add(response);
    response.on("close", () => {
      clearInterval(heartbeat);
      stop();
      streams.delete(response);
    });
    tell(run.state);
  }

  const server = createServer({ requestTimeout: REQUEST_TIMEOUT }, (request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else if (error instanceof BadQuestion) {
        send(response, errorAnswer(error.status, error.message, { Connection: "close" }));
        request.resume();
      } else {
        log.warn(error instanceof Error ? error.message : String(error));
        send(response, errorAnswer(500, messageOf(error)));
      }
    });
  });
  server.headersTimeout = HEADERS_TIMEOUT;
  server.maxConnections = MOST_CONNECTIONS;
  port = await listen(server, wanted);
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const stream of streams) stream.end();
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const got = error.code === "EADDRINUSE" ? "one that is in use" : (error.code ?? error.message);
      const todo = "Name another with --port, or leave it out to have one chosen.";
      reject(new UserError("config", `Expected a free port, got ${port}: ${got}. ${todo}`, { cause: error }));
    });
    server.listen({ host: HOST, port }, () => resolve((server.address() as AddressInfo).port));
  });
}

/** Only the path and what follows it count; whatever else an address may name is the business of the gate. */
function urlOf({ url = "" }: IncomingMessage): URL {
  const path = `http://${HOST}${url.startsWith("/") ? url : "/"}`;
  return new URL(URL.canParse(path) ? path : `http://${HOST}/`);
}

/* ---------------------------------------------------------------- answers */

const QUESTIONS: Readonly<Record<string, (body: unknown) => Question>> = {
  "/api/search": searchQuestion,
  "/api/nearest": nearestQuestion,
};

async function answerQuestion(run: CurrentRun, { run: key, target, limit }: Question): Promise<Answer> {
  const { state } = run;
  if (state.run !== key) {
    return jsonAnswer(409, { error: "A new run has landed. Reload the page to search it.", state });
  }
  if (state.status === "reading") {
    return {
      ...jsonAnswer(503, { error: "The passages are still being read.", state }),
      headers: { "Retry-After": "1" },
    };
  }
  if (state.status === "failed") return jsonAnswer(503, { error: state.message, state });
  const matches = await inTime(run.nearest(target, limit));
  return matches === undefined ? errorAnswer(404, "The run has no such passage.") : jsonAnswer(200, matches);
}

/** @throws BadQuestion 504 */
async function inTime(answer: Promise<Matches | undefined>): Promise<Matches | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new BadQuestion(504, "The answer takes too long.")), ANSWER_TIMEOUT);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function fileAnswer(folder: string, run: CurrentRun, pathname: string): Promise<Answer> {
  const path = pathname === "/" ? PAGE : decodedPath(pathname);
  const file = path === undefined ? undefined : await outputFile(folder, path, run.outputs);
  if (file === undefined) return textAnswer(404, NO_FILE);
  if (path !== PAGE) return { status: 200, ...file };
  const { html, policy } = servedPage(file.content.toString("utf8"), run.state.run);
  return {
    status: 200,
    type: "text/html; charset=utf-8",
    content: html,
    headers: { "Content-Security-Policy": policy },
  };
}

function decodedPath(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname.slice(1));
  } catch {
    return undefined;
  }
}

function jsonAnswer(status: number, value: unknown): Answer {
  return { status, type: "application/json; charset=utf-8", content: JSON.stringify(value) };
}

function errorAnswer(status: number, message: string, headers: Record<string, string> = {}): Answer {
  return { ...jsonAnswer(status, { error: message }), headers };
}

/** For what a person opens, not the page's script. */
function textAnswer(status: number, message: string, headers: Record<string, string> = {}): Answer {
  return { status, type: "text/plain; charset=utf-8", content: `${message}\n`, headers };
}

function send(response: ServerResponse, { status, type, content, headers }: Answer): void {
  response.writeHead(status, {
    ...HEADERS,
    "Content-Security-Policy": STRICT_POLICY,
    "Content-Type": type,
    "Content-Length": Buffer.byteLength(content),
    ...headers,
  });
  response.end(content);
}

/** The message of a `UserError` is for people; of anything else nothing is told. */
function messageOf(error: unknown): string {
  return error instanceof UserError ? error.message : "Something went wrong; the terminal tells what.";
}
