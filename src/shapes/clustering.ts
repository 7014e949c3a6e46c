import type { Matrix } from "./embeddings.js";

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
  assignment: Int32Array;
  /** Theme of each sub-theme, never falling. */
  parents: Int32Array;
  /** One row per sub-theme, L2-normalised. */
  centroids: Matrix;
}

/** A second theme is close where the first would not be kept in more than so many of the random parts. */
export const CLOSE = 0.8;
/** Robust standard deviations under the median similarity at which a passage counts as far from every theme. */
export const FAR_SIGMAS = 3;

/** Why a passage is in no theme. */
export const UNPLACED_FOR = {
  noKnownWord: "it holds no word that the model knows",
  far: "it is far from every theme",
  drawer: "its group has no subject of its own",
  onePost: "its group is of one post alone",
} as const;

export interface Clustering {
  /** Theme index of each passage, −1 = unplaced. */
  assignment: Int32Array;
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
