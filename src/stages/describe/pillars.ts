import { at } from "../../math/at.js";
import { contentId } from "../../io/hash.js";
import type { Passage } from "../../shapes/passage.js";
import type { Pillar, Theme } from "../../shapes/theme.js";
import { countPlaced, extentOf, type Members } from "./members.js";
import type { Naming } from "../../shapes/fit.js";
import { isOfTwo, joinedNames } from "./labels/headings.js";

/** The themes of each pillar, as indices, in theme order. */
export function themesOfPillars(pillarOf: Int32Array): number[][] {
  const count = pillarOf.reduce((most, pillar) => Math.max(most, pillar + 1), 0);
  const groups = Array.from({ length: count }, (): number[] => []);
  pillarOf.forEach((pillar, theme) => at(groups, pillar).push(theme));
  return groups;
}

/**
 * The pillars with their sizes. One of a single theme is called as its theme, one for which there is no wider name by its two
 * largest themes.
 *
 * @param groups the themes of each
 * @param named what each is called
 * @param wordings what each theme is called inside a sentence
 * @param members the passages of each theme
 * @param joiner the word for "and" in the language of most posts
 */
export function pillarsFrom(
  groups: readonly (readonly number[])[],
  named: readonly Naming[],
  wordings: readonly string[],
  themes: readonly Theme[],
  members: readonly Members[],
  passages: readonly Passage[],
  joiner: string,
): Pillar[] {
  const placed = countPlaced(members);
  return groups.map((group, p): Pillar => {
    const own = group.map((t) => at(themes, t));
    const all = group.flatMap((t) => at(members, t).all);
    const [only] = own.length === 1 ? own : [];
    return {
      id: contentId("pillar", ...own.map(({ id }) => id).toSorted()),
      number: p + 1,
      label:
        only?.label ?? (at(named, p).isNamed ? at(named, p).label : ofTwo(group, themes, wordings, joiner)),
      terms: only?.terms ?? at(named, p).terms,
      themeIds: own.map(({ id }) => id),
      ...extentOf(all, passages, placed),
    };
  });
}

/** "Kanban and metrics": the largest two that are not double themselves. */
function ofTwo(
  group: readonly number[],
  themes: readonly Theme[],
  wordings: readonly string[],
  joiner: string,
): string {
  const single = group.filter((t) => !isOfTwo(at(themes, t).label, joiner));
  const [first = at(group, 0), second] = single;
  const { label } = at(themes, first);
  return second === undefined ? label : joinedNames(label, joiner, at(wordings, second));
}
