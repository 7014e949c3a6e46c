import { type CST, type Document, parseDocument, Parser } from "yaml";
import { property } from "../../io/json.js";
/** How often aliases may multiply a value before the document counts as an alias bomb. */
const MAX_ALIAS_COUNT = 100;

/** Deeper values are not parsed: the parser recurses, and running out of stack can end the whole process. */
const MAX_DEPTH = 100;

/** Fields as a block of front matter has them, keys in lower case, and what could not be read. */
export interface Fields {
  fields: ReadonlyMap<string, unknown>;
  problem?: string;
}

/**
 * The fields of a YAML block, keys in lower case, by the core schema: no tags that build anything, dates stay the text they
 * are. Where a line is no YAML, it costs its own field alone: what stands on it is taken as it stands.
 */
export function yamlFields(block: string): Fields {
  const whole = parseFields(block);
  if (whole.invalid === undefined) return whole;
  const fields = new Map<string, unknown>();
  const broken: string[] = [];
  for (const entry of entriesOf(block)) {
    const parsed = parseFields(entry);
    if (parsed.invalid === undefined) {
      for (const [key, value] of parsed.fields) fields.set(key, value);
      continue;
    }
    const literal = literalField(entry);
    broken.push(literal?.key ?? firstLine(entry).slice(0, 40));
    if (literal?.value !== undefined) fields.set(literal.key.toLowerCase(), literal.value);
  }
  const names = broken.map((name) => `"${name}"`).join(", ");
  return { fields, problem: `front matter is not valid YAML at ${names}: ${whole.invalid}` };
}

/** The entries of the outermost map, each with the lines that are indented below it or go on in a list. */
function entriesOf(block: string): string[] {
  const entries: string[] = [];
  for (const line of block.split("\n")) {
    const opens = /^[^\s#-][^:]*:/.test(line);
    const last = entries.at(-1);
    if (opens || last === undefined) entries.push(line);
    else entries[entries.length - 1] = `${last}\n${line}`;
  }
  return entries.filter((entry) => entry.trim() !== "");
}

/** `title: Why: a story` as a key and the text behind it, outer quotation marks left out; a value of several lines is lost. */
function literalField(entry: string): { key: string; value?: string } | undefined {
  const [first = "", ...more] = entry.trimEnd().split("\n");
  const colon = first.indexOf(":");
  const [, key] = /^["']?([^"']+)["']?$/.exec(first.slice(0, Math.max(0, colon)).trimEnd()) ?? [];
  if (key === undefined) return undefined;
  const text = first.slice(colon + 1).trimStart();
  // What opens a list, a map, a block or an alias is no text of one line.
  if (
    text === "" ||
    /^[[{|>&*]/.test(text) ||
    more.some((line) => line.trim() !== "" && !line.trim().startsWith("#"))
  )
    return { key };
  return { key, value: text.trim().replace(/^(["'])(.*)\1$/, "$2") };
}

function parseFields(block: string): Fields & { invalid?: string } {
  const fields = new Map<string, unknown>();
  if (!isShallow(block)) return { fields, problem: "front matter nests too deeply to be read" };
  try {
    const document = parseLeniently(block);
    const [error] = document.errors;
    if (error !== undefined) return { fields, invalid: firstLine(error.message) };
    const value: unknown = document.toJS({ mapAsMap: true, maxAliasCount: MAX_ALIAS_COUNT });
    if (!(value instanceof Map)) return { fields, problem: "front matter is not a list of keys and values" };
    for (const key of (value as ReadonlyMap<unknown, unknown>).keys()) {
      if (typeof key === "string") fields.set(key.toLowerCase(), property(value, key));
    }
    return { fields };
  } catch (error) {
    // Aliases that multiply without end, or lead nowhere, surface as exceptions of the parser.
    const reason = error instanceof Error ? firstLine(error.message) : String(error);
    return { fields: new Map(), problem: `front matter could not be read: ${reason}` };
  }
}

/** Each level of YAML is opened by one of these; two levels are there before the first. */
const OPENINGS = /[[{:?-]/g;
const LEVELS_ABOVE = 2;

/** Measures nesting on the flat syntax tree, which is built and walked without recursion; not where there is too little to nest. */
function isShallow(block: string): boolean {
  if ((block.match(OPENINGS)?.length ?? 0) + LEVELS_ABOVE <= MAX_DEPTH) return true;
  const open: { token: CST.Token | null | undefined; depth: number }[] = [];
  for (const token of new Parser().parse(block)) open.push({ token, depth: 0 });
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next;
    if (depth > MAX_DEPTH) return false;
    if (token?.type === "document") open.push({ token: token.value, depth: depth + 1 });
    if (token === null || token === undefined || !("items" in token)) continue;
    for (const { key, value } of token.items) {
      open.push({ token: key, depth: depth + 1 }, { token: value, depth: depth + 1 });
    }
  }
  return true;
}

/**
 * Site generators built on libyaml let a quoted text go on at the very start of the next line, which YAML forbids; such
 * lines are indented and the block is tried again, which changes no value.
 */
function parseLeniently(block: string): Document.Parsed {
  const options = { schema: "core", uniqueKeys: false, logLevel: "silent" } as const;
  const document = parseDocument(block, options);
  if (document.errors.length === 0) return document;
  const second = parseDocument(indentQuotedLines(block), options);
  return second.errors.length === 0 ? second : document;
}

const OPENS_QUOTED = /^\s*(?:-[ \t]+)?(?:[^\s"'#:][^"':]*:[ \t]+)?(["'])/;

function indentQuotedLines(block: string): string {
  let quote = "";
  const lines = block.split("\n").map((line) => {
    const continued = quote !== "";
    const opening = continued ? null : OPENS_QUOTED.exec(line);
    if (opening !== null)
      quote = closesQuoted(line.slice(opening[0].length), opening[1] ?? "") ? "" : (opening[1] ?? "");
    else if (continued && closesQuoted(line, quote)) quote = "";
    return continued ? ` ${line}` : line;
  });
  return lines.join("\n");
}

/** Whether a text inside quotation marks ends on this line; `\"` and `''` stand for the mark itself. */
function closesQuoted(line: string, quote: string): boolean {
  const rest = quote === '"' ? line.replace(/\\./g, "") : line.replaceAll("''", "");
  return rest.includes(quote);
}

function firstLine(message: string): string {
  return (message.split("\n")[0] ?? "").replace(/:$/, "").replace('"quote', '" quote');
}
