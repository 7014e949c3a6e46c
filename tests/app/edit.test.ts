import { describe, expect, it } from "vitest";
import { hashWith } from "../../src/app/edit/hash.js";
import { movedBy } from "../../src/app/edit/theme-refs.js";
import type { DeskTheme } from "../../src/shapes/editing.js";

function theme(number: number, label: string, more: Partial<DeskTheme> = {}): DeskTheme {
  return {
    ...{ id: `t-${number}`, number, slug: `0${number}-${label}`, label, pillar: "" },
    ...{ hidden: false, finished: false, evergreen: false, isRenamed: false },
    ...more,
  };
}

const themes = [theme(1, "a"), theme(2, "b"), theme(3, "c"), theme(4, "d", { hidden: true })];

describe("the address over a new report", () => {
  it("follows a theme to its new slug and leaves out one that is gone", () => {
    const after = [theme(1, "a"), { ...theme(2, "b"), slug: "02-flow" }];
    const before = "#screen=map&theme=02-b&q=a+b&only=01-a&only=02-b&only=03-c&area=1.2.3.4.5.6";
    expect(hashWith(before, themes, after)).toBe(
      "screen=map&theme=02-flow&q=a+b&only=01-a&only=02-flow&area=1.2.3.4.5.6",
    );
    expect(hashWith("#screen=map&theme=03-c", themes, after)).toBe("screen=map");
  });
});

describe("a theme that is moved", () => {
  const ids = (step: 1 | -1, position: number, together: readonly number[]): unknown => {
    const decision = movedBy(step, position, together, themes);
    return decision?.do === "order" ? decision.themes.map(({ id }) => id) : undefined;
  };

  it("changes places with its neighbour, and those above are listed with it", () => {
    expect(ids(-1, 1, [0, 1, 2])).toEqual(["t-2", "t-1"]);
    expect(ids(1, 1, [0, 1, 2])).toEqual(["t-1", "t-3", "t-2"]);
  });

  it("goes past what stands between it and its neighbour in the pillar", () => {
    expect(ids(-1, 2, [0, 2])).toEqual(["t-3", "t-1"]);
    expect(ids(1, 0, [0, 2])).toEqual(["t-2", "t-3", "t-1"]);
  });

  it("has nowhere to go at an end, and not among the hidden ones", () => {
    expect(ids(-1, 0, [0, 1, 2])).toBeUndefined();
    expect(ids(1, 2, [0, 1, 2])).toBeUndefined();
    expect(ids(1, 2, [0, 1, 2, 3])).toBeUndefined();
  });
});
