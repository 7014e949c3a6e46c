import type { PostPlanning } from "../../shapes/planning.js";

/** Nothing to say, and why. */
export function noPlanning(...notes: readonly string[]): PostPlanning {
  return {
    ...{ links: [], linked: [], dead: [], overlaps: [], tags: [], questions: [], refresh: [], reading: [] },
    notes,
  };
}
