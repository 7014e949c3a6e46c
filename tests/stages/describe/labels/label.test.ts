import { describe, expect, it } from "vitest";
import { namesFor } from "../../../../src/stages/describe/labels/label.js";
import { score, type Scored } from "../../../../src/stages/describe/labels/score.js";
import type { Candidate } from "../../../../src/stages/describe/terms/terms.js";

function scored(text: string, overrides: Partial<Candidate> = {}, closeness = 0.8, query = 0.6): Scored {
  const candidate: Candidate = {
    key: text.toLowerCase(),
    text,
    length: text.split(" ").length,
    fit: 0.6,
    weight: 0.8,
    coverage: 0.6,
    postShare: 0.8,
    distinctness: 0.9,
    nameShare: 0,
    headed: 0.1,
    tag: 0,
    verbShare: 0,
    setting: { variety: 1, prose: 0.4, figures: 0, spoken: 0 },
    byline: false,
    person: false,
    count: 10,
    posts: 5,
    passages: new Set([0, 1, 2, 3, 4, 5]),
    ...overrides,
  };
  return { candidate, closeness, otherCloseness: 0.1, query };
}

describe("score", () => {
  it.each<[string, Scored]>([
    ["fitting by its words", scored("roadmap", { fit: 0.3 })],
    ["fitting by its meaning", scored("roadmap", {}, 0.8, 0.3)],
    ["fuller", scored("road", { length: 1, key: "road", fit: 0.55 })],
    ["at home in it", { ...scored("roadmap"), otherCloseness: 0.9 }],
    ["in its headings", scored("roadmap", { headed: 0 })],
    ["spread over its posts, for a name", scored("roadmap", { nameShare: 1, postShare: 0.1 })],
    ["telling by itself", scored("system")],
    ["telling, and not of vague words alone", scored("university website")],
    [
      "met in ever other words",
      scored("roadmap", { setting: { variety: 0.1, prose: 0.4, figures: 0, spoken: 0 } }),
    ],
    ["used in prose", scored("roadmap", { setting: { variety: 1, prose: 0, figures: 0, spoken: 0 } })],
    ["far from tables", scored("roadmap", { setting: { variety: 1, prose: 0.4, figures: 0.5, spoken: 0 } })],
    ["a noun, not a verb", scored("roadmap", { verbShare: 0.9 })],
    ["a thing, not an author", scored("roadmap", { byline: true })],
    ["a thing, not a person", scored("roadmap", { person: true })],
  ])("is higher the more a phrase is %s", (_, worse) => {
    expect(score(scored("roadmap"))).toBeGreaterThan(score(worse));
  });

  it("is never negative", () => {
    expect(score(scored("roadmap", {}, -1, 0))).toBeGreaterThanOrEqual(0);
    expect(score(scored("roadmap", { subjectCloseness: -0.4 }))).toBe(0);
  });

  it("takes a subject of the vocabulary for more than a phrase where it is at home, for nothing where it is not", () => {
    const phrase = score(scored("product road"));
    expect(score(scored("Roadmaps", { subjectCloseness: 0.7 }))).toBeGreaterThan(phrase);
    expect(score(scored("Roadmaps", { subjectCloseness: 0.3 }))).toBeLessThan(phrase);
  });
});

