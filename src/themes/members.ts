import type { Clustering, Passage } from "../types.js";

/** A theme's passages, as indices into the list of all passages. */
export interface Members {
  /** Every placed passage. */
  all: number[];
  /** Without repetitions: each text once. */
  distinct: number[];
}

/** The passages of each theme, in passage order. */
export function membersOf(passages: readonly Passage[], clustering: Clustering): Members[] {
  const members = Array.from({ length: clustering.k }, (): Members => ({ all: [], distinct: [] }));
  passages.forEach((passage, i) => {
    const theme = members[clustering.labels[i] ?? -1];
    theme?.all.push(i);
    if (passage.duplicateOf === undefined) theme?.distinct.push(i);
  });
  return members;
}
