import { describe, expect, it } from "vitest";
import { themeOverTime } from "../../src/render/theme-over-time.js";

const month = (name: string, passages: number) => ({ month: name, passages, posts: 1, words: 10 });

describe("a theme over time", () => {
  it("has a number for every period, and the same in words", () => {
    const counts = [month("2024-01", 2), month("2024-03", 5)];
    expect(themeOverTime(["2024-01", "2024-02", "2024-03"], counts)).toEqual({
      values: [2, 0, 5],
      label: "Passages per month, Jan 2024 to Mar 2024; 5 passages at most",
      first: "Jan 2024",
      unit: "passages per month, 5 at most",
      last: "Mar 2024",
    });
  });

  it("is none where nothing is dated", () => {
    expect(themeOverTime([], [])).toBeUndefined();
  });
});
