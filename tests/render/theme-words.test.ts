import { describe, expect, it } from "vitest";
import type { AppTheme } from "../../src/render/app-data-types.js";
import {
  coverageSentence,
  dotted,
  howOften,
  lastCoveredClause,
  stabilitySentence,
  themeFacts,
} from "../../src/render/theme-words.js";
import { SMALL } from "../app/app-data.js";

const [small] = SMALL.themes;
if (small === undefined) throw new Error("Expected a theme.");
const theme: AppTheme = small;

describe("coverageSentence", () => {
  it.each([
    [{ posts: 0 }, "No post is about it; it comes up in passing."],
    [{ posts: 1 }, "1 post is about it."],
    [
      {
        posts: 5,
        lastCovered: "2024-09-03",
        daysSince: 400,
        countedFrom: "newest" as const,
        postsPerYear: 3,
      },
      "5 posts are about it, 3 a year; the last on 3 Sep 2024, 13 months before the newest post.",
    ],
    [
      { posts: 2, lastCovered: "2024-09-03", daysSince: 0, countedFrom: "newest" as const },
      "2 posts are about it; the last on 3 Sep 2024, the newest post of all.",
    ],
  ])("says of %j: %s", (plan, sentence) => {
    expect(coverageSentence({ plan })).toBe(sentence);
  });
});

describe("what a table says of coverage", () => {
  it.each([
    [{ posts: 0 }, "no post", "covered only in passing"],
    [{ posts: 1 }, "1 post", "undated"],
    [
      {
        posts: 5,
        lastCovered: "2024-09-03",
        daysSince: 400,
        countedFrom: "newest" as const,
        postsPerYear: 3,
      },
      "5 posts, 3 a year",
      "last covered 3 Sep 2024, 13 months before the newest post",
    ],
    [
      { posts: 2, lastCovered: "2024-09-03", daysSince: 0, countedFrom: "newest" as const },
      "2 posts",
      "last covered 3 Sep 2024, the newest post of all",
    ],
  ])("is short for %j", (plan, often, last) => {
    expect([howOften({ plan }), lastCoveredClause({ plan })]).toEqual([often, last]);
  });
});

describe("the facts of a theme", () => {
  const factsLine = (told: Parameters<typeof themeFacts>[0]): string => {
    const { size, share, trend } = themeFacts(told);
    return dotted([size, share, ...trend]);
  };

  it("gives size, dates, share and trend", () => {
    const dated = { ...theme, firstSeen: "2024-01-10", lastSeen: "2024-02-01" };
    expect(factsLine(dated)).toBe(
      "3 passages in 2 posts, Jan 2024 to Feb 2024 · 60% of the passages · → steady",
    );
  });

  it("tells that the editor named it, where that is known", () => {
    expect(themeFacts({ ...theme, labelSource: "named" }).size).toMatch(/, named by you$/);
  });

  it("says undated once", () => {
    expect(factsLine({ ...theme, plan: { ...theme.plan, trend: "undated" } })).toBe(
      "3 passages in 2 posts, undated · 60% of the passages",
    );
  });
});

describe("stabilitySentence", () => {
  it("says how much is found again, and what that means", () => {
    expect(stabilitySentence({ stability: 0.82 })).toMatch(/^82% of it is found again .* on its own\.$/);
    expect(stabilitySentence({ stability: 0.65 })).toMatch(/judgement/);
    expect(stabilitySentence({ stability: 0.2 })).toMatch(/hint/);
  });
});
