import { lloyd } from "../../../math/kmeans.js";
import type { Clusterer } from "../../../shapes/clusterer.js";

/** The same algorithm on flat typed arrays, for collections on which `ml-kmeans` would take seconds. */
export const flatKmeans: Clusterer = { name: "flat-kmeans", cluster: lloyd };