describe("namesFor", () => {
  it("prefers the author's tag", () => {
    const tagged = [scored("dashboards", { fit: 0.6 }), scored("metrics", { fit: 0.4, tag: 0.7 })];
    expect(namesFor([tagged])).toEqual(["Metrics"]);
  });

  it("says the doing rather than the doer", () => {
    const theme = [scored("leaders", { fit: 0.7 }), scored("leadership", { fit: 0.2, count: 4 })];
    expect(namesFor([theme])).toEqual(["Leadership"]);
  });

  it("takes the phrase in which a word mostly stands, and none that only adds a vague noun", () => {
    const debt = [scored("debt", { count: 20 }), scored("technical debt", { fit: 0.3, count: 15 })];
    expect(namesFor([debt])).toEqual(["Technical debt"]);
    const roadmap = [scored("roadmap", { count: 20 }), scored("roadmap item", { fit: 0.3, count: 15 })];
    expect(namesFor([roadmap])).toEqual(["Roadmap"]);
  });

  it("takes a proper name, and what a word nearly always stands in, though its last word is vague", () => {
    const harbor = [
      scored("harbor", { fit: 0.5, count: 20 }),
      scored("Harbor Service", { fit: 0.6, count: 12, nameShare: 1 }),
      scored("pilot boat", { fit: 0.4 }),
    ];
    expect(namesFor([harbor])).toEqual(["Harbor Service"]);
    const boxes = [scored("parcel", { fit: 0.4, count: 20 }), scored("parcel box", { fit: 0.4, count: 18 })];
    expect(namesFor([boxes])).toEqual(["Parcel box"]);
  });

  it("takes a proper name instead of a word only where it says more", () => {
    const person = scored("Odile Brandt", { fit: 0.4, nameShare: 1 });
    expect(namesFor([[scored("comets", { fit: 0.7 }), person]])).toEqual(["Comets"]);
    expect(namesFor([[scored("comets", { fit: 0.3 }), person]])).toEqual(["Odile Brandt"]);
  });

  /** Eight themes, of which the first would gain by a second part. */
  function eight(first: Scored[]): Scored[][] {
    const clear = ["zoning", "beekeeping", "rowing", "opera", "glaciers", "typography", "chess"];
    return [first, ...clear.map((text) => [scored(text, { fit: 0.9 })])];
  }
  const third = { fit: 0.45, coverage: 0.3 };

  it("joins a second thing where the first leaves much out, in one label of eight", () => {
    const mixed = [
      scored("hiring", { ...third, passages: new Set([0, 1, 2]) }),
      scored("onboarding", { ...third, fit: 0.42, passages: new Set([3, 4, 5]) }),
    ];
    expect(namesFor(eight(mixed))[0]).toBe("Hiring and onboarding");
    const narrow = mixed.map(({ candidate, ...rest }) => ({
      ...rest,
      candidate: { ...candidate, coverage: 0.2 },
    }));
    expect(namesFor(eight(narrow))[0]).not.toContain(" and ");
    expect(namesFor([mixed])).toEqual(["Hiring"]);
  });

  it("joins nothing that stands in the same passages, is far less good, or where the first says it all", () => {
    const first = scored("hiring", { ...third, passages: new Set([0, 1, 2]) });
    const elsewhere = new Set([3, 4, 5]);
    const same = scored("onboarding", { ...third, passages: new Set([0, 1, 2]) });
    expect(namesFor(eight([first, same]))[0]).toBe("Hiring");
    const poor = scored("onboarding", { ...third, fit: 0.1, passages: elsewhere });
    expect(namesFor(eight([first, poor]))[0]).toBe("Hiring");
    const enough = scored("hiring", { fit: 0.8, coverage: 0.5, passages: new Set([0, 1, 2]) });
    expect(namesFor(eight([enough, scored("onboarding", { passages: elsewhere })]))[0]).toBe("Hiring");
  });

  it.each([
    ["app", "applications", "Application"],
    ["digital services office", "dso", "Digital services office"],
  ])("does not join %j and %j, which are one", (first, second) => {
    const theme = [
      scored(first, { ...third, passages: new Set([0, 1, 2]) }),
      scored(second, { ...third, key: second.replace(/s$/, ""), passages: new Set([3, 4, 5]) }),
    ];
    expect(namesFor(eight(theme))[0]).not.toContain(" and ");
  });

  it.each<[what: string, text: string, over: Partial<Candidate>]>([
    ["a piece of a title", "Park", { nameShare: 0.1 }],
    ["a time zone", "UTC", { nameShare: 1 }],
    ["what is hardly a name", "metrics", { fit: 0.05 }],
  ])("joins no %s", (_, text, over) => {
    const second = scored(text, { ...third, passages: new Set([3, 4, 5]), ...over });
    const weak = scored("kanban", { ...third, passages: new Set([0, 1, 2]) });
    expect(namesFor(eight([weak, second]))[0]).toBe("Kanban");
  });

  it("takes a subject that is at home there for a phrase that is hardly better", () => {
    const subject = (closeness: number): Scored =>
      scored("parenting", { subjectCloseness: closeness, fit: 0.52 });
    const phrase = scored("sleepless night", { length: 2, headed: 0, fit: 0.75 });
    expect(score(subject(0.7))).toBeLessThan(score(phrase));
    expect(namesFor([[phrase, subject(0.7)]])).toEqual(["Parenting"]);
    expect(namesFor([[phrase, subject(0.5)]])).toEqual(["Sleepless night"]);
  });

  it("repeats the theme's label in none of its parts", () => {
    const parts = ["open source", "open source software", "licences"].map((text, i) =>
      scored(text, { fit: 0.9 - i / 4, count: 10 - 5 * i, passages: new Set([1]) }),
    );
    expect(namesFor([parts], { parent: "Open source" })).toEqual(["Licences"]);
    expect(namesFor([parts], { parent: "Open source and hiring" })).toEqual(["Open source"]);
    const debts = [scored("financial debt"), scored("interest", { fit: 0.2 })];
    expect(namesFor([debts], { parent: "Technical debt" })).toEqual(["Interest"]);
  });

  it("keeps the names that an editor gave, and gives no other theme the same", () => {
    const only = { passages: new Set([1]) };
    const theme = [
      scored("roadmaps", { fit: 0.9, key: "roadmap", ...only }),
      scored("quarters", { fit: 0.4, ...only }),
    ];
    expect(namesFor([theme, theme], { names: [undefined, "Roadmap"] })).toEqual(["Quarters", "Roadmap"]);
  });

  it("takes the phrase that is far better than all others", () => {
    const themes = [[scored("misc thing", { fit: 0.1 }), scored("change management", { fit: 0.7 })]];
    expect(namesFor(themes)).toEqual(["Change management"]);
  });

  it("writes headings: a capital first, the rest as it is", () => {
    expect(namesFor([[scored("MVPs")], [scored("écoute active")]])).toEqual(["MVPs", "Écoute active"]);
  });

  it("never gives two themes one label, and gives a name to the theme with the strongest claim", () => {
    const same = [
      scored("roadmap", { fit: 0.9, passages: new Set([1]) }),
      scored("release plan", { fit: 0.5, passages: new Set([1]) }),
      scored("metrics", { fit: 0.3, passages: new Set([1]) }),
    ];
    const labels = namesFor([same, same, same, same, same]);
    const strong = [scored("roadmap", { fit: 0.95 })];
    expect(namesFor([same, strong])[1]).toBe("Roadmap");
    expect(new Set(labels.map((label) => label.toLowerCase())).size).toBe(5);
  });

  it("numbers a theme without a phrase", () => {
    expect(namesFor([[], [scored("roadmap")], []])).toEqual(["Theme 1", "Roadmap", "Theme 3"]);
    expect(namesFor([])).toEqual([]);
  });

  it("does not depend on the order of the candidates", () => {
    const candidates = ["roadmap", "product team", "metrics", "trust"].map((text) => scored(text));
    expect(namesFor([candidates.toReversed()])).toEqual(namesFor([candidates]));
  });
});
