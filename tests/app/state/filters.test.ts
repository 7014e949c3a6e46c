import { describe, expect, it } from "vitest";
import type { AppData } from "../../../src/render/app-data-types.js";
import { hasFilters, sameFilters, visiblePassages } from "../../../src/app/state/filters.js";
import { INITIAL } from "../../../src/app/state/state.js";
import { SMALL } from "../app-data.js";

const passing = (data: AppData, filters: Partial<typeof INITIAL>, except?: "time"): number[] => {
  const visible = visiblePassages(data, { ...INITIAL, ...filters }, except);
  return Array.from(visible.keys()).filter((i) => visible[i] === 1);
};
const all = SMALL.passages.id.map((_, i) => i);
const those = (test: (passage: number) => boolean): number[] => all.filter(test);
const postOf = (passage: number) => SMALL.posts[SMALL.passages.post[passage] ?? -1];

describe("filters", () => {
  it("let everything pass where there are none", () => {
    expect(passing(SMALL, {})).toEqual(all);
    expect(hasFilters(INITIAL)).toBe(false);
    expect(sameFilters(INITIAL, { ...INITIAL })).toBe(true);
  });

  it("let pass what has one of the themes, tags and authors", () => {
    expect(passing(SMALL, { themes: [1] })).toEqual(those((i) => SMALL.passages.theme[i] === 1));
    expect(passing(SMALL, { tags: ["a"] })).toEqual(those((i) => postOf(i)?.tags.includes("a") === true));
    expect(passing(SMALL, { authors: ["nobody"] })).toEqual([]);
    expect(sameFilters(INITIAL, { ...INITIAL, tags: ["a"] })).toBe(false);
  });

  it("let pass whole months, and undated posts only without months", () => {
    const dated = those((i) => postOf(i)?.date?.startsWith("2024-01") === true);
    expect(dated.length).toBeGreaterThan(0);
    expect(passing(SMALL, { from: "2024-01", until: "2024-01" })).toEqual(dated);
    expect(passing(SMALL, { from: "1000-01" })).toEqual(those((i) => postOf(i)?.date !== undefined));
    expect(passing(SMALL, { from: "2024-01", until: "2024-01" }, "time")).toEqual(all);
  });

  it("let pass what lies in the area", () => {
    expect(passing(SMALL, { area: [-1, -1, 10001, -1, 10001, 10001, -1, 10001] })).toEqual(all);
    expect(passing(SMALL, { area: [-9, -9, -8, -9, -8, -8] })).toEqual([]);
  });
});
