import type { Granularity } from "./clustering.js";

/** Which column or key of a CSV or JSONL file holds what; a missing one is found by its usual names. */
export interface ColumnMap {
  text?: string;
  title?: string;
  date?: string;
  url?: string;
  author?: string;
  tags?: string;
}

/** A theme that the editor wants, with a few phrases that show what belongs there. */
export interface NamedTheme {
  /** Its label in the report. */
  name: string;
  /** Phrases or sentences as a post on the theme would have them; the name itself where there are none. */
  phrases: string[];
}

export type EmbedderName = "auto" | "builtin" | "transformers";

/** An OpenAI-compatible chat endpoint, local or remote. */
export interface ChatConfig {
  /** Base address such as `http://localhost:11434/v1`, or the full one that ends in `/chat/completions`. */
  url: string;
  model: string;
  /** Name of the environment variable that holds the key; none is sent without it. */
  keyEnv?: string;
}

/** A complete configuration. A person writes a partial one; `normalizeConfig` fills it or throws a `UserError`. */
export interface Config {
  /** Files, folders and globs. */
  paths: string[];
  /** The report folder. @default "output" */
  out: string;
  /** Heading of the report. @default "Themes" */
  title: string;
  /** @default "auto" */
  embedder: EmbedderName;
  /** A sentence-transformer in the hub's layout. @default "Xenova/all-MiniLM-L6-v2" */
  model: string;
  /** Commit of the model; needed for a model that has no pin of its own. */
  revision?: string;
  /** A folder that holds `<model>/config.json` and so on, or is itself the model's folder. */
  modelDir?: string;
  /** Whether the embeddings learn from the collection as well. @default true */
  adapt: boolean;
  /** The number of themes. @default "auto" */
  themes: "auto" | number;
  /** Shifts the number of themes that is chosen. @default "medium" */
  granularity: Granularity;
  /** @default 42 */
  seed: number;
  /** First and last day to take, `YYYY-MM-DD`; undated posts are taken only without both. */
  since?: string;
  until?: string;
  /** Target words per passage. @default 120 */
  passageWords: number;
  /** Largest file to read, in megabytes. @default 50 */
  maxFileMegabytes: number;
  columns: ColumnMap;
  /** Words that never name a theme. */
  stopWords: string[];
  /** Themes that take the passages near to them before the rest is divided. */
  namedThemes: NamedTheme[];
  /** Texts that are never taken out as boilerplate (compared without case and white space). */
  keep: string[];
  /** Texts that are always taken out. */
  remove: string[];
  /** A chat endpoint to ask for labels; without it nothing is sent anywhere. */
  chat?: ChatConfig;
}
