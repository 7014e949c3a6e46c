/** How near passages of one collection are to one another, so that "near" means the same with every model. */
import { dotRows } from "../../math/matrix.js";
import type { Matrix } from "../../shapes/embeddings.js";

/** Pairs looked at, and primes by which they are picked: the same ones whenever the collection is the same. */
const PAIRS = 4000;
const STEPS = [7919, 104_729] as const;

/**
 * Cosines of pairs of rows picked evenly.
 *
 * @returns a function that gives the cosine under which a share (0…1) of them lies; 1 where there are fewer than two rows
 */
export function cosineQuantiles(points: Matrix): (share: number) => number {
  const { rows } = points;
  const cosines: number[] = [];
  for (let t = 0; t < PAIRS && rows > 1; t++) {
    const [i, j] = [(t * STEPS[0]) % rows, (t * STEPS[1] + 1 + Math.floor(t / rows)) % rows];
    if (i !== j) cosines.push(dotRows(points, i, points, j));
  }
  const sorted = Float64Array.from(cosines).sort();
  return (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 1;
}
