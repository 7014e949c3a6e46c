import { describe, expect, it } from "vitest";
import { median, quantile } from "../../src/math/quantiles.js";

describe("median", () => {
  it("is the middle value, or the mean of the two", () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([10, 9, 100])).toBe(10);
    expect(median([7])).toBe(7);
    expect(median([])).toBeUndefined();
  });

  it("leaves the list as it was", () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe("quantile", () => {
  it("is one of the values, in whatever order they come", () => {
    expect(quantile([5, 1, 4, 2, 3], 0.8)).toBe(5);
    expect(quantile([5, 1, 4, 2, 3], 0.5)).toBe(3);
    expect([0, 1].map((part) => quantile([2, 1], part))).toEqual([1, 2]);
    expect(quantile([], 0.5)).toBeUndefined();
  });
});
