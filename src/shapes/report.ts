import type { Removed } from "./block.js";
import type { Account } from "./changes.js";
import type { KEvidence } from "./clustering.js";
import type { ModelIdentity } from "./embeddings.js";
import type { PostPlanning } from "./planning.js";
import type { Skipped } from "./post.js";
import type { Plan, PlanClock, PlanRow } from "./plan.js";
import type { Pillar, Theme, Thread } from "./theme.js";

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
  /** How it did, by the names of the figures; absent where nobody said. */
  metrics?: Record<string, number>;
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

export interface ReportTheme extends Theme {
  quotations: Quotation[];
  /** Ranked by share of the post. */
  rankedPosts: ThemePost[];
  plan: PlanRow;
}

/** A post that is near to another. */
export interface NearPost {
  id: string;
  /** Cosine of the two as wholes, −1…1. */
  similarity: number;
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
    pillars: number;
    themes: number;
    threads: number;
    words: number;
  };
  firstDate?: string;
  lastDate?: string;
  /** Every month from the first to the last post, `YYYY-MM`. */
  months: string[];
  /** The day from which the plan counts; absent where no post has a date. */
  clock?: PlanClock;
  /** How the number of themes was chosen. */
  choice: string;
  evidence: KEvidence[];
  /** Things a reader should know: warnings of the run, in plain words. */
  notes: string[];
  /** Groups of themes, largest first; empty where there are too few themes to be grouped. */
  pillars: Pillar[];
  themes: ReportTheme[];
  /** Subjects that cut across the themes, in most posts first. */
  threads: Thread[];
  posts: ReportPost[];
  passages: ReportPassage[];
  removed: Removed[];
  skipped: Skipped[];
  /** What to do next. */
  plan: Plan;
  /** What changed since the run before; where nothing did, what that run said. */
  changes: Account;
  /** What could be done with the posts that stand: links, overlaps, tags, questions, refreshing, reading orders. */
  postPlanning: PostPlanning;
  /** For each post by its id the nearest others; absent where no export asks for them. */
  nearestPosts?: Readonly<Record<string, readonly NearPost[]>>;
  /** How many passages are in no theme, by why. @default as the passages tell, where the report holds all of them */
  unplacedReasons?: Readonly<Record<string, number>>;
}
