import type { Clusterer } from "../../../shapes/clusterer.js";
import type { Matrix } from "../../../shapes/embeddings.js";
import { flatKmeans } from "./flat-kmeans.js";
import { mlKmeans } from "./ml-kmeans.js";

/** Every engine, by name. */
export const clusterers: Readonly<Record<string, Clusterer>> = {
  [mlKmeans.name]: mlKmeans,
  [flatKmeans.name]: flatKmeans,
};

/** Points × dims up to which `ml-kmeans` runs take well under a second. */
const SMALL = 60_000;

/** The engine for a collection of this size; the result is the same, only the time differs. */
export function engineFor({ rows, dims }: Pick<Matrix, "rows" | "dims">): Clusterer {
  return rows * dims <= SMALL ? mlKmeans : flatKmeans;
}
