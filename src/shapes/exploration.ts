/** What the server of `throughline explore` and the page that it serves say to each other, as JSON. */

/** How near a passage is, beside how near passages of the collection are to one another. */
export type Closeness = "very close" | "close" | "related" | "far";

/** What found a passage: a word of the query, its meaning, or both. */
export type FoundBy = "words" | "meaning" | "both";

export interface Match {
  passageId: string;
  /** Cosine, −1…1, four decimals. */
  similarity: number;
  closeness: Closeness;
  foundBy: FoundBy;
  /** Ids of the passages that repeat it. */
  repeats: string[];
}

export interface Matches {
  /** Best first: of a passage or a text the nearest, of a query what its words and its meaning find, fused. */
  matches: Match[];
  /** False where the text holds nothing that the model knows; what is found then is found by words alone. */
  understood: boolean;
}

/** What to look for: what is near to a passage of the run or to any text, or what answers a query. */
export type Target = { passageId: string } | { text: string } | { query: string };

interface Asked {
  /** The key of the run that the page shows. */
  run: string;
  /** How many passages at most. */
  limit?: number;
}

/** What answers a query of a few words. */
export type SearchBody = Asked & { query: string };

/** What is near to a passage or to a text. */
export type NearestBody = Asked & Exclude<Target, { query: string }>;

/** How far the run that is served has been made ready to be searched. */
export type ReadingState = Reading & ({ status: "reading" } | { status: "ready" } | Failed);

export interface Reading {
  /** The run's key. */
  run: string;
  /** Passages read so far, of how many; 0 of 0 before that is known. */
  done: number;
  total: number;
}

interface Failed {
  status: "failed";
  /** Why. */
  message: string;
}

/** The body of every answer that is none. */
export interface Refused {
  /** For a person to read. */
  error: string;
  state?: ReadingState;
}
