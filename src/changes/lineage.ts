/** Which theme goes on with which, which were divided, and which were joined. */
import { at } from "../math/at.js";
import type { Snapshot } from "../shapes/snapshot.js";
import type { Flow, Flows } from "./flows.js";

/**
 * Themes of other ids are the same where they share so much (Jaccard index of the passages that both runs know): the measure by
 * which a new fit gives ids on. Runs that keep nothing give their themes ids of their own.
 */
const SAME = 0.3;
/** A theme of now is a part of one of before where it has so much of it … */
const PART = 0.2;
/** … and is for so much made of it. So much of a theme that is gone has to be in one of now for the two to be one. */
const MOSTLY = 0.5;

export interface Lineage {
  /** Of each theme of now its position before, −1 for a new one. */
  before: Int32Array;
  /** The other way round. */
  after: Int32Array;
  /** From a theme of before to each new theme that it was divided into, beside the one that goes on with it. */
  splits: Flow[];
  /** From each theme that is gone to the theme that has most of it. */
  merges: Flow[];
}

export function lineageOf(before: Snapshot, after: Snapshot, flows: Flows): Lineage {
  const matched = matchById(before, after);
  for (const { old, now } of alike(flows)) {
    if (at(matched.before, now) >= 0 || at(matched.after, old) >= 0) continue;
    matched.before[now] = old;
    matched.after[old] = now;
  }
  const isNew = ({ now }: Flow): boolean => at(matched.before, now) < 0;
  const isGone = ({ old }: Flow): boolean => at(matched.after, old) < 0;
  const ofOld = ({ old, shared }: Flow): number => shared / at(flows.oldKnown, old);
  const ofNow = ({ now, shared }: Flow): number => shared / at(flows.nowKnown, now);
  return {
    ...matched,
    splits: sorted(flows.pairs.filter((flow) => isNew(flow) && ofOld(flow) >= PART && ofNow(flow) > MOSTLY)),
    merges: sorted(flows.pairs.filter((flow) => isGone(flow) && ofOld(flow) > MOSTLY)),
  };
}

function matchById(before: Snapshot, after: Snapshot): Pick<Lineage, "before" | "after"> {
  const positions = new Map(before.themes.map(({ id }, position) => [id, position]));
  const matched = {
    before: Int32Array.from(after.themes, ({ id }) => positions.get(id) ?? -1),
    after: new Int32Array(before.themes.length).fill(-1),
  };
  matched.before.forEach((old, now) => {
    if (old >= 0) matched.after[old] = now;
  });
  return matched;
}

/** Pairs that share enough to be the same, those that share most first. */
function alike({ pairs, oldKnown, nowKnown }: Flows): Flow[] {
  const jaccard = ({ old, now, shared }: Flow): number =>
    shared / (at(oldKnown, old) + at(nowKnown, now) - shared);
  return pairs
    .map((flow) => ({ flow, index: jaccard(flow) }))
    .filter(({ index }) => index >= SAME)
    .sort((a, b) => b.index - a.index || byPlace(a.flow, b.flow))
    .map(({ flow }) => flow);
}

function sorted(flows: readonly Flow[]): Flow[] {
  return flows.toSorted((a, b) => b.shared - a.shared || byPlace(a, b));
}

function byPlace(a: Flow, b: Flow): number {
  return a.now - b.now || a.old - b.old;
}
