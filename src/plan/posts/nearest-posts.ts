/** Which posts are near to one another. */
import { nearestNeighbors } from "../../math/knn.js";
import { groupMeans } from "../../math/centroids.js";
import { isZero, row, selectRows } from "../../math/matrix.js";
import { at } from "../../math/at.js";
import type { Matrix } from "../../shapes/embeddings.js";
import type { NearPost } from "../../shapes/report.js";
import { groupBy } from "../../text/group.js";

/** So many for each post. */
const MOST_NEAR = 10;

/**
 * For each post the nearest others, nearest first, by the directions of their passages together, each by its words. Posts that the model
 * knows nothing of, and those that have nothing in common, are near to none.
 *
 * @param embeddings a row per passage, of length 1 or zero
 */
export function nearestPosts(
  passages: readonly { postId: string; words: number }[],
  embeddings: Matrix,
): Record<string, NearPost[]> {
  const groups = [...groupBy([...passages.keys()], (i) => at(passages, i).postId)];
  const rows = groups.map(([, own]) => own);
  const all = groupMeans(
    embeddings,
    rows,
    passages.map(({ words }) => words),
  );
  const known = [...groups.keys()].filter((p) => !isZero(row(all, p)));
  const count = Math.min(MOST_NEAR, Math.max(0, known.length - 1));
  const { indices, similarities } = nearestNeighbors(selectRows(all, known), count);
  const idOf = (n: number): string => at(groups, at(known, n))[0];
  return Object.fromEntries(
    known.map((_, n) => [
      idOf(n),
      Array.from({ length: count }, (_, e) => n * count + e)
        .map((e) => ({ id: idOf(at(indices, e)), similarity: at(similarities, e) }))
        .filter(({ similarity }) => similarity > 0),
    ]),
  );
}

/** The places of the nearest others in a list of posts, for each of its posts. */
export function nearestPlaces(
  posts: readonly { id: string }[],
  near: Readonly<Record<string, readonly NearPost[]>>,
): number[][] {
  const places = new Map(posts.map(({ id }, place) => [id, place]));
  return posts.map(({ id }) => (near[id] ?? []).flatMap((other) => places.get(other.id) ?? []));
}
