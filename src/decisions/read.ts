/** Reads `themes.yaml`. A mistake in it is told with its line, and with the name that was probably meant. */
import { distance } from "fastest-levenshtein";
import * as v from "valibot";
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from "yaml";
import { UserError } from "../errors.js";
import { fieldsOf } from "../run/values.js";
import type { DecisionPath, Decisions, DecisionsFile } from "../shapes/decisions.js";
import { decisionsSchema, noDecisions, withAllLists } from "./schema.js";

/** A file with its syntax tree, to be changed. */
export interface ReadDecisions extends DecisionsFile {
  document: Document.Parsed;
}

/**
 * @param text what the file holds
 * @param name the file as shown to people
 * @throws UserError "config" with the line of the mistake
 */
export function readDecisions(text: string, name: string): ReadDecisions {
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: "core", prettyErrors: true, lineCounter: lines });
  const [error] = document.errors;
  if (error) {
    const fault = (error.message.split("\n")[0] ?? "").replace(/ at line \d+, column \d+:?$/, "");
    throw faultIn(name, error.linePos?.[0].line ?? 1, `Expected YAML, got: ${fault}. Correct it there.`);
  }
  const lineOf = (path: DecisionPath): number => lineOfPath(document, lines, path);
  return { name, text, document, decisions: checked(document, name, lineOf), lineOf };
}

/** A mistake in a file of decisions, with the place to look at. */
export function faultIn(name: string, line: number, message: string): UserError {
  return new UserError("config", `${name}, line ${line}: ${message}`);
}

function checked(document: Document.Parsed, name: string, lineOf: (path: DecisionPath) => number): Decisions {
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 20 });
  } catch (error) {
    const got = error instanceof Error ? error.message : String(error);
    const todo = "A value that begins with * or & needs quotation marks.";
    throw new UserError("config", `Expected plain YAML in ${name}, got: ${got}. ${todo}`, { cause: error });
  }
  if (value === null) return noDecisions();
  const result = v.safeParse(decisionsSchema, value);
  if (result.success) return withAllLists(result.output);
  const [issue] = result.issues;
  const path = (issue.path ?? []).map(({ key }) => (typeof key === "number" ? key : String(key)));
  throw faultIn(name, lineOf(path), messageOf(issue, path));
}

function messageOf(issue: v.BaseIssue<unknown>, path: DecisionPath): string {
  const isUnknownKey = issue.type === "strict_object" && issue.expected === "never";
  if (!isUnknownKey) {
    const place = path.length === 0 ? "the file" : `\`${shownPath(path)}\``;
    return `Expected ${place} to be ${issue.message}, got ${shown(issue.input)}.`;
  }
  const key = String(path.at(-1));
  const known = fieldsOf(issue);
  const nearest = nearestOf(key, known);
  const owner = path.length === 1 ? "the file" : `\`${shownPath(path.slice(0, -1))}\``;
  return `Expected ${owner} to have only ${known.join(", ")}, got "${key}". Did you mean "${nearest}"?`;
}

/** The known name that is most like another. */
export function nearestOf(name: string, known: readonly string[]): string {
  const away = (other: string): number => distance(name.toLowerCase(), other.toLowerCase());
  return known.reduce((a, b) => (away(b) < away(a) ? b : a));
}

/** `merge[0].into`. */
export function shownPath(path: DecisionPath): string {
  return path.map((key, i) => (typeof key === "number" ? `[${key}]` : i === 0 ? key : `.${key}`)).join("");
}

function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value).slice(0, 80);
}

/** The line of the deepest part on the way that is there; 1 for an empty file. */
function lineOfPath(document: Document.Parsed, lines: LineCounter, path: DecisionPath): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const key of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
      if (pair === undefined) break;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof key === "number") {
      node = node.items[key];
      offset = startOf(node) ?? offset;
    } else break;
  }
  return lines.linePos(offset).line;
}

function startOf(node: unknown): number | undefined {
  if (typeof node !== "object" || node === null || !("range" in node)) return undefined;
  const { range } = node;
  const [start] = Array.isArray(range) ? (range as unknown[]) : [];
  return typeof start === "number" ? start : undefined;
}
