import { dotRows } from "../../math/matrix.js";
import type { Matrix } from "../../shapes/embeddings.js";
import type { Theme } from "../../shapes/theme.js";

/** All other themes, the nearest by the cosine of the centroids first. */
export function relatedTo(theme: number, themes: readonly Theme[], centroids: Matrix): Theme["related"] {
  return themes
    .flatMap((other, t) =>
      t === theme ? [] : [{ id: other.id, similarity: dotRows(centroids, theme, centroids, t) }],
    )
    .sort((a, b) => b.similarity - a.similarity || (a.id < b.id ? -1 : 1));
}
