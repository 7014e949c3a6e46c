import { describe, expect, it } from "vitest";
import { lowFence } from "../../src/math/outliers.js";

describe("lowFence", () => {
  it("lies so many robust standard deviations under the median", () => {
    // Median 0.885, median absolute deviation 0.02: 0.885 − 2.5 · 1.4826 · 0.02 (numpy 1.24).
    expect(lowFence([0.91, 0.88, 0.9, 0.2, 0.87, 0.93, 0.89, 0.4], 2.5)).toBeCloseTo(0.81087, 10);
  });

  it("is not moved by how far the far ones are", () => {
    expect(lowFence([0.9, 0.8, 0.85, 0.1], 2)).toBe(lowFence([0.9, 0.8, 0.85, -50], 2));
  });

  it("is the common value where all are the same: nothing lies below", () => {
    expect(lowFence([0.5, 0.5, 0.5], 2.5)).toBe(0.5);
    expect(lowFence([], 2.5)).toBe(0);
  });
});
