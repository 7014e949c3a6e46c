import { at } from "../../math/at.js";
import type { Clustering } from "../../shapes/clustering.js";
import type { Passage } from "../../shapes/passage.js";

/** A theme's passages, as indices into the list of all passages. */
export interface Members {
  /** Every placed passage. */
  all: number[];
  /** Without repetitions: each text once. */
  distinct: number[];
}

/** The number that stands for no sub-theme. */
const NONE = -1;

/** The passages of each theme, in passage order. */
export function membersOf(passages: readonly Passage[], clustering: Clustering): Members[] {
  const members = Array.from({ length: clustering.k }, newMembers);
  passages.forEach((passage, i) => {
    const theme = at(clustering.assignment, i);
    if (theme >= 0) add(at(members, theme), i, passage);
  });
  return members;
}

/** The passages of each theme in its parts. */
export interface Parts {
  /** Every part of every theme: its sub-themes, and what is in none of them. */
  members: Members[];
  /** For each theme, the numbers of its parts; where it has sub-themes, these first, in their order. */
  ofTheme: number[][];
  /** For each theme, the rows of its sub-themes in the clustering; none for most. */
  subthemes: number[][];
}

/** Divides themes into their sub-themes, so that each passage is in one part alone. */
export function partsOf(passages: readonly Passage[], { k, assignment, subthemes }: Clustering): Parts {
  const rows = Array.from({ length: k }, (_, t) =>
    Array.from(subthemes.parents.keys()).filter((sub) => subthemes.parents[sub] === t),
  );
  const members: Members[] = [];
  const ofTheme = rows.map((subs) => [...subs, NONE].map(() => members.push(newMembers()) - 1));
  passages.forEach((passage, i) => {
    const theme = at(assignment, i);
    if (theme < 0) return;
    const part = at(rows, theme).indexOf(at(subthemes.assignment, i));
    // What is in none of a theme's sub-themes is its last part.
    const parts = at(ofTheme, theme);
    add(at(members, at(parts, part < 0 ? parts.length - 1 : part)), i, passage);
  });
  return { members, ofTheme, subthemes: rows };
}

/** The parts of the themes that are left when some are dropped. */
export function partsWithout(parts: Parts, dropped: readonly number[]): Parts {
  const isKept = (_: unknown, theme: number): boolean => !dropped.includes(theme);
  return {
    members: parts.members,
    ofTheme: parts.ofTheme.filter(isKept),
    subthemes: parts.subthemes.filter(isKept),
  };
}

/** The passages of each sub-theme of a theme. */
export function membersOfSubthemes({ members, ofTheme, subthemes }: Parts, theme: number): Members[] {
  return at(ofTheme, theme)
    .slice(0, at(subthemes, theme).length)
    .map((part) => at(members, part));
}

/** How much of a collection a group is. */
export interface Extent {
  passages: number;
  posts: number;
  words: number;
  /** Share of the passages that it is a group of, 0…1. */
  share: number;
}

/**
 * @param all the group's passages
 * @param among how many passages it is a part of
 */
export function extentOf(all: readonly number[], passages: readonly Passage[], among: number): Extent {
  return {
    passages: all.length,
    posts: new Set(all.map((i) => at(passages, i).postId)).size,
    words: all.reduce((sum, i) => sum + at(passages, i).words, 0),
    share: among > 0 ? all.length / among : 0,
  };
}

/** How many passages are in one of the groups. */
export function countPlaced(members: readonly Pick<Members, "all">[]): number {
  return members.reduce((sum, { all }) => sum + all.length, 0);
}

function newMembers(): Members {
  return { all: [], distinct: [] };
}

function add(members: Members, i: number, { duplicateOf }: Passage): void {
  members.all.push(i);
  if (duplicateOf === undefined) members.distinct.push(i);
}
