/**
 * Every option of a run, once: how it is checked, what it means, how it is written. The configuration file, the command
 * line, the table in the README and the JSON schema for editors are all made from this.
 */
import * as v from "valibot";
import { CADENCES, type Cadence } from "../plan/calendar.js";
import { SLOTS } from "../plan/plan.js";
import type { ColumnMap, NamedTheme } from "../shapes/config.js";
import { exportNames } from "../exporters/for-tools.js";
import { embedderNames } from "../stages/embed/registry.js";
import {
  autoOrNumber,
  day,
  fields,
  filledText,
  oneOf,
  someOf,
  texts,
  trueOrFalse,
  wholeNumber,
} from "./values.js";

/** An option: its check, and what people are told of it. */
export interface Option<Schema extends v.GenericSchema = v.GenericSchema> {
  schema: Schema;
  /** What it does, in words that fit behind "--flag": no capital, no full stop. */
  doc: string;
  /** What stands behind the flag on the command line, `<folder>`; without it there is no flag. */
  argument?: string;
  /** What the flag with "no-" before it does, `--no-store`; without it there is none. */
  negative?: string;
  /** The value where nothing is written. */
  fallback?: v.InferOutput<Schema>;
  /** What happens without it, where that is no plain value. */
  without?: string;
}

function option<const Schema extends v.GenericSchema>(
  schema: Schema,
  about: Omit<Option<Schema>, "schema">,
): Option<Schema> {
  return { schema, ...about };
}

const column = v.optional(filledText);
const columns = v.pipe(
  fields(
    { text: column, title: column, date: column, url: column, author: column, tags: column },
    "a list of `field: column name`",
  ),
  v.transform((map): ColumnMap =>
    Object.fromEntries(Object.entries(map).filter(([, name]) => name !== undefined)),
  ),
);

const trimmed = v.pipe(filledText, v.trim());
const themeByName = v.pipe(
  trimmed,
  v.transform((name): NamedTheme => ({ name, phrases: [] })),
);
const themeByPhrases = v.pipe(
  fields({ name: trimmed, phrases: v.nullish(texts) }, "a theme with a name and phrases"),
  v.transform(({ name, phrases }): NamedTheme => ({ name, phrases: phrases ?? [] })),
);
const namedThemes = v.pipe(
  v.array(
    v.lazy((input): v.GenericSchema<unknown, NamedTheme> =>
      typeof input === "string" ? themeByName : themeByPhrases,
    ),
    "a list of themes, each with a name and phrases",
  ),
  v.check((themes) => {
    const names = themes.map(({ name }) => name.toLowerCase());
    return new Set(names).size === names.length;
  }, "themes of different names"),
);

/** Where the endpoint may lie is checked when it is opened, as that takes a look at what its name stands for. */
const chat = fields(
  {
    url: filledText,
    model: filledText,
    keyEnv: v.exactOptional(
      v.pipe(
        filledText,
        // What was got is not shown: who misunderstands it may have written the key itself.
        v.regex(
          /^[A-Za-z_][A-Za-z0-9_]{0,63}$/,
          "the name of an environment variable such as OPENAI_API_KEY, got something else",
        ),
      ),
    ),
  },
  "`url`, `model` and, where one is needed, `key_env`",
);

const cadences = ["auto", ...(Object.keys(CADENCES) as Cadence[])] as const;
const CADENCE = `one of ${cadences.map((name) => `"${name}"`).join(", ")} or a number of days from 1 to 366`;

/** Where the store lies; false for none. */
const store = v.union([filledText, v.literal(false)], "the name of a file, or false");

