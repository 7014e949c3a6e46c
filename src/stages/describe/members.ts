import type { Clustering } from "../../shapes/clustering.js";
import type { Passage } from "../../shapes/passage.js";

/** A theme's passages, as indices into the list of all passages. */
export interface Members {
  /** Every placed passage. */
  all: number[];
  /** Without repetitions: each text once. */
  distinct: number[];
}

/** The passages of each theme, in passage order. */
export function membersOf(passages: readonly Passage[], clustering: Clustering): Members[] {
  const members = Array.from({ length: clustering.k }, newMembers);
  passages.forEach((passage, i) => {
    add(members[clustering.assignment[i] ?? -1], i, passage);
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
  const ofTheme = rows.map((own) => [...own, -1].map(() => members.push(newMembers()) - 1));
  passages.forEach((passage, i) => {
    const theme = assignment[i] ?? -1;
    const at = rows[theme]?.indexOf(subthemes.assignment[i] ?? -1) ?? -1;
    add(members[ofTheme[theme]?.at(at) ?? -1], i, passage);
  });
  return { members, ofTheme, subthemes: rows };
}

function newMembers(): Members {
  return { all: [], distinct: [] };
}

function add(members: Members | undefined, i: number, { duplicateOf }: Passage): void {
  members?.all.push(i);
  if (duplicateOf === undefined) members?.distinct.push(i);
}
