/** Where the passages of the themes went: how many of those that both runs know each pair of themes shares. */
import { at } from "../math/at.js";
import type { Snapshot } from "../shapes/snapshot.js";

/** Passages that a theme of before and one of now share. */
export interface Flow {
  old: number;
  now: number;
  shared: number;
}

export interface Flows {
  /** Every pair of themes that shares a passage, by their positions. */
  pairs: Flow[];
  /** Of each theme the passages that the other run knows too, wherever they are there. */
  oldKnown: Uint32Array;
  nowKnown: Uint32Array;
}

/** @param passages of each passage of now its position before, −1 for a new one */
export function flowsOf(before: Snapshot, after: Snapshot, passages: Int32Array): Flows {
  const oldKnown = new Uint32Array(before.themes.length);
  const nowKnown = new Uint32Array(after.themes.length);
  const pairs = new Map<number, Flow>();
  const width = after.themes.length;
  passages.forEach((position, i) => {
    if (position < 0) return;
    const old = at(before.passages.theme, position);
    const now = at(after.passages.theme, i);
    if (old >= 0) oldKnown[old] = at(oldKnown, old) + 1;
    if (now >= 0) nowKnown[now] = at(nowKnown, now) + 1;
    if (old < 0 || now < 0) return;
    const key = old * width + now;
    const flow = pairs.get(key);
    if (flow === undefined) pairs.set(key, { old, now, shared: 1 });
    else flow.shared++;
  });
  return { pairs: [...pairs.values()], oldKnown, nowKnown };
}
