/**
 * The shapes that pass between stages, in the order in which the data meets them.
 * Nothing here computes; see docs/architecture.md for who makes and who takes each shape.
 */

import type { Random } from "./core/random.js";

/* ---------------------------------------------------------------- context */

/** What `Files.lstat` tells about one path. */
export interface FileInfo {
  kind: "file" | "folder" | "symlink" | "other";
  /** Bytes. */
  size: number;
}

/** The part of a file system that readers need. Tests pass one that lives in memory. */
export interface Files {
  /** Reads a whole file. Rejects with the file system's error (`code` such as `ENOENT`, `EACCES`). */
  read(path: string): Promise<Uint8Array>;
  /** Describes a path without following a symlink and without opening it (so a FIFO never blocks). */
  lstat(path: string): Promise<FileInfo>;
  /** The names in a folder, in code-unit order. */
  readdir(path: string): Promise<string[]>;
  /** The path with every symlink resolved. */
  realpath(path: string): Promise<string>;
}

/** A bar on a terminal, a plain line elsewhere, nothing when quiet. */
export interface Progress {
  advance(by?: number): void;
  done(): void;
}

export interface Log {
  info(message: string): void;
  warn(message: string): void;
  debug(message: string): void;
  /** Starts a progress display for `total` units of work (posts, passages, bytes). */
  progress(label: string, total: number): Progress;
}

/** Everything that a stage needs from outside. */
export interface Context {
  files: Files;
  log: Log;
  /** Seeded; a stage takes a fork of its own by name. */
  random: Random;
  signal: AbortSignal;
}

/* ----------------------------------------------------------------- ingest */

export type PostFormat = "markdown" | "html" | "text";

/** One post as a reader delivered it: the document as read, not yet cleaned. */
export interface Post {
  /** Derived from title, date and document; duplicates get a stable suffix. */
  id: string;
  /** Where it came from, as shown to people: `<folder given>/<path below it>`, always with `/`. */
  path: string;
  /** The place in a file that holds many posts: `row 12`, `line 3`, `item 7`, `posts/44.html`. */
  record?: string;
  /** Absolute path of the file on this computer. Used to make links, never written out as it is. */
  file: string;
  title: string;
  /** `YYYY-MM-DD`. */
  date?: string;
  url?: string;
  author?: string;
  tags: string[];
  format: PostFormat;
  /** The document as read: the whole decoded file, or the record's text field. Offsets count in it. */
  source: string;
  /** Offset in `source` at which the body starts (behind front matter). */
  bodyStart: number;
}

/** Something that could not be used, with the reason, for `skipped.csv`. Posts in = clustered + skipped. */
export interface Skipped {
  path: string;
  /** `row 12`, `byte 3041`, `entry posts/44.html`; empty for the whole file. */
  place: string;
  reason: string;
  /** True where a whole post was lost; false for part of one (front matter that could not be read). */
  post: boolean;
}

export interface Ingested {
  /** In canonical order: by date (undated last), then path, record and id. */
  posts: Post[];
  skipped: Skipped[];
}

/* ------------------------------------------------------------------ clean */

export type BlockKind = "paragraph" | "list-item" | "quote" | "table" | "code";

/** One run of prose (a paragraph, a list item, a quotation) in reading order. */
export interface Block {
  postId: string;
  kind: BlockKind;
  /** Titles of the headings it stands under, outermost first; empty before the first heading. */
  headingPath: string[];
  /** Plain prose, white space folded, NFC. Never empty. */
  text: string;
  /** UTF-16 offsets into `Post.source` of the first and behind the last character. */
  start: number;
  end: number;
  /** For each UTF-16 unit of `text`, its offset in `Post.source`; same length as `text`, never falling. */
  offsets: Uint32Array;
}

/** A text that was taken out, for `removed.csv`. */
export interface Removed {
  reason: string;
  text: string;
  /** How many times, and in how many posts, it was taken out. */
  count: number;
  posts: number;
  /** A path of a post in which it stood. */
  example: string;
}

export interface Cleaned {
  /** In canonical post order, then reading order. */
  blocks: Block[];
  removed: Removed[];
  /** Posts of which nothing was left, and why. */
  skipped: Skipped[];
}

/* ------------------------------------------------------------------ chunk */

/** What is embedded and clustered: about 120 words that never cross a heading. */
export interface Passage {
  /** Derived from the post's id, the text and its occurrence in the post. */
  id: string;
  postId: string;
  /** 0-based place in the post. */
  ordinal: number;
  headingPath: string[];
  text: string;
  /** UTF-16 offsets into `Post.source`. */
  start: number;
  end: number;
  words: number;
  /** The id of the passage that this one repeats, exactly or nearly; it is counted once when clustering. */
  duplicateOf?: string;
}

/* ------------------------------------------------------------------ embed */

/** Rows × dims numbers, row after row. */
export interface Matrix {
  data: Float32Array;
  rows: number;
  dims: number;
}

