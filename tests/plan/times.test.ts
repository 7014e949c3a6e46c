import { describe, expect, it } from "vitest";
import { quantile } from "../../src/math/quantiles.js";
import { planClock } from "../../src/plan/clock.js";
import { rhythmOf } from "../../src/plan/rhythm.js";
import { seasonOf } from "../../src/plan/season.js";
import { countFrom, recencyOf, recentFrom, trendOf } from "../../src/plan/trend.js";
import { dayFrom, dayNumber } from "../../src/text/days.js";

const FIRST = dayNumber("2020-01-06") ?? 0;
/** A post every so many days. */
const every = (days: number, posts: number, from = FIRST): number[] =>
  Array.from({ length: posts }, (_, i) => from + i * days);
const dates = (days: readonly number[]): string[] => days.map(dayFrom);

describe("planClock", () => {
  const weekly = dates(every(7, 100));
  const newest = weekly.at(-1) ?? "";

  it("counts from today where posts still come", () => {
    const today = dayFrom((dayNumber(newest) ?? 0) + 30);
    expect(planClock(weekly, { today })).toEqual({ day: today, from: "today" });
  });

  it("counts from the newest post where they have ended, or lie in the future", () => {
    for (const days of [200, 4000, -10]) {
      const today = dayFrom((dayNumber(newest) ?? 0) + days);
      expect(planClock(weekly, { today })).toEqual({ day: newest, from: "newest" });
    }
  });

  it("waits longer for those who always wrote seldom", () => {
    const seldom = dates(every(120, 12));
    const today = dayFrom((dayNumber(seldom.at(-1)) ?? 0) + 200);
    expect(planClock(seldom, { today })?.from).toBe("today");
  });

  it("takes the day that a person set, and none without dates", () => {
    expect(planClock(weekly, { planDay: "2030-01-01", today: "2029-01-01" })).toEqual({
      day: "2030-01-01",
      from: "set",
    });
    expect(planClock([], { planDay: "2030-01-01", today: "2029-01-01" })).toBeUndefined();
  });
});

describe("trends", () => {
  const all = every(7, 156);
  const day = all.at(-1) ?? 0;
  const from = recentFrom(all, day) ?? 0;
  const trend = (own: readonly number[]): string =>
    trendOf(recencyOf(own, all, from), day - (own.at(-1) ?? 0), undefined);

  it("compares the last year with the time before it", () => {
    expect(day - from).toBe(365);
    const { recent, before } = recencyOf(all.slice(-10), all, from);
    expect([recent, before]).toEqual([
      { posts: 10, of: 53 },
      { posts: 0, of: 103 },
    ]);
  });

  it("takes half of the time where there is not a year and a half", () => {
    const short = every(7, 53);
    expect(recentFrom(short, short.at(-1) ?? 0)).toBe(FIRST + 182);
    expect(recentFrom([5, 5], 5)).toBeUndefined();
    expect(recentFrom([], 5)).toBeUndefined();
  });

  it("tells more from less, and neither from chance", () => {
    expect(trend(all.slice(-12))).toBe("rising");
    expect(trend([...all.slice(0, 20), ...all.slice(-1)])).toBe("fading");
    expect(trend(all.filter((_, i) => i % 5 === 0))).toBe("steady");
    expect(trend(all.slice(-1))).toBe("steady");
  });

  it("calls dormant what is silent for a year and more, by its own measure too", () => {
    expect(trend(all.slice(0, 10))).toBe("dormant");
    const silence = 800;
    expect(trendOf(recencyOf(all.slice(0, 4), all, from), silence, 400)).not.toBe("dormant");
  });

  it("counts from a day on", () => {
    expect(countFrom([1, 3, 3, 5], 3)).toBe(3);
    expect(countFrom([1, 3], 9)).toBe(0);
    expect(quantile([], 0.5)).toBeUndefined();
    expect(quantile([3, 1, 2], 0.5)).toBe(2);
  });
});

describe("rhythmOf", () => {
  const all = every(7, 104);
  const day = all.at(-1) ?? 0;

  it("finds a theme overdue by its own gaps, while posts went by", () => {
    const monthly = all.slice(0, 80).filter((_, i) => i % 4 === 0);
    expect(rhythmOf(monthly, all, day)).toEqual({ usualGap: 28, isOverdue: true, postsSince: 27 });
  });

  it("calls nothing overdue for which the whole collection fell silent", () => {
    const monthly = all.filter((_, i) => i % 4 === 0);
    expect(rhythmOf(monthly, all, day + 300)).toMatchObject({ isOverdue: false });
  });

  it("sees no rhythm in two posts", () => {
    expect(rhythmOf([FIRST, FIRST + 7], all, day)).toEqual({ isOverdue: false, postsSince: 102 });
  });
});

describe("seasonOf", () => {
  const all = Array.from(
    { length: 5 * 12 },
    (_, i) => `${2018 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")}-10`,
  );

  it("tells the months to which a theme keeps, across New Year too", () => {
    const own = [
      "2018-12-01",
      "2019-12-05",
      "2020-01-03",
      "2020-12-20",
      "2021-12-21",
      "2022-01-02",
      "2022-06-01",
    ];
    expect(seasonOf(own, all)).toEqual({ from: 12, until: 1, posts: 6, of: 7, years: 5 });
  });

  it("needs three years and more than chance", () => {
    expect(
      seasonOf(["2019-10-01", "2019-10-02", "2019-10-03", "2019-10-04", "2019-10-05"], all),
    ).toBeUndefined();
    expect(seasonOf(all, all)).toBeUndefined();
  });
});
