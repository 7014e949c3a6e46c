import { describe, expect, it } from "vitest";
import { dayNumber } from "../../src/text/days.js";
import {
  count,
  day,
  decimal,
  duration,
  integer,
  list,
  month,
  percent,
  rate,
  span,
  trendWithArrow,
} from "../../src/render/words.js";

describe("numbers in words", () => {
  it("groups thousands in the same way on every computer", () => {
    expect([0, 7, 999, 1000, 12345.6, 1234567, -4200, -0.2].map(integer)).toEqual([
      "0",
      "7",
      "999",
      "1,000",
      "12,346",
      "1,234,567",
      "-4,200",
      "0",
    ]);
  });

  it("never says NaN or Infinity", () => {
    expect([integer(NaN), decimal(Infinity, 2), percent(NaN), rate(undefined), duration(-1)]).toEqual(
      Array<string>(5).fill("–"),
    );
  });

  it("gives shares without decimals, and does not call a little nothing", () => {
    expect([0, 0.001, 0.005, 0.124, 0.5, 1].map(percent)).toEqual([
      "0%",
      "under 1%",
      "1%",
      "12%",
      "50%",
      "100%",
    ]);
  });

  it("has no negative zero", () => {
    expect(decimal(-0.001, 2)).toBe("0.00");
    expect(decimal(-0.006, 2)).toBe("-0.01");
  });

  it("counts one and many", () => {
    expect([count(1, "post"), count(0, "post"), count(2000, "entry", "entries")]).toEqual([
      "1 post",
      "0 posts",
      "2,000 entries",
    ]);
  });

  it("joins lists", () => {
    expect([list([]), list(["a"]), list(["a", "b"]), list(["a", "b", "c"])]).toEqual([
      "",
      "a",
      "a and b",
      "a, b and c",
    ]);
  });

  it("says how often in whole posts or whole years", () => {
    expect([5.6, 1.2, 0.73, 0.5, 0.31, 0].map(rate)).toEqual([
      "6 a year",
      "1 a year",
      "1 a year",
      "1 every 2 years",
      "1 every 3 years",
      "none",
    ]);
  });

  it("gives durations in the unit people would use", () => {
    expect([0, 1, 59, 400, 1500].map(duration)).toEqual([
      "0 days",
      "1 day",
      "59 days",
      "13 months",
      "4 years",
    ]);
  });
});

describe("dates in words", () => {
  it("writes days and months in English, whatever the computer's language", () => {
    expect([day("2024-09-03"), month("2024-09"), month("2024-12-31")]).toEqual([
      "3 Sep 2024",
      "Sep 2024",
      "Dec 2024",
    ]);
  });

  it.each(["", "soon", "2024-13-01", "2024-00-01", "2024-9-3", undefined])("calls %j undated", (text) => {
    expect(day(text)).toBe("undated");
    expect(dayNumber(text)).toBeUndefined();
  });

  it("names a span, a single month, or none", () => {
    expect(span("2023-02-01", "2024-11-20")).toBe("Feb 2023 to Nov 2024");
    expect(span("2023-02-01", "2023-02-20")).toBe("Feb 2023");
    expect(span(undefined, undefined)).toBe("undated");
    expect(span("2023-02-01", undefined)).toBe("Feb 2023");
  });

  it("counts days across leap years", () => {
    expect((dayNumber("2024-03-01") ?? 0) - (dayNumber("2024-02-28") ?? 0)).toBe(2);
    expect(dayNumber("1970-01-01")).toBe(0);
  });

  it("puts an arrow before a trend", () => {
    expect([trendWithArrow("rising"), trendWithArrow("undated")]).toEqual(["↗ rising", "undated"]);
  });
});
