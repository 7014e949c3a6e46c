import { LONGEST_TEXT, MOST_RESULTS } from "../render/explore-wire.js";
import type { Target } from "../shapes/exploration.js";

/** What a page may ask: what answers a query, or what is near to a text or a passage. */
export interface Question {
  /** The key of the run that the page shows. */
  run: string;
  target: Target;
  limit: number;
}

const LONGEST_QUERY = 1_000;
const LONGEST_ID = 64;
const USUAL_RESULTS = 20;

/** A question that can't be answered as it was put. */
export class BadQuestion extends Error {
  override readonly name = "BadQuestion";
}

/** `POST /api/search`: `{ query, limit?, run }`. */
export function searchQuestion(body: unknown): Question {
  const { query, ...rest } = fieldsOf(body, ["query", "limit", "run"]);
  return { target: { query: textField("query", query, LONGEST_QUERY) }, ...common(rest) };
}

/** `POST /api/nearest`: `{ passageId, limit?, run }` or `{ text, limit?, run }`. */
export function nearestQuestion(body: unknown): Question {
  const { passageId, text, ...rest } = fieldsOf(body, ["passageId", "text", "limit", "run"]);
  if ((passageId === undefined) === (text === undefined)) {
    throw new BadQuestion("Expected either `passageId` or `text`.");
  }
  const target =
    text === undefined
      ? { passageId: textField("passageId", passageId, LONGEST_ID) }
      : { text: textField("text", text, LONGEST_TEXT) };
  return { target, ...common(rest) };
}

/** The body as an object of these keys and no others. */
export function fieldsOf(body: unknown, known: readonly string[]): Record<string, unknown> {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new BadQuestion("Expected a JSON object.");
  }
  const unknown = Object.keys(body).filter((key) => !known.includes(key));
  if (unknown.length > 0) throw new BadQuestion(`Expected no keys but ${known.join(", ")}.`);
  return body as Record<string, unknown>;
}

export function textField(name: string, value: unknown, longest: number): string {
  if (typeof value !== "string" || value.trim() === "" || value.length > longest) {
    throw new BadQuestion(`Expected \`${name}\` to be a text of 1 to ${longest} characters.`);
  }
  return value;
}

function common({ limit = USUAL_RESULTS, run }: Record<string, unknown>): Pick<Question, "run" | "limit"> {
  if (typeof limit !== "number" || !Number.isInteger(limit) || limit < 1 || limit > MOST_RESULTS) {
    throw new BadQuestion(`Expected \`limit\` to be a whole number from 1 to ${MOST_RESULTS}.`);
  }
  return { limit, run: textField("run", run, LONGEST_ID) };
}
