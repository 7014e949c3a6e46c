/** Posts as points among their passages. */
import { findAmong, finish, type Neighbors } from "../../math/knn.js";
import { groupMeans } from "../../math/centroids.js";
import type { Embeddings, Matrix } from "../../shapes/embeddings.js";
import type { ReportPost } from "../../shapes/report.js";
import type { Prose } from "./prose.js";

/** The mean direction of each post's passages, longer ones counting for more. */
export function postPoints(posts: readonly ReportPost[], prose: Prose, embeddings: Embeddings): Matrix {
  const weights = new Array<number>(embeddings.rows).fill(0);
  const groups = posts.map(({ id }) =>
    prose.passagesOf(id).map(({ row, passage }) => {
      weights[row] = passage.words;
      return row;
    }),
  );
  return groupMeans(embeddings, groups, weights);
}

/** The nearest other posts of each post, nearest first. */
export function nearestPosts(points: Matrix, count: number): number[][] {
  const most = Math.min(points.rows, count + 1);
  if (most < 2) return Array.from({ length: points.rows }, () => []);
  const { indices, count: width }: Neighbors = finish(findAmong(points, points, most));
  return Array.from({ length: points.rows }, (_, post) =>
    [...indices.subarray(post * width, (post + 1) * width)]
      .filter((other) => other !== post && other >= 0)
      .slice(0, count),
  );
}
