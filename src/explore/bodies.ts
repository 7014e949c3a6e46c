/** What comes in and goes out as JSON. */
import type { HttpBindings } from "@hono/node-server";
import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { parseJson } from "../io/json.js";
import type { Refused } from "../shapes/exploration.js";
import { BadQuestion } from "./questions.js";

export type Env = { Bindings: HttpBindings };

const isJson: MiddlewareHandler = async (c, next) => {
  const [type] = c.req.header("Content-Type")?.split(";") ?? [];
  if (type?.trim().toLowerCase() !== "application/json") {
    throw new HTTPException(415, { message: "Expected a body of type application/json." });
  }
  await next();
};

/** What a body passes before it is read. */
export function bodyOf(mostBytes: number): [MiddlewareHandler, MiddlewareHandler] {
  const limit = bodyLimit({
    maxSize: mostBytes,
    onError(c) {
      c.header("Connection", "close");
      return refuse(c, 413, `Expected a body of at most ${mostBytes} bytes.`);
    },
  });
  return [isJson, limit];
}

/** @throws BadQuestion where the body is no JSON */
export async function jsonOf(c: Context): Promise<unknown> {
  const parsed = parseJson(await c.req.text());
  if (parsed instanceof Error) throw new BadQuestion(`Expected JSON, got text that is ${parsed.message}.`);
  return parsed;
}

/** As JSON for the page's script, as text for what a person opens. */
export function refuse(c: Context, status: ContentfulStatusCode, message: string): Response {
  return new URL(c.req.url).pathname.startsWith("/api/")
    ? c.json({ error: message } satisfies Refused, status)
    : c.text(`${message}\n`, status);
}
