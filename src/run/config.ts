import { distance } from "fastest-levenshtein";
import { UserError } from "../errors.js";
import type { Granularity } from "../shapes/clustering.js";
import type { ChatConfig, ColumnMap, Config, EmbedderName, NamedTheme } from "../shapes/config.js";

/** What a person may write: every key optional, values unchecked. Keys may be `modelDir`, `model_dir` or `model-dir`. */
export type PartialConfig = { [Key in keyof Config]?: Config[Key] | undefined };

export const defaults: Omit<Config, "paths"> = {
  out: "output",
  title: "Themes",
  embedder: "auto",
  model: "Xenova/all-MiniLM-L6-v2",
  adapt: true,
  themes: "auto",
  granularity: "medium",
  seed: 42,
  passageWords: 120,
  maxFileMegabytes: 50,
  columns: {},
  stopWords: [],
  namedThemes: [],
  keep: [],
  remove: [],
};

export const embedderNames: readonly EmbedderName[] = ["auto", "builtin", "transformers"];
export const granularities: readonly Granularity[] = ["broad", "medium", "fine"];
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
  granularity: oneOf(granularities),
  seed: wholeNumber(0, 4_294_967_295),
  since: day,
  until: day,
  passageWords: wholeNumber(20, 2_000),
  maxFileMegabytes: wholeNumber(1, 2_000),
  columns,
  stopWords: texts,
  namedThemes,
  keep: texts,
  remove: texts,
  chat,
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
  return unknownKey("option", name, keys.map(fileKey));
}

function unknownKey(what: string, name: string, known: readonly string[]): never {
  const nearest = known.reduce((a, b) => (distance(name, b) < distance(name, a) ? b : a));
  throw new UserError(
    "config",
    `Unknown ${what} "${name}". Did you mean "${nearest}"? Known: ${known.join(", ")}.`,
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

const namedThemeKeys = ["name", "phrases"] as const;

function namedThemes(value: unknown, key: string): NamedTheme[] {
  if (!Array.isArray(value)) return fail(key, "a list of themes, each with a name and phrases", value);
  const themes = value.map((entry, i) => namedTheme(entry, `${key}[${i}]`));
  const names = themes.map(({ name }) => name.trim().toLowerCase());
  const twice = themes.find((_, i) => names.indexOf(names[i] ?? "") < i);
  if (twice) return fail(key, "themes of different names", twice.name);
  return themes;
}

function namedTheme(value: unknown, key: string): NamedTheme {
  if (typeof value === "string") return { name: filledText(value, key).trim(), phrases: [] };
  if (!isRecord(value)) return fail(key, "a theme with a name and phrases", value);
  for (const name of Object.keys(value)) {
    if (!namedThemeKeys.some((known) => known === name))
      unknownKey(`key in \`${key}\``, name, namedThemeKeys);
  }
  const name = filledText(value["name"], `${key}.name`).trim();
  return { name, phrases: value["phrases"] == null ? [] : texts(value["phrases"], `${key}.phrases`) };
}

/** Where the endpoint may lie is checked when it is opened, as that takes a look at what its name stands for. */
function chat(value: unknown, key: string): ChatConfig {
  if (!isRecord(value)) return fail(key, "`url`, `model` and, where one is needed, `key_env`", value);
  const { url, model, keyEnv, ...others } = Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [camelCase(name), entry]),
  );
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) return fail(key, "only `url`, `model` and `key_env`", unknown);
  const found: ChatConfig = { url: filledText(url, `${key}.url`), model: filledText(model, `${key}.model`) };
  if (keyEnv === undefined || keyEnv === null) return found;
  const name = filledText(keyEnv, `${key}.key_env`);
  // Not shown: who misunderstands it may have written the key itself.
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(name)) {
    throw new UserError(
      "config",
      `Expected \`${key}.key_env\` to be the name of an environment variable such as OPENAI_API_KEY, got something else.`,
    );
  }
  return { ...found, keyEnv: name };
}
