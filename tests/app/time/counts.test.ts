import { describe, expect, it } from "vitest";
import { chosenRange, countTimes, filterFor, spanOf, touchedPeriods } from "../../../src/app/time/counts.js";
import { cellWords, rangeWords, rowName, undatedSentence } from "../../../src/app/time/words.js";
import { monthsBetween } from "../../../src/text/months.js";
import { periodsOf, type Periods } from "../../../src/render/months.js";
import { SMALL } from "../app-data.js";

function periods(months: readonly string[], atLeast = 1): Periods {
  const found = periodsOf(months, atLeast);
  if (found === undefined) throw new Error("Expected periods.");
  return found;
}

const ALL = new Uint8Array(6).fill(1);

describe("countTimes", () => {
  it("counts passages and posts per theme and month, the unplaced last, and the undated apart", () => {
    const counts = countTimes(SMALL, periods(SMALL.months), ALL);
    expect(counts.passages).toEqual([
      [2, 1],
      [0, 2],
      [0, 0],
    ]);
    expect(counts.posts).toEqual([
      [1, 1],
      [0, 1],
      [0, 0],
    ]);
    expect(counts.totals).toEqual([2, 3]);
    expect(counts.undated).toBe(1);
  });

  it("counts nothing that does not pass", () => {
    const counts = countTimes(SMALL, periods(SMALL.months), Uint8Array.from([0, 1, 0, 0, 1, 0]));
    expect(counts.totals).toEqual([1, 1]);
    expect(counts.passages[1]).toEqual([0, 0]);
    expect(counts.undated).toBe(0);
  });

  it("says what it counted", () => {
    const counts = countTimes(SMALL, periods(SMALL.months), ALL);
    expect(cellWords(counts, 0, 0)).toBe("2 passages in 1 post, of 2 passages in all");
    expect(cellWords(counts, 1, 0)).toBe("no passage, of 2 passages in all");
    expect([rowName(SMALL, 0), rowName(SMALL, 2)]).toEqual(["Change", "Unplaced"]);
    expect(undatedSentence(1, false)).toBe("1 post has no date and is not in this chart.");
    expect(undatedSentence(2, true)).toBe(
      "2 posts have no date and are not in this chart; while months are chosen, they are left out.",
    );
    expect(undatedSentence(0, true)).toBe("");
  });
});

describe("the chosen months", () => {
  const months = monthsBetween("2023-02-08", "2024-11-20");
  const quarters = periods(months, 3);
  const span = spanOf(quarters, { months });

  it("count from the first period, which may begin before the first post", () => {
    expect(span).toMatchObject({ months: 24, from: 1, until: 23 });
    expect(rangeWords(span, span)).toBe("Feb 2023 to Nov 2024");
  });

  it("come back as they were", () => {
    const chosen = { from: "2023-04", until: "2023-09" };
    const range = chosenRange(span, chosen);
    expect(range).toEqual({ from: 3, until: 9 });
    expect(filterFor(span, range ?? span)).toEqual(chosen);
    expect(chosenRange(span, {})).toBeUndefined();
  });

  it("are open at an end that is not given, and stay inside", () => {
    expect(chosenRange(span, { from: "2024-01" })).toEqual({ from: 12, until: 23 });
    expect(chosenRange(span, { until: "2023-03" })).toEqual({ from: 1, until: 3 });
    expect(chosenRange(span, { from: "1999-01", until: "2099-12" })).toEqual({ from: 1, until: 23 });
    expect(chosenRange(span, { from: "2099-01" })).toEqual({ from: 22, until: 23 });
    expect(chosenRange(span, { from: "2023-09", until: "2023-03" })).toEqual({ from: 8, until: 9 });
  });

  it("are no filter where they are all months", () => {
    expect(filterFor(span, { from: 0, until: 24 })).toEqual({ from: undefined, until: undefined });
    expect(filterFor(span, { from: 0, until: 3 })).toEqual({ from: "2023-02", until: "2023-03" });
  });

  it("are whole periods, at least one, where they are drawn", () => {
    expect(touchedPeriods(quarters, 0.13, 0.3)).toEqual({ from: 3, until: 9 });
    expect(touchedPeriods(quarters, 0.5, 0.5)).toEqual({ from: 12, until: 15 });
    expect(touchedPeriods(quarters, 0.999, 1)).toEqual({ from: 21, until: 24 });
    expect(touchedPeriods(quarters, 1, 1)).toEqual({ from: 21, until: 24 });
  });
});
