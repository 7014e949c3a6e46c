import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { secureHeaders } from "hono/secure-headers";
import { timeout } from "hono/timeout";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { UserError } from "../errors.js";
import { PATHS } from "../render/explore-wire.js";
import type { Log } from "../shapes/context.js";
import type { Refused } from "../shapes/exploration.js";
import { bodyOf, jsonOf, refuse, type Env } from "./bodies.js";
import type { CurrentRun } from "./current-run.js";
import { addEditRoutes, type Editing } from "./edit-routes.js";
import type { Streams } from "./event-streams.js";
import type { Refusal } from "./gate.js";
import { outputFile } from "./output-files.js";
import { PAGE, pageOfRun } from "./page-of-run.js";
import { BadQuestion, nearestQuestion, type Question, searchQuestion } from "./questions.js";
import { servedPage } from "./served-page.js";

export interface RouteOptions {
  folder: string;
  log: Log;
  streams: Streams;
  /** Who is turned away before anything else is looked at. */
  refusal: (bindings: HttpBindings, url: URL) => Refusal | undefined;
}

/** What is served. */
export interface Served {
  run: CurrentRun;
  editor: Editing;
}

const MOST_BODY_BYTES = 64 * 1024;
/** Milliseconds. */
const ANSWER_TIMEOUT = 30_000;

const NO_FILE =
  "This is no file of the report, and nothing else is served. To follow a link to a post on this computer, " +
  "open report.html itself.";

const NOT_OF_RUN =
  "Expected report.html as its run wrote it, got one that was changed since. Run again to write it anew, or open the file itself.";

/** What is served, to whom, and how. */
export function exploreRoutes(
  { run, editor }: Served,
  { folder, log, streams, refusal }: RouteOptions,
): Hono<Env> {
  const app = new Hono<Env>();
  app.use(headers);
  app.use(async (c, next) => {
    c.header("Cache-Control", "no-store");
    const refused = refusal(c.env, new URL(c.req.url));
    if (refused === undefined) return next();
    c.header("Connection", "close");
    return refuse(c, refused.status, refused.message);
  });

  app.post(PATHS.search, ...question, (c) => answer(c, run, searchQuestion));
  app.post(PATHS.nearest, ...question, (c) => answer(c, run, nearestQuestion));
  app.on("GET", [PATHS.search, PATHS.nearest], (c) => {
    c.header("Allow", "POST");
    return refuse(c, 405, "Expected POST.");
  });
  addEditRoutes(app, editor);
  app.get(PATHS.events, (c) => streams.open(c, { run, editor }) ?? refuse(c, 503, "Too many pages listen."));
  app.get("*", (c) => file(c, folder, run));
  app.all("*", (c) => {
    c.header("Allow", "GET");
    return refuse(c, 405, "Expected GET.");
  });

  app.onError((error, c) => {
    if (error instanceof BadQuestion) return refuse(c, 400, error.message);
    if (error instanceof HTTPException) return refuse(c, error.status, error.message);
    log.warn(error.message);
    // The message of a `UserError` is for people; of anything else nothing is told.
    const told =
      error instanceof UserError ? error.message : "Something went wrong; the terminal tells what.";
    return refuse(c, 500, told);
  });
  return app;
}

/** The policy is for everything but the page, which brings its own: a drawing or an error may run and load nothing. */
const headers = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'unsafe-inline'"],
    frameAncestors: ["'none'"],
    sandbox: [],
  },
  strictTransportSecurity: false,
  xFrameOptions: "DENY",
  overwrite: false,
});

/** What the body of a question passes before it is read. */
const question = [
  ...bodyOf(MOST_BODY_BYTES),
  timeout(ANSWER_TIMEOUT, new HTTPException(504, { message: "The answer takes too long." })),
] as const;

async function answer(
  c: Context<Env>,
  run: CurrentRun,
  questionIn: (body: unknown) => Question,
): Promise<Response> {
  const { run: key, target, limit } = questionIn(await jsonOf(c));
  const { state } = run;
  const refused = (status: ContentfulStatusCode, error: string): Response =>
    c.json({ error, state } satisfies Refused, status);
  if (state.run !== key) return refused(409, "A new run has landed. Reload the page to search it.");
  if (state.status === "reading") {
    c.header("Retry-After", "1");
    return refused(503, "The passages are still being read.");
  }
  if (state.status === "failed") return refused(503, state.message);
  const matches = await run.nearest(target, limit);
  return matches === undefined ? refuse(c, 404, "The run has no such passage.") : c.json(matches);
}

async function file(c: Context<Env>, folder: string, run: CurrentRun): Promise<Response> {
  const { pathname } = new URL(c.req.url);
  const path = pathname === "/" ? PAGE : decodedPath(pathname);
  if (path === PAGE) return page(c, folder, run);
  const served = path === undefined ? undefined : await outputFile(folder, path, run.outputs);
  if (served === undefined) return refuse(c, 404, NO_FILE);
  return c.body(served.content, 200, { "Content-Type": served.type });
}

async function page(c: Context<Env>, folder: string, run: CurrentRun): Promise<Response> {
  const found = await pageOfRun(folder, () => ({ key: run.state.run, outputs: run.outputs }));
  if (found === "missing") return refuse(c, 404, NO_FILE);
  if (found === "changed") return refuse(c, 409, NOT_OF_RUN);
  const { html, policy } = servedPage(new TextDecoder().decode(found.content), found.key);
  c.header("Content-Security-Policy", policy);
  return c.html(html);
}

function decodedPath(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname.slice(1));
  } catch {
    return undefined;
  }
}
