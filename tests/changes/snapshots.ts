/** Snapshots written by hand: each theme with the passages of its posts. */
import type { Snapshot, SnapshotPost, SnapshotTheme } from "../../src/shapes/snapshot.js";

/** A passage as `post/name`: another name is another text. */
export type Passages = readonly string[];

export interface Sketch {
  /** By label; the id is `t-` and the label, unless another is given. */
  themes: Readonly<Record<string, Passages | (Partial<SnapshotTheme> & { passages: Passages })>>;
  /** Passages in no theme. */
  other?: Passages;
  /** What of a post is not as usual, by its name. */
  posts?: Readonly<Record<string, Partial<SnapshotPost>>>;
  pillars?: Snapshot["pillars"];
}

/** `n` passages of one post each: `a0/x`, `a1/x` … */
export function posts(name: string, from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, i) => `${name}${from + i}/x`);
}

export function snapshot({ themes, other = [], posts: changed = {}, pillars = [] }: Sketch): Snapshot {
  const rows: { passage: string; theme: number }[] = [];
  const made = Object.entries(themes).map(([label, given], position): SnapshotTheme => {
    const { passages, ...more } = "passages" in given ? given : { passages: given };
    for (const passage of passages) rows.push({ passage, theme: position });
    return { id: `t-${label}`, number: position + 1, label, labelSource: "keyword", ...more };
  });
  for (const passage of other) rows.push({ passage, theme: -1 });
  const postOf = (passage: string): string => passage.slice(0, passage.indexOf("/"));
  const names = [...new Set(rows.map(({ passage }) => postOf(passage)))];
  const own = names.map((name): SnapshotPost => {
    return { id: name, path: `posts/${name}.md`, title: `The ${name}`, ...changed[name] };
  });
  return {
    themes: made,
    pillars,
    posts: own,
    passages: {
      id: rows.map(({ passage }) => `${own[names.indexOf(postOf(passage))]?.id}/${passage}`),
      text: rows.map(({ passage }) => passage.slice(passage.indexOf("/") + 1) + postOf(passage)),
      post: rows.map(({ passage }) => names.indexOf(postOf(passage))),
      theme: rows.map(({ theme }) => theme),
    },
  };
}
