import { describe, expect, it } from "vitest";
import {
  answerOf,
  closenessSteps,
  closenessWord,
  foundByWords,
  shownNeighbors,
  type Neighbor,
} from "../../../src/app/explore/answers.js";
import type { Closeness, Match } from "../../../src/shapes/exploration.js";

function neighbor(passage: number, closeness: Closeness, repeats: number[] = []): Neighbor {
  return { passage, similarity: 0.5, closeness, foundBy: "meaning", repeats };
}

const all = Uint8Array.of(1, 1, 1, 1, 1, 1);

describe("an answer of the server", () => {
  it("is told by positions, less what the page doesn't hold", () => {
    const positions = new Map([
      ["a", 0],
      ["b", 1],
    ]);
    const match = (passageId: string, ...repeats: string[]): Match => ({
      ...{ passageId, repeats },
      ...{ similarity: 0.5, closeness: "close", foundBy: "meaning" },
    });
    const body = { understood: true, matches: [match("b", "a", "gone"), match("gone", "a")] };
    expect(answerOf(body, positions)).toEqual({ understood: true, neighbors: [neighbor(1, "close", [0])] });
  });
});

describe("what is shown", () => {
  it("is what comes near and passes the filters, itself or in a repetition", () => {
    const neighbors = [
      neighbor(0, "close"),
      neighbor(1, "related", [2]),
      neighbor(3, "related"),
      neighbor(4, "far"),
    ];
    const shown = shownNeighbors({ understood: true, neighbors }, Uint8Array.of(1, 0, 1, 0, 1));
    expect(shown).toEqual({ neighbors: [neighbors[0], neighbors[1]], filtered: 1, onlyFar: false });
  });

  it("is what a word found, however far its meaning", () => {
    const neighbors = [neighbor(0, "far"), { ...neighbor(1, "far"), foundBy: "words" as const }];
    expect(shownNeighbors({ understood: true, neighbors }, all)).toEqual({
      ...{ neighbors: [neighbors[1]], filtered: 0, onlyFar: false },
    });
  });

  it("says what found it", () => {
    expect((["words", "meaning", "both"] as const).map(foundByWords)).toEqual([
      ...["found by word", "found by meaning", "found by word and meaning"],
    ]);
  });

  it("is a few that are far where nothing comes near", () => {
    const neighbors = [0, 1, 2, 3, 4].map((passage) => neighbor(passage, "far"));
    expect(shownNeighbors({ understood: true, neighbors }, all)).toEqual({
      ...{ neighbors: neighbors.slice(0, 3), filtered: 0, onlyFar: true },
    });
    expect(shownNeighbors({ understood: false, neighbors: [] }, all).onlyFar).toBe(false);
  });

  it("has a word and a place on the scale", () => {
    expect(closenessWord("very close")).toBe("Very close");
    expect((["far", "related", "close", "very close"] as const).map(closenessSteps)).toEqual([1, 2, 3, 4]);
  });
});
