/** Who or what is behind a change: the one place where that is decided. */
import type { MovedBy, PostFate, RenamedBy } from "../shapes/changes.js";
import type { SnapshotTheme } from "../shapes/snapshot.js";

/** Who gave a theme its other label. One that a person or an endpoint took back is one that a fit found. */
export function renamedBy(_before: SnapshotTheme, after: SnapshotTheme): RenamedBy {
  if (after.labelSource === "named") return "the editor";
  return after.labelSource === "chat" ? "the chat endpoint" : "a new fit";
}

/**
 * What put a post's passages into other themes. A run that keeps the last fit leaves a passage that it knows where it is: only
 * a new one moves it.
 *
 * @param movesKnown whether a passage that both runs know is in another theme
 */
export function movedBy(change: PostFate, movesKnown: boolean): MovedBy {
  if (movesKnown) return "a new fit";
  return change === "edited" ? "an edit" : "another cut";
}
