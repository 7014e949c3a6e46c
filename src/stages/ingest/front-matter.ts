import { parse as parseToml } from "smol-toml";
import { parseRecord } from "../../io/json.js";
import { type Fields, yamlFields } from "./front-matter-yaml.js";
import { foldName, USUAL_NAMES } from "./field-names.js";

/** What stands above a text about it. */
export interface FrontMatter extends Fields {
  /** Offset of the first character behind it. */
  bodyStart: number;
}

/** Longer front matter is refused unread: no post needs it, and parsing time would grow with it. */
const MAX_FRONT_MATTER = 32 * 1024;

const LINE_END = "(?:\\r\\n|\\n|\\r)";
/** Blank lines and comments may stand above the opening line; generators step over them. */
const LEADING = new RegExp(
  `^\\uFEFF?(?:[ \\t]*${LINE_END}|<!--[^>]{0,2000}-->[ \\t]*${LINE_END}|#[^\\r\\n]{0,500}${LINE_END}(?=\\s*---))*`,
);
const OPENING = new RegExp(`^(---|\\+\\+\\+|;;;)[ \\t]*(?:([A-Za-z]+)[ \\t]*)?${LINE_END}`);
const CLOSINGS: Readonly<Record<string, RegExp>> = {
  "---": /^(?:---|\.\.\.)[ \t]*$/m,
  "+++": /^\+\+\+[ \t]*$/m,
  ";;;": /^;;;[ \t]*$/m,
};
const MARKS: Readonly<Record<string, string>> = { "+++": "toml", ";;;": "json" };
/** What is never run, whatever it says. */
const PROGRAMS = ["js", "javascript", "ts", "typescript", "coffee", "coffeescript", "cson"];
const LANGUAGES = ["yaml", "yml", "json", "toml", ...PROGRAMS];
/** A thematic break can open a post as well; only a block with a `key:` line is front matter. */
const KEY_LINE = /^[ \t]*(?:["']?[\p{L}_$][\p{L}\p{N}_$ .-]*["']?:(?:\s|$)|\{)/mu;

const NONE: FrontMatter = { fields: new Map(), bodyStart: 0 };

/**
 * Splits off what stands above a text: YAML between `---`, TOML between `+++`, JSON between `;;;` or as an object on its own,
 * or lines of `Title: value` as MultiMarkdown and Pelican have them. Programs (`---js`) are stepped over and never run.
 */
export function splitFrontMatter(text: string): FrontMatter {
  const start = LEADING.exec(text)?.[0].length ?? 0;
  const rest = text.slice(start);
  const opening = OPENING.exec(rest);
  const split = opening === null ? withoutMarks(rest) : between(rest, opening);
  return split === undefined ? NONE : { ...split, bodyStart: start + split.bodyStart };
}

/** The block between an opening and a closing line. */
function between(text: string, [line, mark = "---", named = ""]: RegExpExecArray): FrontMatter | undefined {
  const language = MARKS[mark] ?? named.toLowerCase();
  if (language !== "" && !LANGUAGES.includes(language)) return undefined;
  const rest = text.slice(line.length);
  const closing = CLOSINGS[mark]?.exec(rest);
  if (closing === null || closing === undefined) return undefined;
  const block = rest.slice(0, closing.index);
  const end = line.length + closing.index + closing[0].length;
  const bodyStart = end + lineEndAt(text, end);
  if (block.trim() === "") return { fields: new Map(), bodyStart };
  if (block.length > MAX_FRONT_MATTER) return tooLong(block.length, bodyStart);
  const isYaml = ["", "yaml", "yml"].includes(language);
  if (isYaml && !KEY_LINE.test(block)) return undefined;
  return { bodyStart, ...fieldsOf(block, language) };
}

function lineEndAt(text: string, at: number): number {
  return /^(?:\r\n|\n|\r)?/.exec(text.slice(at, at + 2))?.[0].length ?? 0;
}

function tooLong(length: number, bodyStart: number): FrontMatter {
  const problem = `front matter of ${length} characters is too long; at most ${MAX_FRONT_MATTER}`;
  return { fields: new Map(), bodyStart, problem };
}

function fieldsOf(block: string, language: string): Fields {
  if (language === "toml") return tomlFields(block);
  if (language === "json") return jsonFields(block);
  if (!PROGRAMS.includes(language)) return yamlFields(block);
  const problem = `expected front matter in YAML, TOML or JSON, got ${language}; it was neither run nor read`;
  return { fields: new Map(), problem };
}

function tomlFields(block: string): Fields {
  try {
    return { fields: lowerCased(parseToml(block)) };
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "";
    // A line that is broken costs its own field alone.
    const fields = new Map<string, unknown>();
    for (const line of block.split("\n")) {
      if (line.startsWith("[")) break;
      for (const [key, value] of lowerCased(tomlLine(line))) fields.set(key, value);
    }
    return { fields, problem: `front matter is not valid TOML: ${reason}` };
  }
}

function tomlLine(line: string): object {
  try {
    return parseToml(line);
  } catch {
    return {};
  }
}

function jsonFields(block: string): Fields {
  const value = parseRecord(block.trim().startsWith("{") ? block : `{${block}}`);
  if (value !== undefined) return { fields: lowerCased(value) };
  return { fields: new Map(), problem: "front matter is not a valid JSON object" };
}

/** Dates of TOML are objects of the parser's own; they read as they were written. */
function lowerCased(record: object): Map<string, unknown> {
  return new Map(
    Object.entries(record).map(([key, value]: [string, unknown]) => [
      key.toLowerCase(),
      value instanceof Date ? value.toISOString() : value,
    ]),
  );
}

/** A JSON object that ends with its line, or lines of `Title: value` above a blank one. */
function withoutMarks(text: string): FrontMatter | undefined {
  return text.startsWith("{") ? jsonObject(text) : headerLines(text);
}

const OBJECT_END = /^\}[ \t]*(?:\r\n|\n|\r|$)/gm;

function jsonObject(text: string): FrontMatter | undefined {
  const head = text.slice(0, MAX_FRONT_MATTER);
  for (const { index, 0: end } of head.matchAll(OBJECT_END)) {
    const value = parseRecord(head.slice(0, index + 1));
    if (value !== undefined) return { fields: lowerCased(value), bodyStart: index + end.length };
  }
  return undefined;
}

/** Header lines count as such where one of them is a title or a date; a post may open with "Note: …". */
const HEADER_LINE = /^([\p{L}][\p{L}\p{N} _-]{0,40}):[ \t]+(\S.*)$/u;
const TELLING = new Set([...USUAL_NAMES.title, ...USUAL_NAMES.date].filter((name) => name !== "name"));

function headerLines(text: string): FrontMatter | undefined {
  const fields = new Map<string, unknown>();
  let bodyStart = 0;
  let last = "";
  for (const { 0: whole, 1: line = "" } of text
    .slice(0, MAX_FRONT_MATTER)
    .matchAll(/([^\r\n]*)(?:\r\n|\n|\r|$)/g)) {
    bodyStart += whole.length;
    if (line.trim() === "" || whole === "") break;
    const [, key, value] = HEADER_LINE.exec(line) ?? [];
    // A value may go on, indented, on the next line.
    if (key === undefined && /^[ \t]+\S/.test(line) && last !== "") {
      fields.set(last, `${String(fields.get(last))} ${line.trim()}`);
      continue;
    }
    if (key === undefined) return undefined;
    last = key.toLowerCase();
    fields.set(last, value);
  }
  const names = [...fields.keys()].map(foldName);
  const isHeader = names.some((name) => TELLING.has(name)) && (fields.size > 1 || names.includes("title"));
  return isHeader ? { fields, bodyStart } : undefined;
}
