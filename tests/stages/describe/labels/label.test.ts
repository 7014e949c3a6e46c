import { describe, expect, it } from "vitest";
import { labelsOf, score, type Scored } from "../../../../src/stages/describe/labels/label.js";
import type { Candidate } from "../../../../src/stages/describe/terms/terms.js";

function scored(text: string, overrides: Partial<Candidate> = {}, closeness = 0.8): Scored {
  const candidate: Candidate = {
    key: text.toLowerCase(),
    text,
    length: text.split(" ").length,
    weight: 0.8,
    coverage: 0.6,
    postShare: 0.8,
    distinctness: 0.9,
    nameShare: 0,
    headed: 0.1,
    tag: 0,
    verbShare: 0,
    setting: { variety: 1, prose: 0.4, figures: 0 },
    byline: false,
    count: 10,
    posts: 5,
    passages: new Set([0, 1, 2, 3, 4, 5]),
    ...overrides,
  };
  return { candidate, closeness, otherCloseness: 0.1 };
}

describe("score", () => {
  it.each<[string, Scored]>([
    ["typical", scored("roadmap", { weight: 0.4 })],
    ["used in the theme", scored("roadmap", { coverage: 0.2 })],
    ["the theme's own", scored("roadmap", { distinctness: 0.5 })],
    ["close to its centre", scored("roadmap", {}, 0.2)],
    ["at home in it", { ...scored("roadmap"), otherCloseness: 0.9 }],
    ["in its headings", scored("roadmap", { headed: 0 })],
    ["spread over its posts, for a name", scored("roadmap", { nameShare: 1, postShare: 0.1 })],
    ["telling by itself", scored("system")],
    ["met in ever other words", scored("roadmap", { setting: { variety: 0.1, prose: 0.4, figures: 0 } })],
    ["used in prose", scored("roadmap", { setting: { variety: 1, prose: 0, figures: 0 } })],
    ["far from tables", scored("roadmap", { setting: { variety: 1, prose: 0.4, figures: 0.5 } })],
    ["a noun, not a verb", scored("roadmap", { verbShare: 0.9 })],
    ["a thing, not an author", scored("roadmap", { byline: true })],
  ])("is higher the more a phrase is %s", (_, worse) => {
    expect(score(scored("roadmap"))).toBeGreaterThan(score(worse));
  });

  it("is never negative", () => {
    expect(score(scored("roadmap", {}, -1))).toBeGreaterThanOrEqual(0);
  });
});

