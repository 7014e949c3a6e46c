/** Pillars as the editor wants them, with their sizes. */
import { at } from "../../math/at.js";
import { contentId } from "../../io/hash.js";
import type { Clustering } from "../../shapes/clustering.js";
import type { Passage } from "../../shapes/passage.js";
import type { Pillar, Theme } from "../../shapes/theme.js";
import { insideSentence } from "./labels/headings.js";
import { countPlaced, extentOf, membersOf } from "./members.js";

export interface DecidedPillar {
  /** Absent for a new one. */
  id?: string;
  label: string;
  themeIds: readonly string[];
}

export interface DecidedPillars {
  passages: readonly Passage[];
  clustering: Clustering;
  /** One per cluster, as they are called now. */
  themes: readonly Theme[];
  /** What the themes were called before, by id. */
  labelsBefore: ReadonlyMap<string, string>;
  before: readonly Pillar[];
}

/** A pillar that is named after themes follows them when they are renamed; all else of one that no decision touches stays. */
export function sizedPillars(
  decided: readonly DecidedPillar[],
  { passages, clustering, themes, labelsBefore, before }: DecidedPillars,
): Pillar[] {
  const members = membersOf(passages, clustering);
  const placed = countPlaced(members);
  const last = before.reduce((most, { number }) => Math.max(most, number), 0);
  let added = 0;
  return decided.map(({ id, label, themeIds }): Pillar => {
    const own = themes.flatMap((theme, t) => (themeIds.includes(theme.id) ? [t] : []));
    const all = own.flatMap((t) => at(members, t).all).sort((a, b) => a - b);
    const known = before.find((pillar) => pillar.id === id);
    const isGiven = known === undefined || known.label !== label;
    return {
      id: known?.id ?? contentId("pillar", label),
      number: known?.number ?? last + ++added,
      label: isGiven
        ? label
        : following(
            label,
            own.map((t) => at(themes, t)),
            labelsBefore,
          ),
      terms: known?.terms ?? at(themes, at(own, 0)).terms,
      themeIds: own.map((t) => at(themes, t).id),
      ...extentOf(all, passages, placed),
    };
  });
}

/** A label that quotes names of themes, with their names of now: "Go", "Go and kanban". */
function following(
  label: string,
  themes: readonly Theme[],
  labelsBefore: ReadonlyMap<string, string>,
): string {
  let now = label;
  for (const theme of themes) {
    const was = labelsBefore.get(theme.id);
    if (was === undefined || was === theme.label) continue;
    if (now === was) now = theme.label;
    else if (now.startsWith(`${was} `)) now = `${theme.label}${now.slice(was.length)}`;
    // Inside a label a name may begin with a small letter, or keep its capital.
    else if (now.toLowerCase().endsWith(` ${was.toLowerCase()}`))
      now = `${now.slice(0, -was.length)}${insideSentence(theme.label)}`;
  }
  return now;
}
