import { describe, expect, it } from "vitest";
import { topicDiversity } from "../../src/evaluation/diversity.js";

describe("topicDiversity", () => {
  it("is the share of different words", () => {
    expect(
      topicDiversity([
        ["a", "b"],
        ["b", "c"],
      ]),
    ).toBe(0.75);
    expect(topicDiversity([["a", "b"], ["c"]])).toBe(1);
    expect(
      topicDiversity([
        ["a", "b"],
        ["a", "b"],
        ["b", "a"],
      ]),
    ).toBeCloseTo(1 / 3, 12);
  });

  it("is undefined without words", () => {
    expect(topicDiversity([])).toBeNaN();
    expect(topicDiversity([[], []])).toBeNaN();
  });
});
