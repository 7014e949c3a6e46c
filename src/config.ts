import { distance } from "fastest-levenshtein";
import { UserError } from "./errors.js";
import type { ColumnMap, Config, EmbedderName } from "./types.js";

/** What a person may write: every key optional, values unchecked. Keys may be `modelDir`, `model_dir` or `model-dir`. */
export type PartialConfig = { [Key in keyof Config]?: Config[Key] | undefined };

export const defaults: Omit<Config, "paths"> = {
  out: "output",
  title: "Themes",
  embedder: "auto",
  model: "Xenova/all-MiniLM-L6-v2",
  themes: "auto",
  seed: 42,
  passageWords: 120,
  maxFileMegabytes: 50,
  columns: {},
  stopWords: [],
  keep: [],
  remove: [],
};

export const embedderNames: readonly EmbedderName[] = ["auto", "builtin", "transformers"];
const columnNames: readonly (keyof ColumnMap)[] = ["text", "title", "date", "url", "author", "tags"];

type Check<T> = (value: unknown, key: string) => T;

/** How each key is checked. Every key of `Config` stands here, so that a new one can't be forgotten. */
const checks: { [Key in keyof Config]-?: Check<Exclude<Config[Key], undefined>> } = {
  paths: texts,
  out: filledText,
  title: filledText,
  embedder: oneOf(embedderNames),
  model: filledText,
  revision: filledText,
  modelDir: filledText,
  adapt: trueOrFalse,
  themes: (value, key) => (value === "auto" ? value : numberOfThemes(value, key)),
  seed: wholeNumber(0, 4_294_967_295),
  since: day,
  until: day,
  passageWords: wholeNumber(20, 2_000),
  maxFileMegabytes: wholeNumber(1, 2_000),
  columns,
  stopWords: texts,
  keep: texts,
  remove: texts,
};

const keys = Object.keys(checks) as (keyof Config)[];

/**
 * Fills in and checks what a person wrote. `undefined` counts as not written.
 *
 * @param written an object such as a parsed `throughline.yaml`
 * @throws UserError "config" naming the key, what was expected and what was got
 */
export function normalizeConfig(written: unknown): Config {
  if (!isRecord(written)) {
    throw new UserError("config", `Expected the configuration to be keys with values, got ${show(written)}.`);
  }
  const config: Config = { ...structuredClone(defaults), paths: [] };
  for (const [name, value] of Object.entries(written)) {
    const key = knownKey(name);
    if (value !== undefined && value !== null) Object.assign(config, { [key]: checks[key](value, name) });
  }
  if (config.paths.length === 0) {
    throw new UserError(
      "config",
      "Expected at least one path to posts, got none. Name a file, folder or glob.",
    );
  }
  if (config.since !== undefined && config.until !== undefined && config.since > config.until) {
    const got = `got since ${config.since} and until ${config.until}`;
    throw new UserError("config", `Expected \`since\` to be no later than \`until\`, ${got}.`);
  }
  return config;
}

/** `model-dir` and `model_dir` mean `modelDir`. */
function camelCase(name: string): string {
  return name.replace(/[-_]([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** `modelDir` as it is written in a file: `model_dir`. */
export function fileKey(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function knownKey(name: string): keyof Config {
  const key = keys.find((known) => known === camelCase(name));
  if (key !== undefined) return key;
  const nearest = keys.reduce((a, b) => (distance(name, fileKey(b)) < distance(name, fileKey(a)) ? b : a));
  throw new UserError(
    "config",
    `Unknown option "${name}". Did you mean "${fileKey(nearest)}"? Known: ${keys.map(fileKey).join(", ")}.`,
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value).slice(0, 80);
}

function fail(key: string, expected: string, value: unknown): never {
  throw new UserError("config", `Expected \`${key}\` to be ${expected}, got ${show(value)}.`);
}

function filledText(value: unknown, key: string): string {
  return typeof value === "string" && value.trim() !== ""
    ? value
    : fail(key, "a text that is not empty", value);
}

function texts(value: unknown, key: string): string[] {
  const list = typeof value === "string" ? [value] : value;
  if (!Array.isArray(list)) return fail(key, "a list of texts", value);
  return list.map((entry) => filledText(entry, key));
}

function trueOrFalse(value: unknown, key: string): boolean {
  if (value === true || value === "true") return true;
  if (value === false || value === "false") return false;
  return fail(key, "true or false", value);
}

function oneOf<T extends string>(names: readonly T[]): Check<T> {
  return (value, key) =>
    names.find((name) => name === value) ??
    fail(key, `one of ${names.map((name) => `"${name}"`).join(", ")}`, value);
}

function wholeNumber(low: number, high: number): Check<number> {
  return (value, key) => {
    const number = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
    return typeof number === "number" && Number.isInteger(number) && number >= low && number <= high
      ? number
      : fail(key, `a whole number from ${low} to ${high}`, value);
  };
}

function numberOfThemes(value: unknown, key: string): number {
  return typeof value === "number" || (typeof value === "string" && /^\d+$/.test(value))
    ? wholeNumber(1, 10_000)(value, key)
    : fail(key, '"auto" or a whole number from 1 to 10000', value);
}

/** A day of the calendar, `YYYY-MM-DD`. */
function day(value: unknown, key: string): string {
  const written = typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : "";
  const time = Date.parse(`${written}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(written)
    ? written
    : fail(key, "a day such as 2024-03-31", value);
}

function columns(value: unknown, key: string): ColumnMap {
  if (!isRecord(value)) return fail(key, "a list of `field: column name`", value);
  const map: ColumnMap = {};
  for (const [field, column] of Object.entries(value)) {
    map[oneOf(columnNames)(field, `${key}: a field`)] = filledText(column, `${key}.${field}`);
  }
  return map;
}
