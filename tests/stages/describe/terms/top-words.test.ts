import { describe, expect, it } from "vitest";
import { topWords } from "../../../../src/stages/describe/terms/top-words.js";
import type { Passage } from "../../../../src/shapes/passage.js";
import type { Members } from "../../../../src/stages/describe/members.js";

function passage(postId: string, text: string): Passage {
  return { id: text, postId, ordinal: 0, headingPath: [], text, start: 0, end: text.length, words: 0 };
}

/** The words of each theme, whose passages are given as `post: text`. */
function wordsOfThemes(themes: readonly (readonly string[])[], stopped: readonly string[] = []): string[][] {
  const passages: Passage[] = [];
  const members = themes.map((texts): Members => {
    const rows = texts.map((line) => {
      const [postId = "", text = ""] = line.split(": ");
      return passages.push(passage(postId, text)) - 1;
    });
    return { all: rows, distinct: rows };
  });
  const found = topWords(
    passages,
    members,
    (word) => stopped.includes(word),
    passages.map(() => "en"),
  );
  return found.map((words) => words.map(({ text }) => text));
}

describe("topWords", () => {
  it("puts first what many passages of a theme hold, and those of other themes don't", () => {
    const [garden, boat] = wordsOfThemes([
      ["a: rose soil water", "b: rose soil water", "c: rose soil rain"],
      ["d: sail water", "e: sail water", "f: sail wind"],
    ]);
    expect(garden).toEqual(["rose", "soil", "rain", "water"]);
    expect(boat).toEqual(["sail", "wind", "water"]);
  });

  it("counts passages, so that one that repeats a word without end has no more say", () => {
    const [words] = wordsOfThemes([
      ["a: mast mast mast mast mast mast", "b: sail", "c: sail"],
      ["d: rose", "e: soil"],
    ]);
    expect(words).toEqual(["sail", "mast"]);
  });

  it("counts inflections as one word and shows the commonest, in lower case", () => {
    const [words] = wordsOfThemes([["a: The Roses", "b: roses", "c: a rose", "d: the rose's roses"]]);
    expect(words).toEqual(["roses"]);
  });

  it("leaves out function words, numbers, short scraps and stopped words in any inflection", () => {
    const [words] = wordsOfThemes([["a: the 42 2nd pp don't we've roadmap roadmaps rose"]], ["roadmap"]);
    expect(words).toEqual(["rose"]);
  });

  it("prefers words of several posts where there are enough of them", () => {
    const shared = Array.from(
      { length: 25 },
      (_, i) => `shared${"abcdefghijklmnopqrstuvwxyz".charAt(i)}`,
    ).join(" ");
    const [words] = wordsOfThemes([
      [`a: ${shared}`, `b: ${shared}`, "c: lonely", "c: lonely", "c: lonely lonely"],
    ]);
    expect(words).toHaveLength(25);
    expect(words).not.toContain("lonely");
    expect(wordsOfThemes([["c: lonely", "c: lonely"]])).toEqual([["lonely"]]);
  });

  it("scales weights to the largest and gives the same whatever the order", () => {
    const texts = ["rose soil", "rose", "rain"].map((text, i) => passage(`p${i}`, text));
    const members = (rows: number[]): Members[] => [{ all: rows, distinct: rows }];
    const one = topWords(texts, members([0, 1, 2]), () => false, ["en", "en", "en"]);
    expect(one[0]?.[0]?.weight).toBe(1);
    expect(one[0]?.every(({ weight }) => weight > 0 && weight <= 1)).toBe(true);
    expect(topWords([...texts].reverse(), members([0, 1, 2]), () => false, ["en", "en", "en"])).toEqual(one);
  });

  it("has none for a theme without words", () => {
    expect(wordsOfThemes([["a: 12 the"], []])).toEqual([[], []]);
  });

  it("takes pairs of characters where a script has no spaces", () => {
    expect(wordsOfThemes([["a: 東京", "b: 東京"]])).toEqual([["東京"]]);
  });
});
