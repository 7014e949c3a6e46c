import { at } from "../../math/at.js";
import { cosineSilhouette } from "../../math/indices.js";
import { dotRows, selectRows } from "../../math/matrix.js";
import type { Clustering } from "../../shapes/clustering.js";
import type { Context } from "../../shapes/context.js";
import type { Embeddings } from "../../shapes/embeddings.js";
import type { Passage } from "../../shapes/passage.js";
import { distinctRows } from "../../text/distinct.js";
import type { Quality } from "../../shapes/theme.js";

export interface QualityInput {
  passages: readonly Passage[];
  embeddings: Embeddings;
  clustering: Clustering;
}

/** Measures what can't be measured from the report folder, as the embeddings are not in it. */
export function quality({ passages, embeddings, clustering }: QualityInput, context: Context): Quality {
  context.signal.throwIfAborted();
  const { assignment, centroids, k } = clustering;
  const rows = distinctRows(passages).filter((i) => at(assignment, i) >= 0);
  const themes = Int32Array.from(rows, (i) => at(assignment, i));
  const similarity = rows.reduce((sum, i) => sum + dotRows(embeddings, i, centroids, at(assignment, i)), 0);
  return {
    silhouette: cosineSilhouette(selectRows(embeddings, rows), themes, k),
    cohesion: rows.length > 0 ? similarity / rows.length : 0,
    stability: clustering.stability.reduce((sum, value) => sum + value, 0) / Math.max(1, k),
  };
}
