import { describe, expect, it } from "vitest";
import { countWords, wordsOf } from "../../src/text/words.js";

describe("wordsOf", () => {
  it.each([
    ["Two words", ["two", "words"]],
    ["well-known facts, (mostly)", ["well", "known", "facts", "mostly"]],
    ["12.5 % of 3 teams", ["12", "5", "of", "3", "teams"]],
    ["  \n\t ", []],
    ["— … 😀 !?", []],
  ])("finds the words of %j", (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it("keeps accents, and folds composed and decomposed letters into one form", () => {
    expect(wordsOf("Café ÜBER naïve")).toEqual(["café", "über", "naïve"]);
    expect(wordsOf("cafe\u0301")).toEqual(wordsOf("caf\u00e9"));
    expect(wordsOf("ﬁne Ⅷ")).toEqual(["fine", "viii"]);
  });

  it("keeps apostrophes inside words, typographic ones as straight ones, and none at the edges", () => {
    expect(wordsOf("Don’t say ‘it’s’ or 'rock'n'roll'")).toEqual([
      "don't",
      "say",
      "it's",
      "or",
      "rock'n'roll",
    ]);
  });

  it("cuts scripts without spaces into overlapping pairs, by characters and not by UTF-16 units", () => {
    expect(wordsOf("変更管理")).toEqual(["変更", "更管", "管理"]);
    expect(wordsOf("私 API を")).toEqual(["私", "api", "を"]);
    expect(wordsOf("การ")).toEqual(["กา", "าร"]);
    // Two ideographs from outside the basic plane, two units each.
    expect(wordsOf("𠮷𠮟る")).toEqual(["𠮷𠮟", "𠮟る"]);
  });
});

describe("countWords", () => {
  it.each([
    ["Two words", 2],
    ["well-known — don’t count dashes", 4],
    ["12.5 %", 1],
    ["", 0],
    ["** -- **", 0],
    ["http://example.org/a?b=c", 1],
    ["変更管理", 2],
    ["変更管理は", 3],
    ["การจัดการ", 5],
  ])("counts %j as %i", (text, count) => {
    expect(countWords(text)).toBe(count);
  });
});
