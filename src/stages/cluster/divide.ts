import { nearestCentroids } from "../../math/centroids.js";
import { selectRows, stacked } from "../../math/matrix.js";
import type { SubClustering } from "../../shapes/clustering.js";
import type { Matrix } from "../../shapes/embeddings.js";
import type { Passage } from "../../shapes/passage.js";
import type { Random } from "../../shapes/random.js";
import { eachRepetition } from "../../text/distinct.js";
import { largestFirst } from "./numbering.js";
import { subgraph } from "./shared-neighbors.js";
import type { Space } from "./space.js";
import { splitCluster } from "./split.js";

/** Divides each theme where the data supports it, and puts every passage of a divided theme with a part of it. */
export function divide(
  fine: Space,
  training: readonly number[],
  vectors: Matrix,
  passages: readonly Passage[],
  themes: { assignment: Int32Array; centroids: Matrix },
  random: Random,
): SubClustering {
  const assignment = new Int32Array(vectors.rows).fill(-1);
  const parents: number[] = [];
  const parts: Matrix[] = [];
  for (let theme = 0; theme < themes.centroids.rows; theme++) {
    const points = Int32Array.from(training.keys()).filter((t) => themes.assignment[training[t]!] === theme);
    const owners = Array.from(points, (t) => fine.owners[t]!);
    const centroids = splitCluster(
      selectRows(fine.points, points),
      subgraph(fine.graph, points),
      owners,
      random.fork(`theme ${theme}`),
    );
    if (centroids.rows < 2) continue;
    const members = Int32Array.from(themes.assignment.keys()).filter((i) => themes.assignment[i] === theme);
    const nearest = nearestCentroids(selectRows(vectors, members), centroids);
    const placed = new Int32Array(vectors.rows).fill(-1);
    members.forEach((i, place) => (placed[i] = nearest[place]!));
    const order = largestFirst(placed, passages, centroids.rows);
    members.forEach((i) => (assignment[i] = parents.length + order.indexOf(placed[i]!)));
    order.forEach(() => parents.push(theme));
    parts.push(selectRows(centroids, order));
  }
  eachRepetition(passages, (copy, original) => (assignment[copy] = assignment[original]!));
  return {
    assignment,
    parents: Int32Array.from(parents),
    centroids: stacked(parts, vectors.dims),
  };
}
