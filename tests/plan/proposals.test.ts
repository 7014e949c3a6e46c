import { describe, expect, it } from "vitest";
import { planGroups, planRow, planTimes } from "../../src/plan/coverage.js";
import { planOf } from "../../src/plan/plan.js";
import { proposalWords } from "../../src/render/proposal-words.js";
import { finder, viewOf } from "../../src/render/view.js";
import type { Proposal } from "../../src/shapes/plan.js";
import type { Report, ReportPost, ReportTheme } from "../../src/shapes/report.js";
import { dayFrom, dayNumber } from "../../src/text/days.js";
import { sampleReport } from "../helpers/sample-report.js";

const sample = sampleReport();
const START = dayNumber("2020-01-06") ?? 0;
const weeks = (week: number): string => dayFrom(START + 7 * week);

/** A post a week; each entry gives the shares of the themes in its post, by the number of the theme. */
function reportOf(weekly: readonly Readonly<Record<number, number>>[], names: readonly string[]): Report {
  const [shape] = sample.themes;
  if (shape === undefined) throw new Error("Expected a theme in the sample.");
  const ids = names.map((_, i) => `t-${i}`);
  const posts = weekly.map((shares, week): ReportPost => ({
    ...{ id: `p${String(week).padStart(3, "0")}`, path: `p${week}.md`, title: `Post ${week}`, tags: [] },
    ...{ date: weeks(week), passages: 1, words: 100, href: `p${week}.md` },
    themes: Object.entries(shares)
      .map(([t, share]) => ({ themeId: ids[Number(t)] ?? "", passages: 1, words: share * 100, share }))
      .sort((a, b) => b.share - a.share),
  }));
  const times = planTimes(posts, { today: weeks(weekly.length) });
  const post = finder("post", posts);
  const themes = names.map((label, i): ReportTheme => {
    const id = ids[i] ?? "";
    const rankedPosts = posts.flatMap(({ id: postId, themes: parts }) =>
      parts.filter(({ themeId }) => themeId === id).map((part) => ({ ...part, postId })),
    );
    const own = { id, label, number: i + 1, rankedPosts, quotations: [], subthemes: [] };
    const related = ids.filter((other) => other !== id).map((other) => ({ id: other, similarity: 0.5 }));
    return { ...shape, ...own, related, plan: planRow(id, rankedPosts, post, times) };
  });
  const span = { firstDate: weeks(0), lastDate: weeks(weekly.length - 1) };
  return {
    ...sample,
    ...span,
    ...(times.clock && { clock: times.clock }),
    themes,
    posts,
    passages: [],
    threads: [],
  };
}

const kindsOf = (report: Report): string[] =>
  planOf(report).proposals.map(({ kind, themeIds }) => `${kind} ${themeIds.join(" ")}`);

/** Two years: theme 0 monthly until 40 weeks ago, theme 1 only of late, theme 2 touched by all and the subject of none. */
const weekly = Array.from({ length: 104 }, (_, week): Record<number, number> => {
  if (week < 64 && week % 4 === 0) return { 0: 1 };
  if (week > 80 && week % 3 === 0) return { 1: 1 };
  return { 3: 0.8, 2: 0.2 };
});
const names = ["Budgets", "Robots", "Trust", "Talks"];
const report = reportOf(weekly, names);

