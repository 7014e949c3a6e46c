import { describe, expect, it } from "vitest";
import { median } from "../../src/math/quantiles.js";
import { createRandom } from "../../src/math/random.js";
import { figureIn, figuresOf } from "../../src/plan/metrics/figures.js";
import { performanceOf, timesUsual, type MeasuredPost } from "../../src/plan/metrics/performance.js";
import { dayFrom, dayNumber } from "../../src/text/days.js";

const posts = [
  { id: "a1", path: "posts/one.md", title: "One", url: "https://www.example.org/one/" },
  { id: "a2", path: "posts/two.md", title: "Two", url: "https://example.org/two" },
  { id: "a3", path: "posts/three.md", title: "One", url: "https://example.org/three" },
];

describe("figureIn", () => {
  it.each([
    ["12", 12],
    ["1,234", 1234],
    ["1.234.567,8", 1234567.8],
    ["1 234", 1234],
    ["1’234.5", 1234.5],
    ["45.5 %", 45.5],
    ["0,5", 0.5],
    ["-3", -3],
  ])("reads %s as %d", (cell, value) => {
    expect(figureIn(cell)).toBe(value);
  });

  it.each(["", "n/a", "2024-09-03", "12 posts", "1,23,456", "https://example.org/1"])(
    "takes %j for no figure",
    (cell) => {
      expect(figureIn(cell)).toBeUndefined();
    },
  );
});

describe("figuresOf", () => {
  it("finds posts by the column that names most of them, however addresses are written", () => {
    const table = {
      header: ["Title", "Link", "Opens", "Note", "Rate"],
      rows: [
        ["One", "http://example.org/one?utm=x", "1,200", "good", "45%"],
        ["Two", "https://www.example.org/two/", "800", "", ""],
        ["Gone", "https://example.org/gone", "5", "", "1%"],
      ],
    };
    const { names, byPost, unmatched, key } = figuresOf(table, posts);
    expect({ names, key, unmatched }).toEqual({ names: ["Opens", "Rate"], key: "Link", unmatched: 1 });
    expect([...byPost]).toEqual([
      ["a1", { Opens: 1200, Rate: 45 }],
      ["a2", { Opens: 800 }],
    ]);
  });

  it("finds them by file name or id, and never by a title that two posts share", () => {
    const by = (cells: string[]): string[] => {
      const table = { header: ["name", "views"], rows: cells.map((cell) => [cell, "1"]) };
      return [...figuresOf(table, posts).byPost.keys()];
    };
    expect(by(["two.md", "three"])).toEqual(["a2", "a3"]);
    expect(by(["a1", "a2"])).toEqual(["a1", "a2"]);
    expect(by(["One", "Two"])).toEqual(["a2"]);
  });

  it("has none where no column names a post", () => {
    const found = figuresOf({ header: ["x", "views"], rows: [["nothing", "1"]] }, posts);
    expect(found).toEqual({ names: [], byPost: new Map(), unmatched: 1 });
  });
});

/** Sixty weeks in which everything grows a hundredfold; posts of `strong` do three times as well as those around them. */
const grown = (strong: ReadonlySet<number>): MeasuredPost[] =>
  Array.from({ length: 60 }, (_, i) => ({
    id: `p${i}`,
    date: dayFrom((dayNumber("2023-01-02") ?? 0) + 7 * i),
    metrics: { opens: Math.round(100 * 1.08 ** i * (strong.has(i) ? 3 : 1)) },
  }));

describe("performanceOf", () => {
  const strong = new Set([3, 13, 23, 33, 43, 53]);
  const own = [...strong].map((i) => `p${i}`);
  const measured = (posts: MeasuredPost[]) => ({ posts, metric: "opens", times: timesUsual(posts, "opens") });

  it("measures a post against those of its time: growth is no merit", () => {
    const even = timesUsual(grown(new Set()), "opens");
    for (const times of [...even.values()].slice(8, -8)) expect(times).toBeCloseTo(1, 1);
    const old = Array.from({ length: 10 }, (_, i) => `p${i + 8}`);
    expect(performanceOf(old, measured(grown(new Set())), createRandom(1))?.times).toBeCloseTo(1, 1);
  });

  it("tells a theme that does better, with an interval", () => {
    const found = performanceOf(own, measured(grown(strong)), createRandom(1));
    expect(found).toMatchObject({ metric: "opens", posts: 6 });
    expect(found?.times).toBeCloseTo(3, 0);
    expect(found?.low).toBeGreaterThan(2);
    expect(found?.high).toBeLessThan(4);
  });

  it("never claims anything from fewer than five posts", () => {
    expect(performanceOf(own.slice(0, 4), measured(grown(strong)), createRandom(1))).toBeUndefined();
  });

  it("gives the same for the same seed, and copes with zeros", () => {
    const posts = grown(strong);
    const twice = [1, 1].map((seed) => performanceOf(own, measured(posts), createRandom(seed)));
    expect(twice[0]).toEqual(twice[1]);
    const nothing = posts.map((post) => ({ ...post, metrics: { opens: 0 } }));
    expect(timesUsual(nothing, "opens").size).toBe(0);
    expect(median([])).toBeUndefined();
  });
});
