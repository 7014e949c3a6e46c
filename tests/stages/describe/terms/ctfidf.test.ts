import { describe, expect, it } from "vitest";
import { classTfidf } from "../../../../src/stages/describe/terms/ctfidf.js";

describe("classTfidf", () => {
  it("gives the worked example of its description: {a a b} and {b b b}", () => {
    const [first, second] = classTfidf([
      new Map([
        ["a", 2],
        ["b", 1],
      ]),
      new Map([["b", 3]]),
    ]);
    expect(first?.get("a")).toBeCloseTo((2 / 3) * Math.log(1 + 3 / 2), 12);
    expect(first?.get("b")).toBeCloseTo((1 / 3) * Math.log(1 + 3 / 4), 12);
    expect(second?.get("b")).toBeCloseTo(Math.log(1 + 3 / 4), 12);
    expect(first?.get("a")).toBeCloseTo(0.611, 3);
    expect(first?.get("b")).toBeCloseTo(0.187, 3);
  });

  it("puts what is said in one class alone before what is said as often in all", () => {
    const [first] = classTfidf([
      new Map([
        ["own", 5],
        ["shared", 5],
      ]),
      new Map([
        ["shared", 5],
        ["other", 5],
      ]),
    ]);
    expect(first?.get("own")).toBeGreaterThan(first?.get("shared") ?? Infinity);
  });

  it("takes a class without terms, and no classes", () => {
    expect(classTfidf([new Map(), new Map([["a", 1]])]).map((weights) => weights.size)).toEqual([0, 1]);
    expect(classTfidf([])).toEqual([]);
  });
});
