import { describe, expect, it } from "vitest";
import { chanceOfMore, chanceOfSoMany } from "../../src/math/exact-test.js";

describe("chanceOfMore", () => {
  it("is Fisher's one-sided chance with half of what was seen", () => {
    // The tea of Fisher 1935: 3 of 4 against 1 of 4. Of 70 ways 16 give three, 1 gives four.
    expect(chanceOfMore({ hits: 3, of: 4 }, { hits: 1, of: 4 })).toBeCloseTo(16 / 70 / 2 + 1 / 70, 12);
    expect(chanceOfMore({ hits: 4, of: 4 }, { hits: 0, of: 4 })).toBeCloseTo(1 / 70 / 2, 12);
  });

  it("adds up to one with the chance of the other direction", () => {
    const [a, b] = [
      { hits: 6, of: 24 },
      { hits: 4, of: 80 },
    ];
    expect(chanceOfMore(a, b) + chanceOfMore(b, a)).toBeCloseTo(1, 10);
    expect(chanceOfMore(a, b)).toBeLessThan(0.02);
  });

  it("says nothing where one group is empty, or all is one", () => {
    expect(chanceOfMore({ hits: 0, of: 0 }, { hits: 3, of: 9 })).toBeCloseTo(0.5, 12);
    expect(chanceOfMore({ hits: 5, of: 5 }, { hits: 9, of: 9 })).toBeCloseTo(0.5, 12);
  });

  it("holds for archives of many thousands", () => {
    const chance = chanceOfMore({ hits: 1_000, of: 20_000 }, { hits: 1_000, of: 20_000 });
    expect(chance).toBeCloseTo(0.5, 6);
  });
});

describe("chanceOfSoMany", () => {
  it("is the upper tail of the binomial", () => {
    expect(chanceOfSoMany({ hits: 2, of: 3 }, 0.5)).toBeCloseTo(0.5, 12);
    expect(chanceOfSoMany({ hits: 0, of: 3 }, 0.5)).toBe(1);
    expect(chanceOfSoMany({ hits: 1, of: 3 }, 0)).toBe(0);
    expect(chanceOfSoMany({ hits: 3, of: 3 }, 1)).toBe(1);
  });
});
