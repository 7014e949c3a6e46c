import type { DecisionsFile } from "../../../shapes/decisions.js";
import type { Groups, SubGroup } from "./groups.js";
import type { PostNames, ThemeNames } from "./names.js";
import type { Outcomes } from "./outcomes.js";

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
