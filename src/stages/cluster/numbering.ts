import type { Clustering } from "../../shapes/clustering.js";
import type { Passage } from "../../shapes/passage.js";
import { isDistinct } from "../../text/distinct.js";

/** Where each passage belongs. */
export type Placement = Pick<Clustering, "assignment" | "nearest" | "second" | "confidence" | "reasons">;

/** Themes by their distinct passages, the most first; of equals the one that has the first id. */
export function largestFirst(assignment: Int32Array, passages: readonly Passage[], k: number): number[] {
  const themes = Array.from({ length: k }, (_, theme) => ({ theme, size: 0, firstId: "\uffff" }));
  passages.forEach((passage, i) => {
    const theme = themes[assignment[i]!];
    if (theme === undefined || !isDistinct(passage)) return;
    theme.size++;
    if (passage.id < theme.firstId) theme.firstId = passage.id;
  });
  return themes.sort((a, b) => b.size - a.size || (a.firstId < b.firstId ? -1 : 1)).map(({ theme }) => theme);
}

/**
 * The placement with its themes numbered anew.
 *
 * @param order the old number of each new theme
 */
export function renumber(placement: Placement, order: readonly number[]): Placement {
  const numbers = new Int32Array(order.length);
  order.forEach((theme, number) => (numbers[theme] = number));
  const numbered = (themes: Int32Array): Int32Array =>
    themes.map((theme) => (theme < 0 ? -1 : numbers[theme]!));
  return {
    assignment: numbered(placement.assignment),
    nearest: numbered(placement.nearest),
    second: numbered(placement.second),
    confidence: placement.confidence,
    reasons: placement.reasons,
  };
}
