import { describe, expect, it } from "vitest";
import { monthsOfThemes, postsOfTheme, visiblePerGroup } from "../../../src/app/state/tallies.js";
import { SMALL } from "../app-data.js";

describe("visiblePerGroup", () => {
  it("counts what passes the filters, and nothing for passages without a group", () => {
    const visible = Uint8Array.from([1, 0, 1, 1, 1, 1]);
    expect(visiblePerGroup(SMALL.passages.theme, visible, 2)).toEqual([2, 2]);
    expect(visiblePerGroup(SMALL.passages.post, visible, 3)).toEqual([1, 3, 1]);
  });
});

describe("monthsOfThemes", () => {
  it("counts each theme's passages by the month of their posts, and leaves out undated ones", () => {
    const counts = monthsOfThemes(SMALL).map((months) =>
      months.map(({ month, passages }) => `${month} ${passages}`),
    );
    expect(counts).toEqual([["2024-01 2", "2024-02 1"], ["2024-02 2"]]);
  });
});

describe("postsOfTheme", () => {
  it("lists the posts with a passage in the theme, the largest share first", () => {
    expect(postsOfTheme(SMALL, 0)).toEqual([
      { post: 0, passages: 2, share: 1 },
      { post: 1, passages: 1, share: 0.3 },
    ]);
    expect(postsOfTheme(SMALL, 1).map(({ post }) => post)).toEqual([1]);
  });
});
