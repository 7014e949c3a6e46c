import { describe, expect, it } from "vitest";
import { labelsOf, score, type Scored } from "../../src/themes/label.js";
import type { Candidate } from "../../src/themes/terms.js";

function scored(text: string, overrides: Partial<Candidate> = {}, closeness = 0.8): Scored {
  const candidate: Candidate = {
    key: text.toLowerCase(),
    text,
    length: text.split(" ").length,
    weight: 0.8,
    coverage: 0.6,
    exclusivity: 0.9,
    nameShare: 0,
    count: 10,
    posts: 5,
    ...overrides,
  };
  return { candidate, closeness };
}

describe("score", () => {
  it.each<[string, Scored]>([
    ["typical", scored("roadmap", { weight: 0.4 })],
    ["used in the theme", scored("roadmap", { coverage: 0.2 })],
    ["the theme's own", scored("roadmap", { exclusivity: 0.3 })],
    ["close to its centre", scored("roadmap", {}, 0.2)],
    ["no name", scored("roadmap", { nameShare: 1 })],
  ])("is higher the more a phrase is %s", (_, worse) => {
    expect(score(scored("roadmap"))).toBeGreaterThan(score(worse));
  });

  it("is never negative", () => {
    expect(score(scored("roadmap", {}, -1))).toBeGreaterThanOrEqual(0);
  });
});

describe("labelsOf", () => {
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
      scored("roadmap", { weight: 1 }),
      scored("release plan", { weight: 0.5 }),
      scored("metrics", { weight: 0.3 }),
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
