import { describe, expect, it } from "vitest";
import { maximalMarginalRelevance } from "../../../../src/stages/describe/proof/mmr.js";

/** Items 0 and 1 are all but the same; 2 and 3 stand alone. */
const relevance = [1, 0.95, 0.6, 0.2];
const twins = (a: number, b: number): number => (a + b === 1 ? 0.9 : 0);

describe("maximalMarginalRelevance", () => {
  it("goes by relevance alone at λ = 1", () => {
    expect(maximalMarginalRelevance(relevance, twins, 4, 1)).toEqual([0, 1, 2, 3]);
  });

  it("puts a twin of what was picked behind the others", () => {
    // After 0: item 1 is worth 0.5 · 0.95 − 0.5 · 0.9 = 0.025, item 2 0.3, item 3 0.1.
    expect(maximalMarginalRelevance(relevance, twins, 4, 0.5)).toEqual([0, 2, 3, 1]);
  });

  it("at λ = 0 avoids everything like what was picked, the first item aside", () => {
    expect(maximalMarginalRelevance(relevance, twins, 2, 0)).toEqual([0, 2]);
  });

  it("picks each item once, and no more than there are or were asked for", () => {
    expect(maximalMarginalRelevance(relevance, twins, 9, 0.7).toSorted()).toEqual([0, 1, 2, 3]);
    expect(maximalMarginalRelevance(relevance, twins, 2, 0.7)).toHaveLength(2);
    expect(maximalMarginalRelevance(relevance, twins, 0, 0.7)).toEqual([]);
    expect(maximalMarginalRelevance([], twins, 3, 0.7)).toEqual([]);
  });

  it("breaks ties by the lower index", () => {
    expect(maximalMarginalRelevance([0.5, 0.5, 0.5], () => 0, 3, 0.7)).toEqual([0, 1, 2]);
  });
});
