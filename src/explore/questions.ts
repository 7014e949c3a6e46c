import type { IncomingMessage } from "node:http";
import { parseJson } from "../stages/ingest/fields.js";
import type { Target } from "../search/meaning.js";

/** What a page may ask: what is near to words, to a text, or to a passage. */
export interface Question {
  /** The key of the run that the page shows. */
  run: string;
  target: Target;
  limit: number;
}

export const MOST_BODY_BYTES = 64 * 1024;
const LONGEST_QUERY = 1_000;
const LONGEST_TEXT = 20_000;
const LONGEST_ID = 64;
const MOST_RESULTS = 1000;
const USUAL_RESULTS = 20;

/** A question that can't be answered as it was put. */
export class BadQuestion extends Error {
  override readonly name = "BadQuestion";
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * Reads the JSON body of a request, at most 64 KiB of it.
 *
 * @throws BadQuestion 413, 415 or 400
 */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const type = (request.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") throw new BadQuestion(415, "Expected a body of type application/json.");
  const tooLarge = new BadQuestion(413, `Expected a body of at most ${MOST_BODY_BYTES} bytes.`);
  if (Number(request.headers["content-length"] ?? 0) > MOST_BODY_BYTES) throw tooLarge;
  const bytes = await bytesOf(request);
  if (bytes === undefined) throw tooLarge;
  const body = parseJson(bytes.toString("utf8"));
  if (body instanceof Error) throw new BadQuestion(400, `Expected JSON, got text that is ${body.message}.`);
  return body;
}

/** Undefined where there are too many; the rest is not kept. */
function bytesOf(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let bytes = 0;
    request.on("data", (part: Buffer) => {
      bytes += part.length;
      if (bytes <= MOST_BODY_BYTES) parts.push(part);
      else resolve(undefined);
    });
    request.on("end", () => resolve(Buffer.concat(parts)));
    request.on("error", reject);
  });
}

/** `POST /api/search`: `{ query, limit?, run }`. */
export function searchQuestion(body: unknown): Question {
  const { query, ...rest } = fieldsOf(body, ["query", "limit", "run"]);
  return { target: { text: textField("query", query, LONGEST_QUERY) }, ...common(rest) };
}

/** `POST /api/nearest`: `{ passageId, limit?, run }` or `{ text, limit?, run }`. */
export function nearestQuestion(body: unknown): Question {
  const { passageId, text, ...rest } = fieldsOf(body, ["passageId", "text", "limit", "run"]);
  if ((passageId === undefined) === (text === undefined)) {
    throw new BadQuestion(400, "Expected either `passageId` or `text`.");
  }
  const target =
    text === undefined
      ? { passageId: textField("passageId", passageId, LONGEST_ID) }
      : { text: textField("text", text, LONGEST_TEXT) };
  return { target, ...common(rest) };
}

function fieldsOf(body: unknown, known: readonly string[]): Record<string, unknown> {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new BadQuestion(400, "Expected a JSON object.");
  }
  const unknown = Object.keys(body).filter((key) => !known.includes(key));
  if (unknown.length > 0) throw new BadQuestion(400, `Expected no keys but ${known.join(", ")}.`);
  return body as Record<string, unknown>;
}

function textField(name: string, value: unknown, longest: number): string {
  if (typeof value !== "string" || value.trim() === "" || value.length > longest) {
    throw new BadQuestion(400, `Expected \`${name}\` to be a text of 1 to ${longest} characters.`);
  }
  return value;
}

function common({ limit = USUAL_RESULTS, run }: Record<string, unknown>): Pick<Question, "run" | "limit"> {
  if (typeof limit !== "number" || !Number.isInteger(limit) || limit < 1 || limit > MOST_RESULTS) {
    throw new BadQuestion(400, `Expected \`limit\` to be a whole number from 1 to ${MOST_RESULTS}.`);
  }
  return { limit, run: textField("run", run, LONGEST_ID) };
}
