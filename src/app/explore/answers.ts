/** What the server of `throughline explore` answers, in the terms of the page. */
import { GRADES } from "../../render/explore-wire.js";
import type { Closeness, FoundBy, Match, Matches } from "../../shapes/exploration.js";

/** A passage that was found, by position. */
export interface Neighbor extends Pick<Match, "similarity" | "closeness" | "foundBy"> {
  passage: number;
  /** The passages that repeat it. */
  repeats: number[];
}

export interface Answer {
  /** Best first. */
  neighbors: Neighbor[];
  /** False where the words asked for are unknown to the model. */
  understood: boolean;
}

/** @param positions of the passages by id; those that the page doesn't hold are left out */
export function answerOf({ matches, understood }: Matches, positions: ReadonlyMap<string, number>): Answer {
  const known = (ids: readonly string[]): number[] => ids.flatMap((id) => positions.get(id) ?? []);
  return {
    understood,
    neighbors: matches.flatMap(({ passageId, similarity, closeness, foundBy, repeats }) =>
      known([passageId]).map((passage) => ({
        passage,
        similarity,
        closeness,
        foundBy,
        repeats: known(repeats),
      })),
    ),
  };
}

export interface Shown {
  neighbors: Neighbor[];
  /** How many more there would be without the filters. */
  filtered: number;
  /** True where nothing comes near, and the nearest are shown for want of better ones. */
  onlyFar: boolean;
}

/** How many are shown where nothing comes near. */
const FAR_SHOWN = 3;

/** Those that are worth a look: the ones that come near or hold a word, and pass the filters. */
export function shownNeighbors(answer: Answer, visible: Readonly<Uint8Array>): Shown {
  const near = answer.neighbors.filter(
    ({ closeness, foundBy }) => closeness !== "far" || foundBy !== "meaning",
  );
  const isShown = ({ passage, repeats }: Neighbor): boolean =>
    [passage, ...repeats].some((position) => visible[position] === 1);
  if (near.length === 0) {
    const neighbors = answer.neighbors.filter(isShown).slice(0, FAR_SHOWN);
    return { neighbors, filtered: 0, onlyFar: neighbors.length > 0 };
  }
  const neighbors = near.filter(isShown);
  return { neighbors, filtered: near.length - neighbors.length, onlyFar: false };
}

const FOUND_BY: Readonly<Record<FoundBy, string>> = {
  words: "found by word",
  meaning: "found by meaning",
  both: "found by word and meaning",
};

/** "Found by word and meaning", within a line. */
export function foundByWords(foundBy: FoundBy): string {
  return FOUND_BY[foundBy];
}

/** "Very close". */
export function closenessWord(closeness: Closeness): string {
  return closeness.charAt(0).toUpperCase() + closeness.slice(1);
}

/** The steps of a scale of four that a grade fills: 4 for the nearest. */
export function closenessSteps(closeness: Closeness): number {
  return GRADES.length - GRADES.indexOf(closeness);
}
