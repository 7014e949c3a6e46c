import { describe, expect, it } from "vitest";
import {
  addDays,
  coverageOf,
  draftCalendar,
  isoDay,
  meetingsOf,
  silenceOf,
  tellingsOf,
  unmetPairs,
  usualInterval,
  type Wishes,
} from "../../notebooks/lib/calendar.js";
import type { Plan, PostTheme } from "../../notebooks/lib/run.js";

const first = new Date("2024-03-01");
const wishes: Wishes = { first, weeks: 12, every: 7, lean: "balance" };

function part(postId: string, date: string, theme: string, share = 1, rank = 1): PostTheme {
  return {
    postId,
    title: `Post ${postId}`,
    date: date === "" ? undefined : new Date(date),
    theme,
    rank,
    share,
  };
}

function row(theme: string, more: Partial<Plan> = {}): Plan {
  return {
    theme,
    posts: 1,
    lastCovered: undefined,
    trend: "steady",
    strongestPost: `Best of ${theme}`,
    touchingPostIds: [],
    ...more,
  };
}

/** "often" every ten days, "seldom" every hundred, "hinted" only touched. */
const postThemes = [
  part("a", "2023-08-01", "seldom"),
  part("b", "2023-11-09", "seldom"),
  part("c", "2024-02-10", "often"),
  part("d", "2024-02-20", "often", 0.8),
  part("d", "2024-02-20", "hinted", 0.2, 2),
  part("e", "2024-02-17", "seldom", 0.6),
  part("e", "2024-02-17", "often", 0.35, 2),
  part("f", "2024-02-01", "often", 0.95),
  part("f", "2024-02-01", "seldom", 0.05, 2),
];
const plan = [row("often"), row("seldom"), row("hinted", { posts: 0, touchingPostIds: ["d"] })];
const coverages = coverageOf(plan, postThemes);

describe("what was told", () => {
  it("tells posts about a theme from those that touch it and those that do neither", () => {
    const told = tellingsOf(postThemes).map(
      ({ title, theme, about }) => `${title} ${theme} ${String(about)}`,
    );
    expect(told).toContain("Post d hinted false");
    expect(told).toContain("Post e often true");
    expect(told.filter((line) => line.startsWith("Post f"))).toEqual(["Post f often true"]);
  });

  it("finds the rhythm of each theme, and takes that of all for one told too seldom", () => {
    expect(coverages.map(({ usualGap, ownRhythm }) => ({ usualGap, ownRhythm }))).toEqual([
      { usualGap: 19 / 3, ownRhythm: true },
      { usualGap: 100, ownRhythm: true },
      { usualGap: expect.closeTo((19 / 3 + 100) / 2, 9) as number, ownRhythm: false },
    ]);
    expect(coverages[2]).toMatchObject({ told: [], touchedIn: ["Post d"] });
    expect(usualInterval(postThemes)).toBe(9);
    expect(usualInterval([part("x", "", "often")])).toBeUndefined();
  });

  it("measures silence by a theme's own rhythm", () => {
    const [often, , hinted] = coverages;
    expect(often && silenceOf(often, new Date("2024-03-10"))).toBeCloseTo(3, 9);
    expect(hinted && silenceOf(hinted, first)).toBeUndefined();
  });
});

describe("the draft", () => {
  it("fills the weeks at the wished distance", () => {
    const dates = draftCalendar(coverages, [], wishes).map(({ date }) => isoDay(date));
    expect(dates).toHaveLength(12);
    expect(dates[0]).toBe("2024-03-01");
    expect(dates[11]).toBe("2024-05-17");
    expect(draftCalendar(coverages, [], { ...wishes, every: 14 })).toHaveLength(6);
    expect(draftCalendar(coverages, [], { ...wishes, every: 28 })).toHaveLength(3);
  });

  it("begins with what was touched and never told, once, and says so", () => {
    const places = draftCalendar(coverages, [], wishes);
    expect(places[0]).toMatchObject({
      theme: "hinted",
      reason: "One post touches it, none is about it.",
      startFrom: "Post d",
      linkTo: "Best of hinted",
    });
    expect(places[1]).toMatchObject({
      theme: "often",
      reason: "Silent for 17 days by then; on average told every 6.",
    });
  });

  it("counts what it placed as told", () => {
    const quick = draftCalendar(coverages, [], wishes).filter(({ theme }) => theme === "often");
    expect(quick[1]?.reason).toMatch(/^Silent for (?:7|14) days by then/);
    const count = (theme: string): number =>
      draftCalendar(coverages, [], { ...wishes, weeks: 26 }).filter((place) => place.theme === theme).length;
    expect(count("seldom")).toBeGreaterThan(0);
    expect(count("often")).toBeGreaterThan(count("seldom"));
  });

  it("leans as it is told", () => {
    const day = "2024-02-01";
    const even = ["rising", "fading"].map((trend) => row(trend, { trend }));
    const told = even.map(({ theme }, index) => part(String(index), day, theme));
    const begin = (lean: Wishes["lean"]): string | undefined =>
      draftCalendar(coverageOf(even, told), [], { ...wishes, lean })[0]?.theme;
    expect([begin("rising"), begin("fading")]).toEqual(["rising", "fading"]);
  });

  it("proposes the nearest theme that was never brought in", () => {
    const pairs = [
      { theme: "often", other: "seldom", similarity: 0.9 },
      { theme: "seldom", other: "hinted", similarity: 0.4 },
      { theme: "often", other: "third", similarity: 0.3 },
      { theme: "hinted", other: "third", similarity: -0.3 },
    ];
    const unmet = unmetPairs(pairs, postThemes);
    expect(unmet.map(({ theme, other }) => `${theme}+${other}`)).toEqual(["seldom+hinted", "often+third"]);
    const places = draftCalendar(coverages, unmet, wishes);
    expect(places.slice(0, 2).map(({ bringIn }) => bringIn)).toEqual(["seldom", "third"]);
  });

  it("is empty where nothing has a date and nothing was touched", () => {
    const undated = coverageOf([row("x")], [part("a", "", "x")]);
    expect(draftCalendar(undated, [], wishes)).toEqual([]);
  });
});

describe("meetings", () => {
  it("list pairs of themes of one post, the commonest first", () => {
    expect(meetingsOf(postThemes)).toEqual([
      { theme: "often", other: "seldom", titles: ["Post e", "Post f"] },
      { theme: "hinted", other: "often", titles: ["Post d"] },
    ]);
  });
});

it("adds days over the change of a month", () => {
  expect(isoDay(addDays(new Date("2024-02-28"), 2))).toBe("2024-03-01");
});