export const options = {
  paths: option(texts, { doc: "files, folders and globs of posts" }),
  out: option(filledText, { doc: "where the report goes", argument: "<folder>", fallback: "output" }),
  title: option(filledText, {
    doc: "heading of the report",
    argument: "<text>",
    fallback: "Themes",
    without: "named after the folders or files",
  }),
  themes: option(autoOrNumber(1, 10_000), {
    doc: "the number of themes",
    argument: "<auto|N>",
    fallback: "auto",
    without: "chosen from the data",
  }),
  granularity: option(oneOf(["broad", "medium", "fine"]), {
    doc: "fewer and broader, or more and finer themes",
    argument: "<broad|medium|fine>",
    fallback: "medium",
  }),
  since: option(day, { doc: "only posts from this day on", argument: "<YYYY-MM-DD>", without: "all" }),
  until: option(day, { doc: "only posts up to this day", argument: "<YYYY-MM-DD>", without: "all" }),
  today: option(day, {
    doc: "the day from which the plan counts",
    argument: "<YYYY-MM-DD>",
    without: "today where posts still come, the newest post's day where they have ended",
  }),
  metrics: option(texts, {
    doc: "CSV files with figures of the posts (opens, views, sign-ups), named by address, title, path or id",
    argument: "<file...>",
    fallback: [],
  }),
  slots: option(wholeNumber(0, 100), {
    doc: "how many days the calendar plans",
    argument: "<N>",
    fallback: SLOTS,
  }),
  cadence: option(v.union([oneOf(cadences), wholeNumber(1, 366, CADENCE)], CADENCE), {
    doc: "how often a post is to come: `daily`, `weekly`, `fortnightly`, `monthly` or a number of days",
    argument: "<auto|weekly|N>",
    fallback: "auto",
    without: "as the latest posts did",
  }),
  drafts: option(trueOrFalse, {
    doc: "take drafts, private and protected posts too",
    argument: "[true|false]",
    fallback: false,
  }),
  embedder: option(filledText, {
    doc: `what makes the embeddings: ${embedderNames().join(", ")}`,
    argument: "<name>",
    fallback: "auto",
  }),
  model: option(filledText, {
    doc: "another sentence-transformer, as on the hub",
    argument: "<owner/name>",
    fallback: "Xenova/all-MiniLM-L6-v2",
  }),
  revision: option(filledText, {
    doc: "the commit of the model; needed for one that has no pin of its own",
    argument: "<commit>",
    without: "the pinned one",
  }),
  modelDir: option(filledText, {
    doc: "a folder that holds the model's files",
    argument: "<folder>",
    without: "downloaded once",
  }),
  adapt: option(trueOrFalse, {
    doc: "learn from your posts as well",
    argument: "<true|false>",
    fallback: true,
  }),
  seed: option(wholeNumber(0, 4_294_967_295), {
    doc: "seed of all random numbers",
    argument: "<N>",
    fallback: 42,
  }),
  store: option(store, {
    doc: "the file in which a run keeps what the next can use",
    argument: "<file>",
    negative: "keep nothing, and begin from nothing",
    without: "`.throughline/store.duckdb` in the report folder",
  }),
  refit: option(trueOrFalse, {
    doc: "find the themes anew, however little has changed; those that are still there keep their ids and names",
    argument: "[true|false]",
    without: "as soon as a tenth of the passages is new",
  }),
  fresh: option(trueOrFalse, {
    doc: "find the themes as if there had been no run before",
    argument: "[true|false]",
    without: "false",
  }),
  parquet: option(trueOrFalse, {
    doc: "write passages.parquet too: every passage with its theme, its place on the map and its vector",
    argument: "[true|false]",
    without: "false",
  }),
  export: option(someOf(exportNames()), {
    doc: `write files for other tools too: ${exportNames().join(", ")}`,
    argument: "<name...>",
    without: "none",
  }),
  passageWords: option(wholeNumber(20, 2_000), { doc: "words that a passage aims at", fallback: 120 }),
  maxFileMegabytes: option(wholeNumber(1, 2_000), { doc: "the largest file that is read", fallback: 50 }),
  columns: option(columns, {
    doc: "which column or key of a CSV or JSONL file holds what",
    fallback: {},
    without: "found by their usual names",
  }),
  stopWords: option(texts, { doc: "words that never describe a theme", fallback: [] }),
  namedThemes: option(namedThemes, {
    doc: "themes that you want, each with a name and a few phrases: passages near them go there first, the rest is grouped freely",
    fallback: [],
  }),
  decisions: option(filledText, {
    doc: "the file of your decisions about themes: names, merges, splits and the like",
    argument: "<file>",
    without: "`themes.yaml` beside the configuration file, if there is one",
  }),
  keep: option(texts, { doc: "texts that are never taken out as boilerplate", fallback: [] }),
  remove: option(texts, { doc: "texts that are always taken out", fallback: [] }),
  chat: option(chat, {
    doc: "a language model of your choice that words the labels",
    without: "nothing is sent anywhere",
  }),
};

export type OptionName = keyof typeof options;
