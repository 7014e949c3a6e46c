import { at } from "../../math/at.js";
import { contentId } from "../../io/hash.js";
import type { Passage } from "../../shapes/passage.js";
import type { Pillar, Theme } from "../../shapes/theme.js";
import type { Members } from "./members.js";
import type { Naming } from "./labels/naming.js";

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
 * @param members the passages of each theme
 */
export function pillarsFrom(
  groups: readonly (readonly number[])[],
  named: readonly Naming[],
  themes: readonly Theme[],
  members: readonly Members[],
  passages: readonly Passage[],
): Pillar[] {
  const placed = members.reduce((sum, { all }) => sum + all.length, 0);
  return groups.map((group, p): Pillar => {
    const own = group.map((t) => at(themes, t));
    const all = group.flatMap((t) => at(members, t).all);
    const [only] = own.length === 1 ? own : [];
    return {
      id: contentId("pillar", ...own.map(({ id }) => id).toSorted()),
      number: p + 1,
      label: only?.label ?? (at(named, p).isNamed ? at(named, p).label : ofTwo(own)),
      terms: only?.terms ?? at(named, p).terms,
      themeIds: own.map(({ id }) => id),
      passages: all.length,
      posts: new Set(all.map((i) => at(passages, i).postId)).size,
      words: all.reduce((sum, i) => sum + at(passages, i).words, 0),
      share: placed > 0 ? all.length / placed : 0,
    };
  });
}

/** "Kanban and metrics": the second name as it stands inside a sentence, unless it has capitals of its own. */
function ofTwo(themes: readonly Theme[]): string {
  const single = themes.map(({ label }) => label).filter((label) => !label.includes(" and "));
  const [first = at(themes, 0).label, second] = single;
  if (second === undefined) return `${first} and more`;
  const [word = ""] = second.split(" ");
  const hasCapitals = /\p{Lu}/u.test(word.slice(1));
  return `${first} and ${hasCapitals ? second : second.charAt(0).toLowerCase() + second.slice(1)}`;
}
