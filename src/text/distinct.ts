import type { Passage } from "../shapes/passage.js";

/** What tells whether a passage repeats another. */
type Repeating = Pick<Passage, "duplicateOf">;

/** Whether a passage is no repetition of another one. */
export function isDistinct({ duplicateOf }: Repeating): boolean {
  return duplicateOf === undefined;
}

/**
 * Rows of the passages that count when themes are sought and drawn: known to the model, and not repetitions.
 *
 * @param unknown rows of passages that hold nothing the model knows
 */
export function distinctRows(passages: readonly Repeating[], unknown: readonly number[] = []): number[] {
  const left = new Set(unknown);
  return passages.flatMap((passage, i) => (left.has(i) || !isDistinct(passage) ? [] : [i]));
}

/** For each passage the row of the one that it repeats, else its own. */
export function originalRows(passages: readonly Pick<Passage, "id" | "duplicateOf">[]): Int32Array {
  const rows = new Map(passages.map(({ id }, i) => [id, i]));
  return Int32Array.from(passages, ({ duplicateOf }, i) => {
    if (duplicateOf === undefined) return i;
    // The original may be missing where only a part of the passages is looked at: then a repetition stands for itself.
    return rows.get(duplicateOf) ?? i;
  });
}

/** Calls back with each repetition's row and the row of its original. */
export function eachRepetition(
  passages: readonly Pick<Passage, "id" | "duplicateOf">[],
  follow: (copy: number, original: number) => void,
): void {
  originalRows(passages).forEach((original, i) => {
    if (original !== i) follow(i, original);
  });
}
