import { describe, expect, it } from "vitest";
import { stretchesOf, stretchWords } from "../../src/text/stretches.js";
import type { Passage } from "../../src/shapes/passage.js";

function passage(postId: string, ordinal: number, words: number): Passage {
  return {
    ...{ id: `${postId}-${ordinal}`, postId, ordinal, headingPath: [] },
    ...{ text: "word ".repeat(words).trim(), start: 0, end: 5 * words, words },
  };
}

const passages = [
  passage("a", 0, 100),
  passage("a", 1, 120),
  passage("a", 2, 90),
  passage("b", 0, 300),
  passage("b", 1, 20),
];
const rows = [0, 1, 2, 3, 4];

describe("stretchesOf", () => {
  it("joins neighbours of one post up to the length", () => {
    expect(stretchesOf(passages, rows, 240)).toEqual([[0, 1], [2], [3], [4]]);
    expect(stretchesOf(passages, rows, 720)).toEqual([
      [0, 1, 2],
      [3, 4],
    ]);
  });

  it("leaves each passage by itself where the length is 0", () => {
    expect(stretchesOf(passages, rows, 0)).toEqual([[0], [1], [2], [3], [4]]);
  });

  it("keeps a passage whole that is longer than the length", () => {
    expect(stretchesOf(passages, [3, 4], 100)).toEqual([[3], [4]]);
  });

  it("holds every row once, those left out not at all", () => {
    expect(stretchesOf(passages, [0, 2, 4], 720).flat()).toEqual([0, 2, 4]);
    expect(stretchesOf(passages, [], 720)).toEqual([]);
  });

  it("refuses a row that is not there", () => {
    expect(() => stretchesOf(passages, [5], 720)).toThrow("Expected a row below 5, got 5.");
  });
});

describe("stretchWords", () => {
  it("takes the longest of which there are enough", () => {
    expect([0, 28_000, 143_999, 144_000, 216_000, 432_000, 9_000_000].map(stretchWords)).toEqual([
      0, 0, 0, 240, 360, 720, 720,
    ]);
  });
});
