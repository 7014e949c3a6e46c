import { at } from "../../math/at.js";
import type { Fit } from "../../shapes/fit.js";
import type { Passage } from "../../shapes/passage.js";
import { rowsIn } from "./rows.js";

/** A fit is kept while no more than this share of the passages is new since then, and no more of its own are gone. */
const MOST_CHANGED = 0.1;

/** What of a passage tells whether a fit knows it. */
type KnownBy = Pick<Passage, "id" | "postId" | "text">;

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
export function decide(passages: readonly KnownBy[], last: Fit | undefined, key: string): Decision {
  if (last === undefined) return { kind: "fit", reason: "fitted: there is no earlier run to go on from" };
  if (last.key !== key) {
    return { kind: "fit", reason: "fitted anew: the settings, the model or the program changed" };
  }
  const rows = rowsIn(last, passages);
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

/** "updated: 1 of 509 posts changed". A post that was edited has another id, and counts once. */
function changeOf(passages: readonly KnownBy[], last: Fit, rows: Int32Array): string {
  const posts = new Set(passages.map(({ postId }) => postId));
  const before = new Set(last.postIds);
  const others = [...posts].filter((id) => !before.has(id)).length;
  const edited = new Set<string>();
  rows.forEach((row, i) => {
    if (row >= 0 && at(passages, i).postId !== at(last.postIds, row)) edited.add(at(last.postIds, row));
  });
  const gone = [...before].filter((id) => !posts.has(id) && !edited.has(id)).length;
  const changed = others + gone;
  return changed === 0 ? "updated: no post changed" : `updated: ${changed} of ${posts.size} posts changed`;
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(0)} %`;
}
