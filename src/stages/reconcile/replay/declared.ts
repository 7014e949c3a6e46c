/** Themes that the editor wants: passages near their phrases go there, out of whichever theme they were in. */
import { declaredId } from "./names.js";
import type { Group } from "./groups.js";
import type { ReplaySources } from "./sources.js";

/** What is near to the phrases of declared themes. */
export interface NearDeclared {
  /** For each row the declared theme that takes it, by its place in the file, −1 = none. */
  assignment: Int32Array;
}

/** A theme that would lose more than this share goes into the declared one whole: it is the same subject. */
const IS_SAME = 0.5;

export function takeDeclared({ assignment }: NearDeclared, sources: ReplaySources): void {
  const { groups, outcomes, file } = sources;
  file.decisions.declare.forEach(({ name }, d) => {
    const words = `declare the theme “${name}”`;
    const rows = Array.from(assignment.keys()).filter((i) => assignment[i] === d);
    if (rows.length === 0) {
      const reason = "nothing in the posts is near it: give it phrases as the posts would have them";
      outcomes.unmet(["declare", d], words, reason);
      return;
    }
    const before = new Map([...groups.groups.values()].map((group) => [group, groups.rowsOf(group).length]));
    const taken = new Map([...before.keys()].map((group) => [group, 0]));
    for (const i of rows) {
      const from = groups.of[i];
      if (from !== undefined) taken.set(from, (taken.get(from) ?? 0) + 1);
    }
    const made = groups.add({
      id: declaredId(name),
      name,
      centroid: groups.mean(rows),
      stability: 1,
      subs: [],
      remade: true,
    });
    for (const i of rows) groups.put(i, made);
    for (const [group, size] of before) {
      const lost = taken.get(group) ?? 0;
      if (size > 0 && lost > IS_SAME * size) absorb(group, made, sources);
    }
    outcomes.applied(["declare", d], words);
  });
}

/** What is left of a theme goes where the most of it went, and becomes no part of that. */
function absorb(group: Group, into: Group, { groups }: ReplaySources): void {
  for (const i of groups.rowsOf(group)) groups.put(i, into);
  into.centroid = groups.mean(groups.rowsOf(into));
  groups.groups.delete(group.id);
  groups.gone.set(group.id, into.id);
}
