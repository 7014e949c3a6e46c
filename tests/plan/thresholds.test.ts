import { describe, expect, it } from "vitest";
import { ABOUT_SHARE, isAbout } from "../../src/plan/thresholds.js";

describe("isAbout", () => {
  it("holds for the largest theme, however small its share", () => {
    expect(isAbout({ rank: 1, share: 0.05 })).toBe(true);
  });

  it("holds for another theme only above a third of the post", () => {
    expect(isAbout({ rank: 2, share: ABOUT_SHARE })).toBe(false);
    expect(isAbout({ rank: 2, share: ABOUT_SHARE + 0.01 })).toBe(true);
  });
});
