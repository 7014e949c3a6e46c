import { describe, expect, it } from "vitest";
import { monthsBetween } from "../../../src/text/months.js";
import { periodsOf, type Periods } from "../../../src/render/months.js";
import { textWidth } from "../../../src/render/svg/text-width.js";
import {
  bandPath,
  barAt,
  barsPath,
  periodAt,
  rowAt,
  stackOf,
  timeTicks,
  valueTicks,
} from "../../../src/render/svg/time-chart.js";

const PLOT = { left: 10, width: 100, base: 50, height: 40 };

function periods(first: string, last: string): Periods {
  const found = periodsOf(monthsBetween(first, last));
  if (found === undefined) throw new Error("Expected periods.");
  return found;
}

describe("bars", () => {
  it("stand inside their stretch of the plot and never overlap", () => {
    for (const count of [1, 7, 48, 400]) {
      const bars = Array.from({ length: count }, (_, index) => barAt(index, count, PLOT));
      expect(bars[0]?.x).toBeGreaterThanOrEqual(PLOT.left);
      bars.forEach(({ x, width }, index) => {
        const next = bars[index + 1]?.x ?? PLOT.left + PLOT.width;
        expect(x + width).toBeLessThanOrEqual(next + 1e-9);
      });
    }
  });

  it("reach the top with the most, show the least, and draw nothing for nothing", () => {
    expect(barsPath([4, 0, 0.01, 2], 4, { ...PLOT, width: 40 })).toBe(
      "M11 50v-40h8v40zM31 50v-2h8v2zM41 50v-20h8v20z",
    );
    expect(barsPath([0, 0], 1, PLOT)).toBe("");
  });
});

describe("a stack", () => {
  const stack = stackOf(
    [
      [1, 0, 2],
      [3, 0, 0],
      [0, 1, 2],
    ],
    3,
  );

  it("puts each row on the ones before it", () => {
    expect(stack.most).toBe(4);
    expect(stack.bands.map(({ low, high }) => [low, high])).toEqual([
      [
        [0, 0, 0],
        [1, 0, 2],
      ],
      [
        [1, 0, 2],
        [4, 0, 2],
      ],
      [
        [4, 0, 2],
        [4, 1, 4],
      ],
    ]);
    expect(stackOf([], 3)).toEqual({ bands: [], most: 1 });
  });

  it("is drawn without a seam: one row ends where the next begins", () => {
    const [first, second] = stack.bands.map((band) =>
      bandPath(band, stack.most, { ...PLOT, width: 30 })
        .split("z")
        .slice(0, 1)
        .join(""),
    );
    expect(first).toBe("M11 50v-10h8v10");
    expect(second).toBe("M11 40v-30h8v30");
  });

  it("knows what is drawn where", () => {
    expect(periodAt(10, 3, PLOT)).toBe(0);
    expect(periodAt(109, 3, PLOT)).toBe(2);
    expect(periodAt(9, 3, PLOT)).toBeUndefined();
    expect(periodAt(111, 3, PLOT)).toBeUndefined();
    expect(rowAt(stack, 0, 0.5)).toBe(0);
    expect(rowAt(stack, 0, 1)).toBe(1);
    expect(rowAt(stack, 1, 0.5)).toBe(2);
    expect(rowAt(stack, 0, 4)).toBeUndefined();
  });
});

describe("the labels of time", () => {
  it.each([
    ["2023-02-01", "2024-11-30"],
    ["2014-03-12", "2024-12-10"],
    ["2024-05-01", "2024-05-31"],
    ["1985-01-01", "2024-12-31"],
    ["1900-01-01", "2024-12-31"],
    ["0001-01-01", "2024-12-31"],
  ])("from %s to %s keep apart at every width", (first, last) => {
    const all = periods(first, last);
    for (const width of [240, 342, 630, 900]) {
      const step = width / all.periods.length;
      const ticks = timeTicks(all, width, 12);
      expect(ticks.length).toBeGreaterThan(0);
      ticks.forEach(({ index, label }, at) => {
        const end = ticks[at + 1]?.index ?? all.periods.length;
        expect(textWidth(label, 12)).toBeLessThanOrEqual((end - index) * step);
      });
    }
  });

  it("follow the calendar, as close as they fit", () => {
    const labels = (width: number): string[] =>
      timeTicks(periods("2023-02-01", "2024-11-30"), width, 12).map(({ label }) => label);
    expect(labels(700)).toEqual([
      ...["Apr 2023", "Jul 2023", "Oct 2023", "Jan 2024", "Apr 2024", "Jul 2024", "Oct 2024"],
    ]);
    expect(labels(300)).toEqual(["Jul 2023", "Jan 2024", "Jul 2024"]);
    expect(labels(120)).toEqual(["2024"]);
    const quarters = periods("2019-11-01", "2024-02-01");
    expect(timeTicks(quarters, 400, 12).map(({ label }) => label)).toContain("2020");
  });
});

describe("the labels of values", () => {
  it.each([
    [1, [1]],
    [4, [1, 2, 3, 4]],
    [5, [2, 4]],
    [15, [5, 10, 15]],
    [450, [200, 400]],
    [1234, [500, 1000]],
  ])("up to %d are %j", (most, ticks) => {
    expect(valueTicks(most)).toEqual(ticks);
  });
});