describe("planOf", () => {
  it("asks to come back to what is overdue, to stay with what rises, to write on what is only touched", () => {
    expect(kindsOf(report)).toEqual(expect.arrayContaining(["return t-0", "continue t-1", "deepen t-2"]));
  });

  it("proposes a theme once, and no more than ten things", () => {
    const { proposals } = planOf(report);
    const themes = proposals.filter(({ kind }) => kind !== "bridge").flatMap(({ themeIds }) => themeIds);
    expect(new Set(themes).size).toBe(themes.length);
    expect(proposals.length).toBeLessThanOrEqual(10);
    expect(new Set(proposals.map(({ key }) => key)).size).toBe(proposals.length);
  });

  it("leaves out what the editor hid, finished or put off, and says what was put off", () => {
    const changed = (change: Partial<ReportTheme>): Report => ({
      ...report,
      themes: report.themes.map((theme) => (theme.id === "t-0" ? { ...theme, ...change } : theme)),
    });
    expect(kindsOf(changed({ hidden: true })).join()).not.toMatch(/t-0/);
    expect(kindsOf(changed({ standing: "finished" })).join()).not.toMatch(/t-0/);
    const plan = planOf(report, { dismissals: [{ proposal: "return t-0" }, { proposal: "return t-9" }] });
    expect(plan.proposals.map(({ key }) => key)).not.toContain("return t-0");
    expect(plan.dismissed).toEqual([{ key: "return t-0" }]);
  });

  it("brings back what was put off when its month has come", () => {
    const month = report.clock?.day.slice(0, 7) ?? "";
    const keys = (until: string): string[] =>
      planOf(report, { dismissals: [{ proposal: "return t-0", until }] }).proposals.map(({ key }) => key);
    expect(keys("2999-01")).not.toContain("return t-0");
    expect(keys(month)).toContain("return t-0");
  });

  it("asks whether a theme is finished that came, had its posts, and went", () => {
    const burst = Array.from({ length: 156 }, (_, week): Record<number, number> =>
      week < 12 ? { 0: 1 } : { 1: 1 },
    );
    expect(kindsOf(reportOf(burst, ["Launch", "All else"]))).toContain("finished t-0");
  });

  it("asks for what is evergreen before all else, dormant or not", () => {
    const burst = Array.from({ length: 156 }, (_, week): Record<number, number> =>
      week < 12 ? { 0: 1 } : { 1: 1 },
    );
    const whole = reportOf(burst, ["Taxes", "All else"]);
    const themes = whole.themes.map((theme) => ({ ...theme, standing: "evergreen" as const }));
    expect(kindsOf({ ...whole, themes })[0]).toBe("return t-0");
  });

  it("joins near themes that no post touches both of, and no others", () => {
    const apart = Array.from({ length: 40 }, (_, week): Record<number, number> => ({ [week % 2]: 1 }));
    expect(kindsOf(reportOf(apart, ["Roads", "Bridges"]))).toContain("bridge t-0 t-1");
    const joined = [...apart, { 0: 0.5, 1: 0.5 }];
    expect(kindsOf(reportOf(joined, ["Roads", "Bridges"]))).not.toContain("bridge t-0 t-1");
  });

  it("asks for a post of its own where a subject runs through posts and no title of theirs has its words", () => {
    const posts = report.posts.slice(0, 8);
    const [passage] = sample.passages;
    const [thread] = sample.threads;
    if (passage === undefined || thread === undefined) throw new Error("Expected a passage and a thread.");
    const passages = posts.map(({ id }) => ({ ...passage, id: `${id}-1`, postId: id }));
    const kindsWith = (title: string): string[] =>
      planOf({
        ...report,
        passages,
        posts: report.posts.map((post, i) => (i === 3 ? { ...post, title } : post)),
        threads: [
          {
            ...thread,
            ...{
              id: "thread-1",
              label: "Community building",
              posts: 8,
              passageIds: passages.map(({ id }) => id),
            },
          },
        ],
      }).proposals.map(({ key }) => key);
    expect(kindsWith("On bread")).toContain("thread thread-1");
    expect(kindsWith("A community of communities")).not.toContain("thread thread-1");
    expect(kindsWith("How we build")).not.toContain("thread thread-1");
  });

  it("has nothing to propose of nothing", () => {
    expect(planOf({ ...sample, themes: [], posts: [], passages: [], threads: [] }).proposals).toEqual([]);
  });
});

describe("proposalWords", () => {
  const view = viewOf(report);
  it("says of each in whole sentences what to do, why, and what would speak against it", () => {
    for (const proposal of planOf(report).proposals) {
      const { title, reasons, doubt, effort } = proposalWords(proposal, view);
      expect(reasons.length).toBeGreaterThan(0);
      for (const sentence of [title, ...reasons, doubt]) expect(sentence).toMatch(/^[A-Z0-9“`].*[.!]$/);
      expect(effort).not.toBe("");
      expect([title, ...reasons, doubt].join(" ")).not.toMatch(/NaN|undefined|Infinity/);
    }
  });

  it("gives the figures of a trend and of a silence", () => {
    const words = (key: string): string => {
      const proposal = planOf(report).proposals.find((one) => one.key === key);
      return proposalWords(proposal as Proposal, view).reasons.join(" ");
    };
    expect(words("continue t-1")).toMatch(
      /^\d+ of \d+ posts since \w{3} \d{4} are about it, \d+ of \d+ before; by chance alone that /,
    );
    expect(words("return t-0")).toMatch(
      /usually 28 days lie between two\. 43 posts have come since without one on it\./,
    );
    expect(words("deepen t-2")).toMatch(/posts touch it, none is about it/);
  });
});

describe("planGroups", () => {
  it("puts each theme into one group, by what there is to do about it", () => {
    const groups = planGroups(report).map(({ key, themes }) => [key, themes.map(({ label }) => label)]);
    expect(Object.fromEntries(groups)).toMatchObject({
      overdue: ["Budgets"],
      rising: ["Robots"],
      "in-passing": ["Trust"],
    });
  });
});
