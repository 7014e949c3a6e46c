/** What a report says of the run before it. */
export type Account =
  /** There was no run before, or it is to be passed over (`--fresh`). */
  | { kind: "first" }
  /** There was one that can't be compared with; the reason is a sentence. */
  | { kind: "untold"; reason: string }
  | ({ kind: "compared" } & Changes);

/** How many there are of everything. */
export interface Tally {
  posts: number;
  passages: number;
  pillars: number;
  themes: number;
  /** Passages in no theme. */
  unplaced: number;
}

/** Who gave a theme the label that it has now. */
export type RenamedBy = "a new fit" | "the editor" | "the chat endpoint";

/** A theme as one of the two runs has it. */
export interface ThemeThen {
  id: string;
  /** 1-based, by size. */
  number: number;
  label: string;
  passages: number;
}

/** Another theme, and how many passages it shares with the one that is told of. */
export interface Shared {
  id: string;
  label: string;
  passages: number;
}

/** All that became of one theme. At least one of its runs has it. */
export interface ThemeChange {
  /** Absent for a new theme. */
  before?: ThemeThen;
  /** Absent for one that is gone. */
  after?: ThemeThen;
  /** Passages that came into it and that left it, those of new, edited and gone posts included. */
  gained: number;
  lost: number;
  /** Absent where the label is the same. */
  renamedBy?: RenamedBy;
  /** Other themes of now that are made of a good part of it, with the passages that they have from it; most first. */
  splitInto: Shared[];
  /** Themes that are gone and are for the most part in it now; most first. */
  mergedFrom: Shared[];
  /** For one that is gone: the theme that has most of it, where one has. */
  mergedInto?: Shared;
  /** For a new one: the theme that it was a part of. */
  splitFrom?: Shared;
  /** Labels of the pillars, where it went from one to another. */
  regrouped?: { from: string; to: string };
}

export interface PillarChange {
  id: string;
  label: string;
  change: "new" | "gone" | "renamed";
  /** The label before, where it was renamed. */
  was?: string;
}

/** How many passages of a post are in a theme; without an id those in none. */
export interface PostPart {
  id?: string;
  label: string;
  passages: number;
}

/**
 * `new`, `gone`: only one of the runs has it. `edited`: its text, title or date changed. `moved`: it is what it was, and other
 * themes have its passages. `cut`: it is what it was, and was cut into other passages, as cleaning took out more of it or less.
 */
export type PostFate = "new" | "edited" | "moved" | "cut" | "gone";

export interface PostChange {
  /** Of now; of before where it is gone. */
  id: string;
  path: string;
  record?: string;
  title: string;
  date?: string;
  change: PostFate;
  /** The themes of its passages in each run, most first; empty in the run that doesn't have it. */
  from: PostPart[];
  to: PostPart[];
  /** Why its passages are in other themes than before; absent where they are not. */
  why?: MovedBy;
}

/** What put passages of a post that both runs have into other themes. */
export type MovedBy = "a new fit" | "the editor" | "an edit" | "another cut";

/** What differs between two runs. */
export interface Changes {
  before: Tally;
  after: Tally;
  /** By their number of now, then those that are gone by their number of then. */
  themes: ThemeChange[];
  pillars: PillarChange[];
  /** In the order of the posts of now, then those that are gone. */
  posts: PostChange[];
}
