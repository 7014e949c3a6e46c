import { distance } from "fastest-levenshtein";
import * as v from "valibot";
import { UserError } from "../errors.js";
import { embedderNames } from "../stages/embed/registry.js";
import { options, type OptionName } from "./options.js";
import { fieldsOf } from "./values.js";

type Output<Name extends OptionName> = v.InferOutput<(typeof options)[Name]["schema"]>;

/** Options that may be absent: nothing stands in their place where they are not written. */
type Optional =
  | "since"
  | "until"
  | "today"
  | "revision"
  | "modelDir"
  | "decisions"
  | "store"
  | "refit"
  | "fresh"
  | "parquet"
  | "export"
  | "chat";

/** A complete configuration. A person writes a partial one; `normalizeConfig` fills it or throws a `UserError`. */
export type Config = { [Name in Exclude<OptionName, Optional>]: Output<Name> } & {
  [Name in Optional]?: Output<Name>;
};

/** What a person may write: every key optional, values unchecked. Keys may be `modelDir`, `model_dir` or `model-dir`. */
export type PartialConfig = { [Key in keyof Config]?: Config[Key] | undefined };

const names = Object.keys(options) as OptionName[];

/** What stands in the place of options that are not written. */
export function defaults(): Omit<Config, "paths"> {
  const filled = names.flatMap((name) => {
    const { fallback } = options[name];
    return fallback === undefined ? [] : [[name, structuredClone(fallback)]];
  });
  return Object.fromEntries(filled) as Omit<Config, "paths">;
}

/**
 * Fills in and checks what a person wrote. `undefined` counts as not written.
 *
 * @example
 * normalizeConfig({ paths: ["posts"], model_dir: "models" }).modelDir; // "models"
 *
 * @param written an object such as a parsed `throughline.yaml`
 * @param embedders the names that `embedder` may have
 * @throws UserError "config" naming the key, what was expected and what was got
 */
export function normalizeConfig(written: unknown, embedders: readonly string[] = embedderNames()): Config {
  if (typeof written !== "object" || written === null || Array.isArray(written)) {
    throw new UserError("config", `Expected the configuration to be keys with values, got ${show(written)}.`);
  }
  const config: Config = { ...defaults(), paths: [] };
  for (const [key, value] of Object.entries(written)) {
    const name = knownName(key);
    if (value !== undefined && value !== null) Object.assign(config, { [name]: checked(name, key, value) });
  }
  checkTogether(config, embedders);
  return isTitled(written) ? config : { ...config, title: titleFor(config.paths) };
}

function isTitled(written: object): boolean {
  return Object.entries(written).some(
    ([key, value]) => knownName(key) === "title" && value !== undefined && value !== null,
  );
}

/** More names than these make no heading. */
const MOST_NAMED = 3;
/** Names that say what lies in a folder, and not whose it is. */
const GENERIC = new Set("posts _posts post content blog articles src pages docs data export".split(" "));

/** "Themes of mtlynch": after the folders and files that were named; of one in another that was named only after that. */
function titleFor(paths: readonly string[]): string {
  const outer = paths.filter((path) => !paths.some((other) => isBelow(path, other)));
  const names = [...new Set(outer.flatMap(nameOfPath))];
  const title = options.title.fallback ?? "";
  if (names.length === 0 || names.length > MOST_NAMED) return title;
  return `${title} of ${new Intl.ListFormat("en", { type: "conjunction" }).format(names)}`;
}

function isBelow(path: string, other: string): boolean {
  return path !== other && path.startsWith(other.endsWith("/") ? other : `${other}/`);
}

/** The last part of a path without the ending of a file; none where that is a pattern or says nothing. */
function nameOfPath(path: string): string[] {
  const last =
    path
      .split(/[\\/]/)
      .filter((part) => part !== "")
      .at(-1) ?? "";
  if (/^\.+$|^[A-Za-z]:$|[*?{}[\]]/.test(last)) return [];
  const name = last.replace(/(?<=.)\.[A-Za-z]{2,5}$/, "");
  return GENERIC.has(name.toLowerCase()) ? [] : [name];
}

function checkTogether(config: Config, embedders: readonly string[]): void {
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
  if (!embedders.includes(config.embedder)) {
    const known = embedders.map((name) => `"${name}"`).join(", ");
    fail("embedder", `one of ${known}${suggestion(config.embedder, embedders)}`, config.embedder);
  }
}

function checked(name: OptionName, key: string, value: unknown): unknown {
  const result = v.safeParse(options[name].schema, name === "chat" ? withCamelCase(value) : value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = issue.path ?? [];
  if (issue.type === "strict_object" && issue.expected === "never") {
    throw unknownField(key, issue);
  }
  return fail(key + path.map((item) => placeOf(item.key)).join(""), issue.message, issue.input);
}

function placeOf(key: unknown): string {
  return typeof key === "number" ? `[${key}]` : `.${fileKey(String(key))}`;
}

/** The refusal of a key within an option's value. */
function unknownField(key: string, issue: v.BaseIssue<unknown>): UserError {
  const path = issue.path ?? [];
  const place =
    key +
    path
      .slice(0, -1)
      .map((item) => placeOf(item.key))
      .join("");
  const field = String(path.at(-1)?.key);
  const known = fieldsOf(issue).map(fileKey);
  const listed = known.map((name) => `\`${name}\``);
  const most = listed.slice(0, -1).join(", ");
  const message = `Expected \`${place}\` to have only ${most} and ${listed.at(-1) ?? ""}, got ${show(field)}.`;
  return new UserError("config", message + suggestion(field, known).replace(/^ \((.*)\)$/, " $1"));
}

/** " (Did you mean "phrases"?)" where a known name is near. */
function suggestion(name: string, known: readonly string[]): string {
  const nearest = nearestOf(name, known);
  return distance(name, nearest) <= 2 ? ` (Did you mean "${nearest}"?)` : "";
}

function nearestOf(name: string, known: readonly string[]): string {
  return known.reduce((a, b) => (distance(name, b) < distance(name, a) ? b : a));
}

/** An object with its keys in camel case; anything else as it is. */
function withCamelCase(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined && entry !== null);
  return Object.fromEntries(entries.map(([key, entry]) => [camelCase(key), entry]));
}

/** `model-dir` and `model_dir` mean `modelDir`. */
function camelCase(name: string): string {
  return name.replace(/[-_]([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** `modelDir` as it is written in a file: `model_dir`. */
export function fileKey(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function knownName(key: string): OptionName {
  const name = names.find((known) => known === camelCase(key));
  if (name !== undefined) return name;
  const known = names.map(fileKey);
  throw new UserError(
    "config",
    `Unknown option "${key}". Did you mean "${nearestOf(key, known)}"? Known: ${known.join(", ")}.`,
  );
}

function show(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value).slice(0, 80);
}

/** A message that says itself what was got leaves the value out. */
function fail(key: string, expected: string, value: unknown): never {
  const got = expected.includes(", got ") ? "" : `, got ${show(value)}`;
  throw new UserError("config", `Expected \`${key}\` to be ${expected}${got}.`);
}
