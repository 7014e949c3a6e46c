import type { LabelSource } from "./theme.js";

/** A theme as a later run compares it: its passages are those of `Snapshot.passages` that name its position. */
export interface SnapshotTheme {
  /** Durable where runs go on from one another; else given at birth, from the passages of then. */
  id: string;
  /** 1-based, by size. */
  number: number;
  label: string;
  labelSource: LabelSource;
  /** Absent where the themes are not grouped. */
  pillarId?: string;
}

export interface SnapshotPost {
  /** Made of title, date and document: a post that was edited has another. */
  id: string;
  path: string;
  record?: string;
  title: string;
  date?: string;
}

/** One entry per passage in every column, in the order of the report. */
export interface SnapshotPassages {
  id: string[];
  /** Names the text, whichever post it stands in. */
  text: string[];
  /** Position in `Snapshot.posts`. */
  post: number[];
  /** Position in `Snapshot.themes`; −1 for a passage that is in none. */
  theme: number[];
}

/** What of a report is needed to say how another one differs from it. Holds nothing that JSON can't. */
export interface Snapshot {
  themes: SnapshotTheme[];
  pillars: { id: string; label: string }[];
  posts: SnapshotPost[];
  passages: SnapshotPassages;
}