/** One row per passage, in passage order, each of length 1 except the unknown ones. */
export interface Embeddings extends Matrix {
  /** Rows that are zero, because the passage holds nothing the model knows; rising. */
  unknown: number[];
  /** Everything that changes a value: embedder, model, revision, dtype, pooling. */
  modelKey: string;
}

/** Names a model exactly enough to get the same vectors again. */
export interface ModelIdentity {
  embedder: "builtin" | "transformers";
  model: string;
  revision: string;
  dtype: string;
  pooling: string;
  dims: number;
}

/** Counts and cuts by the model's own tokens. */
export interface TokenLimit {
  /** The most tokens of a text that the model reads, special tokens left out. */
  maxTokens: number;
  countTokens(text: string): number;
}

/**
 * The contract of an embedder. It embeds one text at a time; order, progress and checks are the business of
 * `stages/embed.ts`. The vector of a text never depends on the texts that were embedded before it.
 */
export interface Embedder {
  readonly identity: ModelIdentity;
  /** Absent where any length will do. */
  readonly limit?: TokenLimit;
  /** Learns from the corpus, once, before the first `embed`. Does nothing for a pretrained model. */
  fit(texts: readonly string[], random: Random): Promise<void>;
  /** L2-normalised, `identity.dims` numbers; all zero where the text holds nothing the model knows. */
  embed(text: string): Promise<Float32Array>;
  close(): Promise<void>;
}

/* ---------------------------------------------------------------- cluster */

/** One candidate for the number of themes, with what each index said of it. */
export interface KEvidence {
  k: number;
  /** Mean cosine silhouette, −1…1, higher is better. */
  silhouette: number;
  /** Adjusted mutual information with the same method on random parts of the passages, about 0…1, higher is better. */
  stability: number;
  /** How well so many themes suit a reader, 0…1, higher is better. */
  readability: number;
  /** The three weighed together, 0…1, higher is better; the choice follows this. */
  score: number;
}

/** How finely to divide: about half as many themes as suit the collection, as many, or twice as many. */
export type Granularity = "broad" | "medium" | "fine";

/** Clusters within the clusters. */
export interface SubClustering {
  /** Sub-theme of each passage, numbered over all themes, −1 = its theme has none or it is unplaced. */
  labels: Int32Array;
  /** Theme of each sub-theme, never falling. */
  parents: Int32Array;
  /** One row per sub-theme, L2-normalised. */
  centroids: Matrix;
}

export interface Clustering {
  /** Theme index of each passage, −1 = unplaced. */
  labels: Int32Array;
  /** Nearest theme of each passage, also of unplaced ones. */
  nearest: Int32Array;
  /** The theme that comes close to the nearest one, −1 where none does. */
  second: Int32Array;
  /** 0…1: the chance that the passage keeps its theme where a fifth of the passages is missing; 0 for unplaced ones. */
  confidence: Float32Array;
  /** Why a passage is unplaced; empty for placed ones. */
  reasons: string[];
  /** k × dims, L2-normalised. */
  centroids: Matrix;
  k: number;
  /** 0…1 for each theme: mean Jaccard index with what is found again on random parts of the passages. */
  stability: Float32Array;
  subthemes: SubClustering;
  /** For each theme the name that the editor gave it; absent where no theme was named. */
  names?: (string | undefined)[];
  /** Empty where the number was given or the corpus too small for a choice. */
  evidence: KEvidence[];
  /** One sentence on how k was chosen. */
  choice: string;
}

/* --------------------------------------------------------------- describe */

export interface Term {
  /** As a person would write it. */
  text: string;
  /** c-TF-IDF weight × distinctness from the other themes, divided by the theme's largest, 0…1. */
  weight: number;
}

/** How well the passages of a whole run hang together in their themes; repetitions count once. */
export interface Quality {
  /** Mean cosine silhouette of the placed passages in the embeddings as made, −1…1; 0 for a single theme. */
  silhouette: number;
  /** Mean cosine of the placed passages to the centroid of their theme, −1…1. */
  cohesion: number;
  /** Mean over the themes of `Clustering.stability`, 0…1. */
  stability: number;
}

export interface MonthCount {
  /** `YYYY-MM`. */
  month: string;
  passages: number;
  posts: number;
  words: number;
}

export type Trend = "rising" | "steady" | "fading" | "undated";

/** A part of a theme that the data sets apart from the rest of it. */
export interface Subtheme {
  /** Derived from the ids of its passages. */
  id: string;
  parentId: string;
  label: string;
  terms: Term[];
  passages: number;
  posts: number;
  words: number;
  /** Share of the theme's passages, 0…1; the shares of a theme's sub-themes add up to 1. */
  share: number;
}

export type LabelSource = "keyword" | "chat" | "named";

