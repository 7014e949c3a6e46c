import { selectRows } from "../core/matrix.js";
import { contentId } from "../io/hash.js";
import type { Clustering, Matrix, Passage, Subtheme, Term } from "../types.js";
import type { Members } from "./members.js";

/** What names each of several groups of passages against the others. */
export type NameGroups = (
  groups: readonly Members[],
  centroids: Matrix,
) => Promise<{ label: string; terms: Term[] }[]>;

/**
 * The sub-themes of one theme, named against their siblings.
 *
 * @param theme the theme's row in the clustering
 * @param parentId its id
 */
export async function subthemesOf(
  theme: number,
  parentId: string,
  passages: readonly Passage[],
  { labels, subthemes }: Clustering,
  name: NameGroups,
): Promise<Subtheme[]> {
  const own = Array.from(subthemes.parents.keys()).filter((sub) => subthemes.parents[sub] === theme);
  if (own.length === 0) return [];
  const groups = own.map((sub): Members => {
    const all = Array.from(labels.keys()).filter((i) => labels[i] === theme && subthemes.labels[i] === sub);
    return { all, distinct: all.filter((i) => passages[i]?.duplicateOf === undefined) };
  });
  const named = await name(groups, selectRows(subthemes.centroids, own));
  const placed = groups.reduce((sum, { all }) => sum + all.length, 0);
  return groups.map(({ all }, g) => ({
    id: subthemeId(all.map((i) => passages[i]?.id ?? "")),
    parentId,
    label: named[g]?.label ?? "",
    terms: named[g]?.terms ?? [],
    passages: all.length,
    posts: new Set(all.map((i) => passages[i]?.postId)).size,
    words: all.reduce((sum, i) => sum + (passages[i]?.words ?? 0), 0),
    share: placed > 0 ? all.length / placed : 0,
  }));
}

function subthemeId(passageIds: readonly string[]): string {
  return contentId("subtheme", ...passageIds.toSorted());
}
