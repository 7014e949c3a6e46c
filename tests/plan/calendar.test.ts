import { describe, expect, it } from "vitest";
import { calendarOf, type CalendarOptions } from "../../src/plan/calendar.js";
import type { PlanCalendar, Proposal } from "../../src/shapes/plan.js";
import { dayNumber } from "../../src/text/days.js";

/** A Tuesday. */
const FIRST = dayNumber("2024-01-02") ?? 0;
const PROPOSALS = (["new", "link", "update", "decide", "merge"] as const).map((effort, i): Proposal => ({
  key: `deepen t-${i}`,
  kind: "deepen",
  effort,
  themeIds: [`t-${i}`],
  evidence: [],
}));

function calendar(
  offsets: readonly number[],
  options: Partial<CalendarOptions> = {},
  day = "2024-06-01",
): PlanCalendar | undefined {
  const days = offsets.map((offset) => FIRST + offset);
  return calendarOf(PROPOSALS, { clock: { day, from: "today" }, days }, { slots: 3, ...options });
}
const every = (days: number, posts: number): number[] => Array.from({ length: posts }, (_, i) => i * days);

describe("calendarOf", () => {
  it("goes on at the rhythm and on the weekday of the latest posts", () => {
    const found = calendar(every(7, 22), {}, "2024-05-28");
    expect(found).toMatchObject({ every: 7, isGiven: false, weekday: { day: 2, posts: 22, of: 22 } });
    expect(found?.slots.map(({ date }) => date)).toEqual(["2024-06-04", "2024-06-11", "2024-06-18"]);
  });

  it("holds the weekday where single posts came late", () => {
    const found = calendar([0, 7, 15, 21, 28, 36, 42], {}, "2024-02-14");
    expect(found).toMatchObject({ every: 7, weekday: { day: 2, posts: 5, of: 7 } });
    expect(found?.slots[0]?.date).toBe("2024-02-20");
  });

  it("plans from the plan's day where the newest post is long ago", () => {
    expect(calendar(every(7, 4), {}, "2025-01-01")?.slots[0]?.date).toBe("2025-01-07");
  });

  it("takes the days between posts where they keep to no weekday", () => {
    const found = calendar(every(10, 12), {}, "2024-04-21");
    expect(found).toMatchObject({ every: 10 });
    expect(found?.weekday).toBeUndefined();
    expect(found?.slots.map(({ date }) => date)).toEqual(["2024-05-01", "2024-05-11", "2024-05-21"]);
  });

  it("leaves days of rest free, and says so", () => {
    // Tuesday and Friday, then Monday and Thursday, and so on.
    const workdays = Array.from({ length: 12 }, (_, week) =>
      [0, 3, 6, 9].map((day) => week * 14 + day),
    ).flat();
    const found = calendar(workdays, { slots: 5 }, "2024-06-20");
    expect(found?.weekday).toBeUndefined();
    expect(found).toMatchObject({ every: 3, rest: [0, 3, 6] });
    const days = found?.slots.map(({ date }) => date) ?? [];
    expect(days).toEqual([...new Set(days)].sort());
    for (const date of days) expect([0, 3, 6]).not.toContain(new Date(date).getUTCDay());
    expect(calendar(workdays, { cadence: 1, slots: 9 }, "2024-06-20")?.rest).toBeUndefined();
  });

  it("does as it is asked", () => {
    expect(calendar(every(7, 22), { cadence: "monthly" })).toMatchObject({ every: 28, isGiven: true });
    expect(calendar(every(7, 22), { cadence: 3 })?.weekday).toBeUndefined();
    expect(calendar([0], { cadence: "weekly", slots: 5 })?.slots).toHaveLength(5);
  });

  it("gives the days to proposals that are work on a post, in their order, and leaves the rest free", () => {
    const slots = calendar(every(7, 22), { slots: 4 })?.slots.map(({ proposal }) => proposal);
    expect(slots).toEqual(["deepen t-0", "deepen t-2", "deepen t-4", undefined]);
  });

  it("plans nothing where there is no rhythm, no date or no day to plan", () => {
    expect(calendar([0])).toBeUndefined();
    expect(calendar([0, 400, 900])).toBeUndefined();
    expect(calendar(every(7, 22), { slots: 0 })).toBeUndefined();
    expect(calendarOf(PROPOSALS, { days: [] }, { slots: 3 })).toBeUndefined();
  });
});
