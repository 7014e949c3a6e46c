import { describe, expect, it } from "vitest";
import { tag } from "../../src/language/tagger.js";

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
