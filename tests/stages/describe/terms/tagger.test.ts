import { describe, expect, it } from "vitest";
import { tag } from "../../../../src/stages/describe/terms/tagger.js";

describe("tag", () => {
  it("tags words with their part of speech and dictionary form", () => {
    const tokens = tag("The teams wrote 3 short studies.");
    expect(tokens.map(({ text }) => text)).toEqual(["The", "teams", "wrote", "3", "short", "studies", "."]);
    expect(tokens[1]).toEqual({ text: "teams", lemma: "team", pos: "NOUN", word: true });
    expect(tokens[2]).toMatchObject({ lemma: "write", pos: "VERB" });
    expect(tokens[4]).toMatchObject({ pos: "ADJ" });
    expect(tokens[5]).toMatchObject({ lemma: "study", pos: "NOUN" });
  });

  it("tells words from numbers, punctuation, addresses and emoji", () => {
    const words = tag("Write to a@example.org, 12 times! 😀").filter(({ word }) => word);
    expect(words.map(({ text }) => text)).toEqual(["Write", "to", "times"]);
  });

  it("takes an empty text", () => {
    expect(tag("")).toEqual([]);
  });
});

describe("words that the package splits", () => {
  const wordsOf = (text: string): string[] => tag(text).flatMap(({ text: own, word }) => (word ? [own] : []));

  it.each([
    ["Our stand-ups and a trade-off.", ["stand-ups", "trade-off"]],
    ["We use cloud.gov at 18F.", ["cloud.gov", "18F"]],
    ["A list of 2x-resolution cartoons.", ["2x-resolution"]],
    ["A post-incident review.", ["post-incident"]],
    ["Every .gov domain (.mil too) and .NET apps.", [".gov", ".mil", ".NET"]],
  ])("keeps together: %s", (text, whole) => {
    expect(wordsOf(text)).toEqual(expect.arrayContaining(whole));
  });

  it("does not join words over a full stop or a dash between sentences", () => {
    expect(wordsOf("It ended. Then - after lunch - we met in. May.")).not.toContain("ended.Then");
    expect(wordsOf("We came in.")).toContain("in");
    expect(wordsOf("It ended .then it began.")).not.toContain("ended.then");
    expect(wordsOf("The end. gov is short.")).toContain("gov");
  });

  it("takes an -ing form for a noun where it stands as one", () => {
    const pos = (text: string, word: string): string | undefined =>
      tag(text).find((token) => token.text.toLowerCase() === word)?.pos;
    expect(pos("Hiring and onboarding take time.", "hiring")).toBe("NOUN");
    expect(pos("They were hiring a designer.", "hiring")).toBe("VERB");
  });
});
