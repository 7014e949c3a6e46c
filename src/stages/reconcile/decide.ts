import { at } from "../../math/at.js";
import type { Fit } from "../../shapes/fit.js";
import type { Passage } from "../../shapes/passage.js";

/** A fit is kept while no more than this share of the passages is new since then, and no more of its own are gone. */
const MOST_CHANGED = 0.1;

/** Whether a run goes on from the last fit, and what is new since then. */
export type Decision =
  | { kind: "fit"; reason: string }
  | {
      kind: "update";
      reason: string;
      /** For each passage its row in the fit, −1 for a new one. */
      rows: Int32Array;
    };

/**
 * Keeps the last fit where it was made under the same settings and little has changed since: one new post never overturns a
 * report.
 *
 * @param last undefined where none is at hand
 * @param key what the fit has to have been made with
 */
export function decide(
  passages: readonly Pick<Passage, "id" | "postId">[],
  last: Fit | undefined,
  key: string,
): Decision {
  if (last === undefined) return { kind: "fit", reason: "fitted: there is no earlier run to go on from" };
  if (last.key !== key) {
    return { kind: "fit", reason: "fitted anew: the settings, the model or the program changed" };
  }
  const rowOf = new Map(last.passageIds.map((id, i) => [id, i]));
  const rows = Int32Array.from(passages, ({ id }) => rowOf.get(id) ?? -1);
  const fresh = rows.filter((row) => row < 0).length;
  const gone = last.passageIds.length - (passages.length - fresh);
  if (fresh > MOST_CHANGED * passages.length) {
    return { kind: "fit", reason: `fitted anew: ${percent(fresh, passages.length)} of the passages are new` };
  }
  if (gone > MOST_CHANGED * last.passageIds.length) {
    return {
      kind: "fit",
      reason: `fitted anew: ${percent(gone, last.passageIds.length)} of the passages are gone`,
    };
  }
  return { kind: "update", rows, reason: changeOf(passages, last, rows) };
}

/** "updated: 1 of 509 posts changed". */
function changeOf(passages: readonly Pick<Passage, "id" | "postId">[], last: Fit, rows: Int32Array): string {
  const changed = new Set<string>();
  passages.forEach(({ postId }, i) => {
    if (at(rows, i) < 0) changed.add(postId);
  });
  const still = new Set(rows);
  last.postIds.forEach((postId, row) => {
    if (!still.has(row)) changed.add(postId);
  });
  const posts = new Set(passages.map(({ postId }) => postId)).size;
  if (changed.size === 0) return "updated: no post changed";
  return `updated: ${changed.size} of ${posts} posts changed`;
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(0)} %`;
}
