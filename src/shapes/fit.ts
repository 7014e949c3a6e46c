import type { Clustering } from "./clustering.js";
import type { Embeddings } from "./embeddings.js";
import type { MapPoints } from "./map-points.js";
import type { Pillar, Term, Theme } from "./theme.js";

/** What a group of passages is called, and by which words. */
export interface Naming {
  label: string;
  /** The label as it stands inside a sentence. */
  wording: string;
  /** False where there was no name to take. */
  isNamed: boolean;
  terms: Term[];
  /** How well the best name fits, ≥ 0: above a third for a subject, less for a drawer of many things, 0 without a name. */
  fit: number;
}

/** A section that returns from post to post and is about something else each time: "Goals for next month", "Wrap up". */
export interface Format {
  /** The heading as most posts write it. */
  heading: string;
  /** The same for every way of writing it: "What’s next?" and "What's Next". */
  key: string;
  posts: number;
}

/** What a run learned from the whole collection, by which the next one places what is new. */
export interface Fit {
  /** Names everything but the posts that the fit depends on: another key, another fit. */
  key: string;
  /** Of the passages that it was made of, in the order of the rows of everything below. */
  passageIds: string[];
  postIds: string[];
  /** Names of their texts: a passage is known by its text where its post was edited and so has another id. */
  textIds: string[];
  embeddings: Embeddings;
  /** What the embedder was adapted by; known to that stage alone. Absent where nothing was learned. */
  learned?: unknown;
  clustering: Clustering;
  map: MapPoints;
  themes: Theme[];
  pillars: Pillar[];
  formats: Format[];
  /** By theme, and for each by sub-theme. */
  named: { themes: Naming[]; subthemes: Naming[][] };
  /** What was said of the themes that people named, and of labels that were not to be had. */
  notes: { named: readonly string[]; chat: readonly string[] };
}

/** What a run did with the fit before it. */
export interface Continuation {
  /** `update`: the last fit was kept. `fit`: a new one was made. */
  kind: "update" | "fit";
  /** In a few words, for people: "updated: 1 of 509 posts changed". */
  reason: string;
}
