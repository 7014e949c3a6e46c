import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/math/random.js";
import { sentencesOf } from "../../src/text/sentences.js";

function cut(text: string): string[] {
  return sentencesOf(text).map(({ start, end }) => text.slice(start, end));
}

describe("sentencesOf", () => {
  it.each([
    ["One thing. Another thing! A third?", ["One thing.", "Another thing!", "A third?"]],
    ["Dr. Smith met Mrs. Jones. They talked.", ["Dr. Smith met Mrs. Jones.", "They talked."]],
    [
      "See e.g. Version 2.0 of the U.S. plan. It works.",
      ["See e.g. Version 2.0 of the U.S. plan.", "It works."],
    ],
    ["Maps vs. Routes, cf. Fig. Four. Done.", ["Maps vs. Routes, cf. Fig. Four.", "Done."]],
    ["He said “Go.” Then he went.", ["He said “Go.”", "Then he went."]],
    ['"Stop!" We stopped.', ['"Stop!"', "We stopped."]],
    ["これは文です。次の文です。", ["これは文です。", "次の文です。"]],
    ["First line\nSecond line", ["First line", "Second line"]],
    ["no full stop at the end", ["no full stop at the end"]],
    ["It ends on an abbreviation, etc.", ["It ends on an abbreviation, etc."]],
    ["  \n\t", []],
    ["", []],
  ])("cuts %j", (text, sentences) => {
    expect(cut(text)).toEqual(sentences);
  });

  it("cuts a sentence of many thousand characters between two words, if at all", () => {
    const words = Array.from({ length: 3000 }, (_, i) => `word${i}`);
    expect(cut(words.join(" ")).join(" ")).toBe(words.join(" "));
    expect(cut(words.join(" ")).flatMap((part) => part.split(" "))).toEqual(words);
  });

  it("finds the same sentences in a long text as in its parts", () => {
    const parts = Array.from(
      { length: 400 },
      (_, i) => `Sentence ${i} says what Dr. Smith ${"said ".repeat(i % 7)}then.`,
    );
    expect(cut(parts.join(" "))).toEqual(parts);
  });

  it("leaves out nothing but white space, and keeps the spans in order, on seeded gibberish", () => {
    const random = createRandom(12);
    const parts = [
      "word",
      "Mr.",
      "e.g.",
      "A.",
      " ",
      " ",
      "\n",
      ".",
      "!",
      "”",
      "“",
      "変",
      "。",
      "😀",
      "’s",
      "3.14",
      "…",
    ];
    for (let round = 0; round < 200; round++) {
      const text = Array.from({ length: random.int(40) }, () => parts[random.int(parts.length)] ?? "").join(
        "",
      );
      const spans = sentencesOf(text);
      let at = 0;
      for (const { start, end } of spans) {
        expect(text.slice(at, start).trim()).toBe("");
        expect(end).toBeGreaterThan(start);
        expect(text.slice(start, end)).toBe(text.slice(start, end).trim());
        at = end;
      }
      expect(text.slice(at).trim()).toBe("");
    }
  });
});
