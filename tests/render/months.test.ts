import { describe, expect, it } from "vitest";
import { monthsBetween } from "../../src/text/months.js";
import { periodsOf } from "../../src/render/months.js";

describe("monthsBetween", () => {
  it("has no gaps and crosses years", () => {
    expect(monthsBetween("2023-11-30", "2024-02-01")).toEqual(["2023-11", "2023-12", "2024-01", "2024-02"]);
    expect(monthsBetween("2024-02-01", "2024-02-29")).toEqual(["2024-02"]);
  });
});

describe("periodsOf", () => {
  const counts = [
    { month: "2023-02", passages: 1, posts: 1, words: 10 },
    { month: "2023-03", passages: 2, posts: 1, words: 20 },
    { month: "2023-04", passages: 4, posts: 2, words: 40 },
  ];

  it("keeps months while they fit", () => {
    const periods = periodsOf(monthsBetween("2023-02-01", "2023-04-01"));
    expect(periods?.unit).toBe("month");
    expect(periods?.periods.map(({ label }) => label)).toEqual(["Feb 2023", "Mar 2023", "Apr 2023"]);
    expect(periods?.sum(counts, ({ passages }) => passages)).toEqual([1, 2, 4]);
  });

  it("follows the calendar in quarters", () => {
    const periods = periodsOf(monthsBetween("2023-02-01", "2023-04-01"), 3);
    expect(periods?.periods).toEqual([
      { label: "Q1 2023", first: "2023-01", last: "2023-03" },
      { label: "Q2 2023", first: "2023-04", last: "2023-06" },
    ]);
    expect(periods?.sum(counts, ({ words }) => words)).toEqual([30, 40]);
  });

  it.each([
    ["2000-01-01", "2011-12-31", "quarter"],
    ["1980-01-01", "2024-12-31", "year"],
    ["1900-01-01", "2024-12-31", "5 years"],
    ["0001-01-01", "2024-12-31", "century"],
  ])("takes from %s to %s by the %s", (first, last, unit) => {
    const periods = periodsOf(monthsBetween(first, last));
    expect(periods?.unit).toBe(unit);
    expect(periods?.periods.length).toBeLessThanOrEqual(48);
    expect(
      periods?.sum([{ month: last.slice(0, 7), passages: 3, posts: 1, words: 1 }], (m) => m.passages).at(-1),
    ).toBe(3);
  });

  it("is nothing without dates", () => {
    expect(periodsOf([])).toBeUndefined();
  });
});
