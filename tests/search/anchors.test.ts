import { describe, expect, it } from "vitest";
import { anchorIn, namedBy, rarityBy, subjectWeight } from "../../src/search/anchors.js";

const subject = {
  title: "Why blameless reviews work",
  tags: ["incident reviews"],
  text: "A blameless review asks what happened. Blameless reviews are held. Reviews, reviews, reviews.",
};
const rarity = rarityBy({ posts: 100, count: (word) => (/^(?:team|work|works|how)$/.test(word) ? 90 : 2) });

function anchor(texts: readonly string[], more: { near?: number; taken?: string } = {}): string | undefined {
  return anchorIn(texts, {
    nearness: (passage) => (passage === more.near ? 1 : 0.1),
    language: "en",
    weightOf: subjectWeight(subject, rarity),
    isNamedBy: namedBy(subject),
    isFree: ({ text }) => text !== more.taken,
  })?.text;
}

describe("the words to put a link on", () => {
  it("are the draft's own name for what the post is about", () => {
    expect(anchor(["The team holds Blameless Reviews on Friday, and nobody is blamed."])).toBe(
      "Blameless Reviews",
    );
    expect(anchor(["Nothing here.", "They call it an incident review."])).toBe("incident review");
  });

  it("are not a common word, a verb of the same stem, or a phrase of something else", () => {
    expect(anchor(["The team works well."])).toBeUndefined();
    expect(anchor(["We were reviewing the budget of the garden."])).toBeUndefined();
    expect(anchor([""])).toBeUndefined();
  });

  it("stand in the passage that is nearest, and are never taken twice", () => {
    const texts = ["A blameless review helps.", "Their reviews help, as blameless reviews do."];
    expect(anchor(texts, { near: 1 })).toBe("blameless reviews");
    expect(anchor(texts, { near: 0, taken: "blameless reviews" })).toBe("blameless review");
  });

  it("do not go over a mark of punctuation", () => {
    expect(anchor(["Blameless, reviews"])).not.toContain(",");
  });
});

describe("how rare a word is", () => {
  it("is 1 for one that no post has, and 0 for one that all have", () => {
    const rare = rarityBy({ posts: 9, count: (word) => (word === "all" ? 9 : 0) });
    expect(rare("none")).toBe(1);
    expect(rare("all")).toBe(0);
    expect(rarityBy({ posts: 1, count: () => 1 })("one")).toBe(1);
  });
});
