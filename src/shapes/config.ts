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

/** An OpenAI-compatible chat endpoint, local or remote. */
export interface ChatConfig {
  /** Base address such as `http://localhost:11434/v1`, or the full one that ends in `/chat/completions`. */
  url: string;
  model: string;
  /** Name of the environment variable that holds the key; none is sent without it. */
  keyEnv?: string;
}
