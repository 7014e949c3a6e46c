import { at } from "../../../math/at.js";
import type * as MlKmeans from "ml-kmeans";
import { lazily } from "../../../io/lazily.js";
import { squaredDistance } from "../../../math/kmeans.js";
import { fromArrays, toArrays } from "../../../math/matrix.js";
import type { Clusterer } from "../../../shapes/clusterer.js";

const mlKmeansPackage = lazily("ml-kmeans") as () => typeof MlKmeans;

/** The `ml-kmeans` package. It works on arrays of arrays, which is fine up to some thousand points. */
export const mlKmeans: Clusterer = {
  name: "ml-kmeans",
  cluster(points, start, maxIterations) {
    const { kmeans } = mlKmeansPackage();
    const result = kmeans(toArrays(points), start.rows, { initialization: toArrays(start), maxIterations });
    const assignment = Int32Array.from(result.clusters);
    const centroids = fromArrays(result.centroids, points.dims);
    let inertia = 0;
    for (let i = 0; i < points.rows; i++) inertia += squaredDistance(points, i, centroids, at(assignment, i));
    return { assignment, centroids, inertia };
  },
};
