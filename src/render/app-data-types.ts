/**
 * What `report.html` carries: the view model as columns, so that it packs well and ten thousand passages open at once.
 * Made by `src/exporters/html/app-data.ts`, read by the page. Themes, sub-themes, posts and passages are known by their
 * position; −1 stands for none.
 */
import type { Account } from "../shapes/changes.js";
import type { KEvidence } from "../shapes/clustering.js";
import type { PlanRow } from "../shapes/plan.js";
import type { ProposalWords } from "./proposal-words.js";

export interface AppTheme {
  /** `NN-slug`, which also stands in shared links. */
  slug: string;
  /** 1-based, by size; chooses colour and mark where the editor gave it no colour. */
  number: number;
  colour?: number;
  /** The editor hid it. */
  hidden?: true;
  label: string;
  about: string;
  summary?: string;
  /** Strongest first. */
  terms: string[];
  passages: number;
  posts: number;
  words: number;
  /** Share of all placed passages, 0…1. */
  share: number;
  /** 0…1; in words by `stabilityWord`. */
  stability: number;
  cohesion: number;
  firstSeen?: string;
  lastSeen?: string;
  /** Positions in `AppData.subthemes`, largest first. */
  subthemes: number[];
  /** Themes nearest first. */
  related: { theme: number; similarity: number }[];
  quotations: AppQuotation[];
  plan: AppPlan;
}

export interface AppPillar {
  label: string;
  /** Positions of its themes, largest first. */
  themes: number[];
}

export interface AppThread {
  label: string;
  posts: number;
  /** Positions of its passages, the most telling first. */
  passages: number[];
  /** In which themes, the most first. */
  themes: { theme: number; passages: number }[];
}

export type AppPlan = Pick<
  PlanRow,
  "posts" | "lastCovered" | "daysSince" | "countedFrom" | "postsPerYear" | "trend" | "recency" | "isOverdue"
>;

export interface AppQuotation {
  passage: number;
  text: string;
  /** The sentences that stand before and behind it in the post; empty at its ends. */
  before: string;
  after: string;
  start: number;
  end: number;
}

export interface AppSubtheme {
  theme: number;
  label: string;
  terms: string[];
  passages: number;
  posts: number;
  /** Share of the theme's passages, 0…1. */
  share: number;
}

export interface AppPost {
  id: string;
  path: string;
  record?: string;
  title: string;
  date?: string;
  author?: string;
  tags: string[];
  /** Safe to be linked: http(s), or the file relative to the page. */
  href: string;
  words: number;
  /** Largest first; shares of the post's words in placed passages. */
  themes: { theme: number; share: number; passages: number }[];
}

/** One entry per passage in every column; a post's passages stand together, in reading order. */
export interface AppPassages {
  id: string[];
  post: number[];
  /** −1 = unplaced. */
  theme: number[];
  subtheme: number[];
  /** Runner-up where it is close; the nearest theme of an unplaced passage; else −1. */
  second: number[];
  /** Percent, 0…100. */
  confidence: number[];
  /** 0…10000, from the left and from the bottom. */
  x: number[];
  y: number[];
  words: number[];
  start: number[];
  end: number[];
  /** Position in `AppData.headingPaths`. */
  headingPath: number[];
  /** Position in `AppData.reasons`; −1 for placed passages. */
  reason: number[];
  /** The passage that this one repeats, −1 = none. */
  duplicateOf: number[];
  text: string[];
}

/** What differs from the run before, in words. */
export interface AppChanges {
  /** `first` and `untold` have the sentence alone. */
  kind: Account["kind"];
  sentence: string;
  /** How many there were and are. */
  tally: [name: string, before: number, after: number][];
  /** Position −1 for a theme that is gone; what became of it goes on behind its label. */
  themes: { theme: number; label: string; facts: string[] }[];
  /** Sentences. */
  pillars: string[];
  /** Position −1 for a post that is gone; its themes before and now are empty in a run that doesn't have it. */
  posts: { post: number; title: string; fate: string; from: string; to: string }[];
  /** Posts that are in changes.csv alone. */
  morePosts: number;
}

/** What to do next, in words. */
export interface AppPlanView {
  /** From which day time is counted, and what is left out. */
  sentence: string;
  proposals: AppProposal[];
  /** The next days, each with the position of its proposal, −1 for none; empty where the posts tell no rhythm. */
  slots: { date: string; proposal: number }[];
  /** At which rhythm they lie. */
  rhythm: string;
  groups: AppPlanGroup[];
}

export interface AppProposal extends ProposalWords {
  key: string;
  /** Positions. */
  themes: number[];
  /** Position −1 where the post as a whole is meant. */
  evidence: { post: number; passage: number; quote?: string }[];
}

export interface AppPlanGroup {
  title: string;
  hint: string;
  /** Positions; the share in percent, 0…100. */
  rows: { theme: number; strongest?: number; share?: number; touching: number }[];
}

export interface AppData {
  format: 1;
  title: string;
  generator: string;
  /** One sentence on the collection. */
  summary: string;
  notes: string[];
  /** Which model, and why it was taken. */
  model: string;
  /** How the number of themes was chosen. */
  choice: string;
  evidence: KEvidence[];
  firstDate?: string;
  lastDate?: string;
  /** Every month from the first to the last post, `YYYY-MM`. */
  months: string[];
  /** Largest first; empty where the themes are not grouped. */
  pillars: AppPillar[];
  themes: AppTheme[];
  threads: AppThread[];
  subthemes: AppSubtheme[];
  posts: AppPost[];
  headingPaths: string[][];
  /** Why passages are unplaced. */
  reasons: string[];
  passages: AppPassages;
  changes: AppChanges;
  plan: AppPlanView;
}
