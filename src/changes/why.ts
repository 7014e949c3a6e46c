/** Who or what is behind a change: the one place where that is decided. */
import type { MovedBy, PostFate, RenamedBy } from "../shapes/changes.js";
import type { SnapshotTheme } from "../shapes/snapshot.js";

/** Who gave a theme its other label: it is the editor's too where a name of theirs was taken back. */
export function renamedBy(before: SnapshotTheme, after: SnapshotTheme): RenamedBy {
  if (after.labelSource === "named" || before.labelSource === "named") return "the editor";
  return after.labelSource === "chat" ? "the chat endpoint" : "a new fit";
}

/**
 * What put a post's passages into other themes. A run that keeps the last fit leaves a passage that it knows where it is: only
 * a new one moves it, or the editor.
 *
 * @param movesKnown whether a passage that both runs know is in another theme
 * @param isSameFit whether both runs go by one fit
 */
export function movedBy(change: PostFate, movesKnown: boolean, isSameFit: boolean): MovedBy {
  if (movesKnown) return isSameFit ? "the editor" : "a new fit";
  return change === "edited" ? "an edit" : "another cut";
}
