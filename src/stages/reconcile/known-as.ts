import { at } from "../../math/at.js";
import { contentId } from "../../io/hash.js";
import type { Clustering } from "../../shapes/clustering.js";
import type { Fit } from "../../shapes/fit.js";
import type { Passage } from "../../shapes/passage.js";
import { rowsIn } from "./rows.js";

/** A theme is the one of the last run with which it shares so much (Jaccard index), and is still called so from the second on. */
const SAME = 0.3;
const CALLED_SO = 0.5;
/** Hexadecimal digits of an id. */
const DIGITS = 8;

export interface KnownAs {
  /** Given at birth, from the passages of then, and kept. */
  id: string;
  /** Absent for a new theme, and for one that is hardly what it was. */
  label?: string;
}

/**
 * The ids of the themes, each that of the theme of the last fit that it goes on with: of all pairs those that share most first,
 * by the Jaccard index of the passages that both fits know. Where an index is over a half there is no other pair like it, so
 * that this is the best matching for all themes that hardly changed.
 *
 * @param last undefined for a first run: then every theme is new
 */
export function knownAs(
  { assignment, k }: Pick<Clustering, "assignment" | "k">,
  passages: readonly Pick<Passage, "id" | "text">[],
  last: Fit | undefined,
): KnownAs[] {
  const own = Array.from({ length: k }, (): string[] => []);
  assignment.forEach((theme, i) => {
    if (theme >= 0) at(own, theme).push(at(passages, i).id);
  });
  if (last === undefined) return own.map((ids) => ({ id: birthId(ids) }));
  const known: (KnownAs | undefined)[] = own.map(() => undefined);
  const free = new Set(last.themes.keys());
  for (const { theme, old, index } of pairsOf(assignment, k, passages, last)) {
    if (known[theme] !== undefined || !free.delete(old)) continue;
    const { id, label } = at(last.themes, old);
    known[theme] = index >= CALLED_SO ? { id, label } : { id };
  }
  // A theme of the very passages that another was born with would have its id: it is told apart by the ids of all.
  const taken = new Set(known.flatMap((one) => one?.id ?? []));
  return known.map((one, t) => {
    if (one !== undefined) return one;
    const id = birthId(at(own, t));
    return { id: taken.has(id) ? birthId([...at(own, t), ...taken]) : id };
  });
}

function birthId(passageIds: readonly string[]): string {
  return `t-${contentId("theme", ...passageIds.toSorted()).slice(0, DIGITS)}`;
}

interface Pair {
  theme: number;
  old: number;
  index: number;
}

/** Pairs of a theme and one of the last fit that share enough, the most first. */
function pairsOf(
  assignment: Int32Array,
  k: number,
  passages: readonly Pick<Passage, "id" | "text">[],
  last: Fit,
): Pair[] {
  const { clustering } = last;
  const rows = rowsIn(last, passages);
  const oldK = clustering.k;
  const both = new Uint32Array(k * oldK);
  const sizes = new Uint32Array(k);
  const oldSizes = new Uint32Array(oldK);
  assignment.forEach((theme, i) => {
    const row = at(rows, i);
    if (row < 0) return;
    const old = at(clustering.assignment, row);
    if (theme >= 0) sizes[theme] = at(sizes, theme) + 1;
    if (old >= 0) oldSizes[old] = at(oldSizes, old) + 1;
    if (theme >= 0 && old >= 0) both[theme * oldK + old] = at(both, theme * oldK + old) + 1;
  });
  return Array.from(both, (shared, n): Pair => {
    const [theme, old] = [Math.floor(n / oldK), n % oldK];
    return { theme, old, index: shared / Math.max(1, at(sizes, theme) + at(oldSizes, old) - shared) };
  })
    .filter(({ index }) => index >= SAME)
    .sort((a, b) => b.index - a.index || a.theme - b.theme || a.old - b.old);
}
