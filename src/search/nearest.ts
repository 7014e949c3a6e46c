import { dotRows, isZero } from "../math/matrix.js";
import type { Random } from "../shapes/random.js";
import type { Closeness } from "../shapes/exploration.js";
import type { Matrix } from "../shapes/embeddings.js";

/** The least cosine of each grade. */
export interface Grades {
  veryClose: number;
  close: number;
  related: number;
}

/** A group of passages that say the same, by position. */
export interface Found {
  /** The passage that the others of its group repeat. */
  passage: number;
  /** Cosine, −1…1. */
  similarity: number;
  /** The ones that repeat it. */
  repeats: number[];
}

/** Of all pairs of passages, the share that is as close as each grade asks. */
const GRADE_SHARES: Readonly<Grades> = { veryClose: 0.003, close: 0.02, related: 0.1 };
const MOST_PAIRS = 50_000;

/**
 * Where the grades of closeness begin, from the cosines of random pairs of passages: models differ so much in what they
 * call near that a fixed number would mean nothing.
 *
 * @param vectors rows of length 1, or zero
 */
export function gradesOf(vectors: Matrix, random: Random): Grades {
  const { rows } = vectors;
  if (rows < 2) return { veryClose: 1, close: 1, related: 1 };
  const similarities = Float64Array.from({ length: MOST_PAIRS }, () => {
    const one = random.int(rows);
    const other = (one + 1 + random.int(rows - 1)) % rows;
    return dotRows(vectors, one, vectors, other);
  }).sort();
  const from = (share: number): number => {
    const similarity = similarities.at(Math.floor((1 - share) * similarities.length));
    if (similarity === undefined) throw new Error(`Expected a share from 0 to 1, got ${share}.`);
    return similarity;
  };
  return {
    veryClose: from(GRADE_SHARES.veryClose),
    close: from(GRADE_SHARES.close),
    related: from(GRADE_SHARES.related),
  };
}

/** The cosine of a row and a vector of length 1. */
export function similarityTo(vectors: Matrix, position: number, to: Float32Array): number {
  return dotRows(vectors, position, { data: to, rows: 1, dims: to.length }, 0);
}

export function closenessOf(similarity: number, grades: Grades): Closeness {
  if (similarity >= grades.veryClose) return "very close";
  if (similarity >= grades.close) return "close";
  return similarity >= grades.related ? "related" : "far";
}

/**
 * The passages nearest to a vector by exact cosine, nearest first, of equals the earlier one. Passages that repeat one
 * another count once, under the one that stood first; those the model knows nothing of are never found.
 *
 * @param vectors one row per passage, of length 1 or zero
 * @param groups for each passage the position of the one that it repeats, or its own
 * @param to a vector of `vectors.dims` numbers
 * @param except the group that is left out, by the position of its first
 */
export function nearestGroups(
  vectors: Matrix,
  groups: readonly number[],
  to: Float32Array,
  { limit, except }: { limit: number; except?: number },
): Found[] {
  if (isZero(to)) return [];
  const best = new Map<number, Found>();
  for (const [passage, group] of groups.entries()) {
    if (group === except) continue;
    const similarity = similarityTo(vectors, passage, to);
    const found = best.get(group) ?? { passage: group, similarity: 0, repeats: [] };
    if (passage !== group) found.repeats.push(passage);
    // A repetition may differ in a word; the group is as near as its nearest.
    found.similarity = Math.max(found.similarity, similarity);
    best.set(group, found);
  }
  return [...best.values()]
    .filter(({ similarity }) => similarity > 0)
    .sort((a, b) => b.similarity - a.similarity || a.passage - b.passage)
    .slice(0, limit);
}