export interface Theme {
  /** Derived from the ids of its passages. */
  id: string;
  /** 1-based, by size. */
  number: number;
  /** `NN-slug`, also the name of its Markdown page. */
  slug: string;
  label: string;
  /** Who gave the label: the keywords, a chat endpoint, or a person in the configuration. */
  labelSource: LabelSource;
  /** What the posts say on it, by the chat endpoint that gave the label. */
  summary?: string;
  terms: Term[];
  /** The 25 most typical single words, by which topic models are compared. */
  topWords: Term[];
  /** Ids of passages that represent it and differ from one another, best first. */
  exemplars: string[];
  /** The sentence that says best what it is about, from its own passages. */
  about: string;
  passages: number;
  posts: number;
  words: number;
  /** Share of all placed passages, 0…1. */
  share: number;
  /** Mean cosine of its passages to its centroid, −1…1. */
  cohesion: number;
  /** 0…1: how much of it is found again where a fifth of the passages is missing. */
  stability: number;
  /** Largest first; empty where the data doesn't divide it. Each of its passages is in one of them. */
  subthemes: Subtheme[];
  /** All other themes, nearest first, with the cosine of the centroids. */
  related: { id: string; similarity: number }[];
  firstSeen?: string;
  lastSeen?: string;
  months: MonthCount[];
  trend: Trend;
}

/* -------------------------------------------------------------------- map */

/** x and y of each passage, each scaled to 0…1, for drawing only. */
export interface MapPoints {
  x: Float32Array;
  y: Float32Array;
}

/* ----------------------------------------------------------------- report */

export interface ReportPassage {
  id: string;
  postId: string;
  ordinal: number;
  headingPath: string[];
  text: string;
  start: number;
  end: number;
  words: number;
  /** Absent where the passage is unplaced. */
  themeId?: string;
  /** Absent where its theme has none. */
  subthemeId?: string;
  confidence: number;
  /** The nearest theme of an unplaced passage, the runner-up of a placed one where it is close. */
  secondThemeId?: string;
  unplacedReason?: string;
  duplicateOf?: string;
  x: number;
  y: number;
}

export interface PostThemeShare {
  themeId: string;
  passages: number;
  words: number;
  /** Share of the post's words in placed passages, 0…1. */
  share: number;
}

export interface ReportPost {
  id: string;
  path: string;
  record?: string;
  title: string;
  date?: string;
  url?: string;
  author?: string;
  tags: string[];
  passages: number;
  words: number;
  /** Largest first; empty where every passage is unplaced. */
  themes: PostThemeShare[];
  /** Link for a reader: the URL where it is http(s), else the file relative to the output folder. */
  href: string;
}

/** A quotation that proves a theme. */
export interface Quotation {
  passageId: string;
  postId: string;
  text: string;
  /** The sentence right before it and the one right behind it under the same heading; empty where there is none. */
  before: string;
  after: string;
  headingPath: string[];
  start: number;
  end: number;
}

/** A post's part in a theme. */
export interface ThemePost {
  postId: string;
  passages: number;
  words: number;
  /** Share of the post that is about the theme, 0…1. */
  share: number;
}

/** What an editor takes into a planning meeting. */
export interface PlanRow {
  themeId: string;
  posts: number;
  lastCovered?: string;
  /** Days from `lastCovered` to the newest post of the whole collection. */
  daysSince?: number;
  /** Posts on the theme a year, over the collection's own span. */
  postsPerYear?: number;
  trend: Trend;
  /** The post that says most on the theme and little else. */
  strongestPostId?: string;
  /** Posts that touch it (a tenth to a third of their text) without being about it. */
  touchingPostIds: string[];
}

export interface ReportTheme extends Theme {
  quotations: Quotation[];
  /** Ranked by share of the post. */
  rankedPosts: ThemePost[];
  plan: PlanRow;
}

/** One plain view model; every exporter reads this and nothing else. Holds no clock time and no machine path. */
export interface Report {
  title: string;
  generator: { name: "throughline"; version: string };
  model: ModelIdentity;
  /** Why this embedder was taken. */
  modelReason: string;
  counts: {
    postsIn: number;
    postsClustered: number;
    postsSkipped: number;
    passages: number;
    duplicates: number;
    unplaced: number;
    themes: number;
    words: number;
  };
  firstDate?: string;
  lastDate?: string;
  /** Every month from the first to the last post, `YYYY-MM`. */
  months: string[];
  /** How the number of themes was chosen. */
  choice: string;
  evidence: KEvidence[];
  /** Things a reader should know: warnings of the run, in plain words. */
  notes: string[];
  themes: ReportTheme[];
  posts: ReportPost[];
  passages: ReportPassage[];
  removed: Removed[];
  skipped: Skipped[];
}

/** One file of the report folder; the path is relative, with `/`. */
export interface OutputFile {
  path: string;
  content: string;
}

/** The contract of an exporter: the view model in, files out. Pure. */
export interface Exporter {
  readonly name: string;
  render(report: Report): OutputFile[];
}

/* ----------------------------------------------------------------- config */

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
  /** Whether the embeddings learn from the corpus as well. @default true for builtin, false for transformers */
  adapt?: boolean;
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
