import { type CST, type Document, parseDocument, Parser } from "yaml";
import { property } from "../../io/json.js";

/** What stands between the `---` lines at the top of a file. */
export interface FrontMatter {
  /** Keys in lower case; empty where there is none or it can't be read. */
  fields: ReadonlyMap<string, unknown>;
  /** Offset of the first character behind the closing line. */
  bodyStart: number;
  /** Why the fields could not be read. */
  problem?: string;
}

/** Longer front matter is refused unread: no post needs it, and parsing time would grow with it. */
const MAX_FRONT_MATTER = 32 * 1024;
/** How often aliases may multiply a value before the document counts as an alias bomb. */
const MAX_ALIAS_COUNT = 100;

/** Deeper values are not parsed: the parser recurses, and running out of stack can end the whole process. */
const MAX_DEPTH = 100;

const OPENING = /^(---|\+\+\+)[ \t]*([A-Za-z]*)[ \t]*(?:\r\n|\n|\r)/;
const CLOSING = /^(?:---|\.\.\.)[ \t]*$/m;
const TOML_CLOSING = /^\+\+\+[ \t]*$/m;
const LANGUAGES = [
  "yaml",
  "yml",
  "js",
  "javascript",
  "ts",
  "typescript",
  "coffee",
  "coffeescript",
  "cson",
  "json",
  "toml",
];
/** A thematic break can open a post as well; only a block with a `key:` line is front matter. */
const KEY_LINE = /^[ \t]*(?:["']?[\p{L}_$][\p{L}\p{N}_$ .-]*["']?:(?:\s|$)|\{)/mu;

const NONE: FrontMatter = { fields: new Map(), bodyStart: 0 };

/**
 * Splits front matter off by hand. YAML is parsed with the core schema: no tags that build anything, dates stay the
 * text they are. Other languages (`---js`) are stepped over and never run.
 */
export function splitFrontMatter(text: string): FrontMatter {
  const opening = OPENING.exec(text);
  if (opening === null) return NONE;
  const language = opening[1] === "+++" ? "toml" : (opening[2] ?? "").toLowerCase();
  if (language !== "" && !LANGUAGES.includes(language)) return NONE;
  const blockStart = opening[0].length;
  const rest = text.slice(blockStart);
  const closing = (opening[1] === "+++" ? TOML_CLOSING : CLOSING).exec(rest);
  if (closing === null) return NONE;
  const block = rest.slice(0, closing.index);
  const lineEnd = /^(?:\r\n|\n|\r)?/.exec(rest.slice(closing.index + closing[0].length))?.[0].length ?? 0;
  const bodyStart = blockStart + closing.index + closing[0].length + lineEnd;
  const isYaml = ["", "yaml", "yml"].includes(language);
  if (!isYaml) {
    const problem = `expected front matter in YAML, got ${language}; it was neither run nor read`;
    return { fields: new Map(), bodyStart, problem };
  }
  if (block.trim() === "") return { fields: new Map(), bodyStart };
  if (block.length > MAX_FRONT_MATTER) {
    const problem = `front matter of ${block.length} characters is too long; at most ${MAX_FRONT_MATTER}`;
    return { fields: new Map(), bodyStart, problem };
  }
  if (!KEY_LINE.test(block)) return NONE;
  return { bodyStart, ...parseFields(block) };
}

function parseFields(block: string): Pick<FrontMatter, "fields" | "problem"> {
  const fields = new Map<string, unknown>();
  if (!isShallow(block)) return { fields, problem: "front matter nests too deeply to be read" };
  try {
    const document = parseLeniently(block);
    const [error] = document.errors;
    if (error !== undefined)
      return { fields, problem: `front matter is not valid YAML: ${firstLine(error.message)}` };
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

/** Measures nesting on the flat syntax tree, which is built and walked without recursion. */
function isShallow(block: string): boolean {
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
