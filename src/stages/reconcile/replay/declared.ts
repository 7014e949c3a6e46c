/** Themes that the editor wants: passages near their phrases go there, out of whichever theme they were in. */
import { declaredId } from "./names.js";
import type { Group } from "./groups.js";
import type { NearDeclared, ReplaySources } from "./sources.js";

/** A theme that would lose more than this share goes into the declared one whole: it is the same subject. */
const IS_SAME = 0.5;

export function takeDeclared({ assignment }: NearDeclared, sources: ReplaySources): void {
  const { groups, outcomes, file } = sources;
  const before = [...groups.groups.values()].map((group) => ({ group, rows: groups.rowsOf(group) }));
  file.decisions.declare.forEach(({ name }, d) => {
    const words = `declare the theme “${name}”`;
    const rows = Array.from(assignment.keys()).filter((i) => assignment[i] === d);
    if (rows.length === 0) {
      const reason = "nothing in the posts is near it: give it phrases as the posts would have them";
      outcomes.unmet(["declare", d], words, reason);
      return;
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
    outcomes.applied(["declare", d], words);
  });
  for (const { group, rows } of before) {
    const taken = new Map<Group, number>();
    for (const i of rows) {
      const now = groups.of[i];
      if (now !== undefined && now !== group) taken.set(now, (taken.get(now) ?? 0) + 1);
    }
    const [most] = [...taken].sort(([, a], [, b]) => b - a);
    if (most !== undefined && most[1] > IS_SAME * rows.length) absorb(group, most[0], sources);
  }
}

/** What is left of a theme goes where the most of it went, and becomes no part of that. */
function absorb(group: Group, into: Group, { groups }: ReplaySources): void {
  for (const i of groups.rowsOf(group)) groups.put(i, into);
  into.centroid = groups.mean(groups.rowsOf(into));
  groups.groups.delete(group.id);
  groups.gone.set(group.id, into.id);
}