describe("labelsOf", () => {
  it("prefers the author's tag", () => {
    const tagged = [scored("dashboards", { weight: 1 }), scored("metrics", { weight: 0.6, tag: 0.7 })];
    expect(labelsOf([tagged])).toEqual(["Metrics"]);
  });

  it("says the doing rather than the doer", () => {
    const theme = [scored("leaders", { weight: 1 }), scored("leadership", { weight: 0.2, count: 4 })];
    expect(labelsOf([theme])).toEqual(["Leadership"]);
  });

  it("takes the phrase in which a word mostly stands, and none that only adds a vague noun", () => {
    const debt = [scored("debt", { count: 20 }), scored("technical debt", { weight: 0.3, count: 15 })];
    expect(labelsOf([debt])).toEqual(["Technical debt"]);
    const roadmap = [scored("roadmap", { count: 20 }), scored("roadmap item", { weight: 0.3, count: 15 })];
    expect(labelsOf([roadmap])).toEqual(["Roadmap"]);
  });

  it("joins a second word where the first leaves half of the passages out", () => {
    const half = { coverage: 0.3, weight: 0.9 };
    const theme = [
      scored("hiring", { ...half, passages: new Set([0, 1, 2]) }),
      scored("onboarding", { ...half, weight: 0.8, passages: new Set([3, 4, 5]) }),
      scored("interns", { ...half, weight: 0.1, passages: new Set([6]) }),
    ];
    expect(labelsOf([theme])).toEqual(["Hiring and onboarding"]);
    const same = theme.map((entry) => ({
      ...entry,
      candidate: { ...entry.candidate, passages: new Set([0, 1, 2]) },
    }));
    expect(labelsOf([same])).toEqual(["Hiring"]);
  });

  it("puts a word that could belong anywhere beside another", () => {
    const theme = [
      scored("data", { count: 50 }),
      scored("eligibility", { weight: 0.05, coverage: 0.2, count: 9, passages: new Set([5, 6]) }),
    ];
    expect(labelsOf([theme])).toEqual(["Data and eligibility"]);
    const own = [scored("roadmaps", { count: 50 }), ...theme.slice(1)];
    expect(labelsOf([own])).toEqual(["Roadmaps"]);
  });

  it("joins what covers much of the rest of a mixed theme, even if it scores little", () => {
    const passages = new Set([0, 1, 2]);
    const theme = [
      scored("encryption", { coverage: 0.3, passages }),
      scored("websites", { coverage: 0.5, weight: 0.05, passages: new Set([2, 3, 4, 5, 6]) }),
      scored("typos", { coverage: 0.1, weight: 0.05, passages: new Set([7]) }),
    ];
    expect(labelsOf([theme])).toEqual(["Encryption and websites"]);
  });

  it.each([
    ["app", "applications", "Application"],
    ["digital services office", "dso", "Digital services office"],
  ])("does not join %j and %j, which are one", (first, second) => {
    const half = { coverage: 0.3 };
    const theme = [
      scored(first, { ...half, passages: new Set([0, 1, 2]) }),
      scored(second, { ...half, key: second.replace(/s$/, ""), passages: new Set([3, 4, 5]) }),
    ];
    expect(labelsOf([theme])[0]).not.toContain(" and ");
  });

  it("repeats the theme's label in none of its parts", () => {
    const parts = ["open source", "open source software", "licences"].map((text, i) =>
      scored(text, { weight: 1 - i / 4, count: 10 - 5 * i, passages: new Set([1]) }),
    );
    expect(labelsOf([parts], { parent: "Open source" })).toEqual(["Licences"]);
    expect(labelsOf([parts], { parent: "Open source and hiring" })).toEqual(["Open source"]);
    const debts = [scored("financial debt"), scored("interest", { weight: 0.2 })];
    expect(labelsOf([debts], { parent: "Technical debt" })).toEqual(["Interest"]);
  });

  it("keeps the names that an editor gave, and gives no other theme the same", () => {
    const only = { passages: new Set([1]) };
    const theme = [
      scored("roadmaps", { weight: 1, key: "roadmap", ...only }),
      scored("quarters", { weight: 0.4, ...only }),
    ];
    expect(labelsOf([theme, theme], { names: [undefined, "Roadmap"] })).toEqual(["Quarters", "Roadmap"]);
  });

  it("takes the phrase that is far better than all others", () => {
    const themes = [
      [scored("misc thing", { weight: 0.05, coverage: 0.1 }), scored("change management", { weight: 1 })],
    ];
    expect(labelsOf(themes)).toEqual(["Change management"]);
  });

  it("writes headings: a capital first, the rest as it is", () => {
    expect(labelsOf([[scored("MVPs")], [scored("écoute active")]])).toEqual(["MVPs", "Écoute active"]);
  });

  it("never gives two themes one label, and lets the larger one choose", () => {
    const same = [
      scored("roadmap", { weight: 1, passages: new Set([1]) }),
      scored("release plan", { weight: 0.5, passages: new Set([1]) }),
      scored("metrics", { weight: 0.3, passages: new Set([1]) }),
    ];
    const labels = labelsOf([same, same, same, same, same]);
    expect(labels[0]?.toLowerCase()).toMatch(/roadmap|release plan/);
    expect(new Set(labels.map((label) => label.toLowerCase())).size).toBe(5);
  });

  it("numbers a theme without a phrase", () => {
    expect(labelsOf([[], [scored("roadmap")], []])).toEqual(["Theme 1", "Roadmap", "Theme 3"]);
    expect(labelsOf([])).toEqual([]);
  });

  it("does not depend on the order of the candidates", () => {
    const candidates = ["roadmap", "product team", "metrics", "trust"].map((text) => scored(text));
    expect(labelsOf([candidates.toReversed()])).toEqual(labelsOf([candidates]));
  });
});
