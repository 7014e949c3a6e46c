import type { Clustering } from "../../../shapes/clustering.js";
import type { Embeddings } from "../../../shapes/embeddings.js";
import type { Fit } from "../../../shapes/fit.js";
import type { Passage } from "../../../shapes/passage.js";
import type { Post } from "../../../shapes/post.js";
import type { Theme } from "../../../shapes/theme.js";
import type { DecisionsFile } from "../../../shapes/decisions.js";
import type { Groups, SubGroup } from "./groups.js";
import type { PostNames, ThemeNames } from "./names.js";
import type { Outcomes } from "./outcomes.js";

/** What is near to the phrases of declared themes. */
export interface NearDeclared {
  /** For each row the declared theme that takes it, by its place in the file, −1 = none. */
  assignment: Int32Array;
}

export interface ReplayInput {
  file: DecisionsFile;
  posts: readonly Post[];
  passages: readonly Passage[];
  embeddings: Embeddings;
  clustering: Clustering;
  /** One per cluster. */
  themes: readonly Pick<Theme, "id" | "label" | "number">[];
  named: Fit["named"];
  /** What is near to the declared themes, in the order of the file. */
  near: NearDeclared;
  /** Phrases of parts of themes with their places among the passages. */
  phrases: ReadonlyMap<string, Float32Array>;
}

/** What decisions are applied to, and by. */
export interface ReplaySources {
  file: DecisionsFile;
  names: ThemeNames;
  posts: PostNames;
  groups: Groups;
  outcomes: Outcomes;
  /** What a part of a theme is called. */
  labelOf: (sub: SubGroup) => string;
  /** Phrases of parts of themes with their places among the passages. */
  phrases: ReadonlyMap<string, Float32Array>;
}
