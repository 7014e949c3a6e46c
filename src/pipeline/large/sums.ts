/** What is counted shard by shard, in sums that merge: no post is in two shards. */
export interface Sums {
  passages: number;
  duplicates: number;
  unplaced: number;
  words: number;
  /** Passages in no theme, by why. */
  reasons: Record<string, number>;
  /** By id. */
  themes: Record<string, ThemeSum>;
  subthemes: Record<string, SubthemeSum>;
}

interface ThemeSum {
  passages: number;
  /** Sum of the cosines to the theme's centroid. */
  similarity: number;
}

interface SubthemeSum {
  passages: number;
  posts: number;
  words: number;
}

export function noSums(): Sums {
  return { passages: 0, duplicates: 0, unplaced: 0, words: 0, reasons: {}, themes: {}, subthemes: {} };
}

/** Adds the sums of a shard to others; always in the order of the shards, so that fractions come out the same. */
export function addSums(to: Sums, from: Sums): void {
  for (const name of ["passages", "duplicates", "unplaced", "words"] as const) to[name] += from[name];
  for (const [reason, count] of Object.entries(from.reasons)) {
    to.reasons[reason] = (to.reasons[reason] ?? 0) + count;
  }
  for (const [id, { passages, similarity }] of Object.entries(from.themes)) {
    const sum = (to.themes[id] ??= { passages: 0, similarity: 0 });
    sum.passages += passages;
    sum.similarity += similarity;
  }
  for (const [id, { passages, posts, words }] of Object.entries(from.subthemes)) {
    const sum = (to.subthemes[id] ??= { passages: 0, posts: 0, words: 0 });
    sum.passages += passages;
    sum.posts += posts;
    sum.words += words;
  }
}
