import { at } from "../../math/at.js";
import { contentId } from "../../io/hash.js";
import type { Passage } from "../../shapes/passage.js";
import type { Subtheme } from "../../shapes/theme.js";
import { countPlaced, extentOf, type Members } from "./members.js";
import type { Naming } from "../../shapes/fit.js";

/**
 * The sub-themes of one theme with their sizes.
 *
 * @param groups the passages of each
 * @param named what each is called
 * @param parentId the theme's id
 */
export function subthemesOf(
  groups: readonly Members[],
  named: readonly Naming[],
  passages: readonly Passage[],
  parentId: string,
): Subtheme[] {
  const placed = countPlaced(groups);
  return groups.map(({ all }, g) => ({
    id: contentId("subtheme", ...all.map((i) => at(passages, i).id).toSorted()),
    parentId,
    label: at(named, g).label,
    terms: named[g]?.terms ?? [],
    ...extentOf(all, passages, placed),
  }));
}
