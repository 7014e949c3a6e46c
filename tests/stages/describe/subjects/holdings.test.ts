import { describe, expect, it } from "vitest";
import { holdingsOf } from "../../../../src/stages/describe/subjects/holdings.js";
import { parseSubjects } from "../../../../src/stages/describe/subjects/vocabulary.js";
import { passageOf } from "../../../helpers/passages.js";

const subjects = parseSubjects(
  "## Food\nBaking: bread, dough\nSoup: broth\n## Sport\nRunning: marathon, pace\nDancing: ballroom hall, tango, tangos",
);

function rowsOf(
  kind: "passages" | "sure",
  name: string,
  texts: readonly string[],
  headings: string[] = [],
): number[] {
  const passages = texts.map((text, i) => passageOf(i, { text, headingPath: headings }));
  const holdings = holdingsOf(subjects, passages);
  const row = holdings.subjects.findIndex((subject) => subject.name === name);
  return [...(holdings[kind][row] ?? [])];
}

describe("holdingsOf", () => {
  it("finds a subject by its name and by its cues, in any number, in the headings too", () => {
    const texts = ["We like baking.", "Two breads rose.", "Nothing of that."];
    expect(rowsOf("passages", "Baking", texts)).toEqual([0, 1]);
    expect(rowsOf("passages", "Baking", ["It rose."], ["Sourdough bread"])).toEqual([0]);
  });

  it("finds what has a name of its own by that alone", () => {
    const [zig] = parseSubjects("## Languages\nZig: Zig, allocator, comptime");
    const passages = ["Zig is small.", "The allocator is small."].map((text, i) => passageOf(i, { text }));
    expect(holdingsOf(zig === undefined ? [] : [zig], passages).passages[0]).toEqual([0]);
  });

  it("is sure of two cues or of one of several words, and of no word in passing", () => {
    expect(rowsOf("sure", "Soup", ["Soup again.", "Soup of thin broth.", "Soup, soups."])).toEqual([1]);
    expect(rowsOf("sure", "Dancing", ["We danced in a ballroom hall.", "A tango."])).toEqual([0]);
    expect(rowsOf("sure", "Baking", ["Bread from old dough.", "Bread."])).toEqual([0]);
    expect(rowsOf("sure", "Running", ["The server is running.", "Running a marathon."])).toEqual([1]);
  });

  it("counts a cue and its plural as one", () => {
    expect(rowsOf("sure", "Dancing", ["A tango, two tangos.", "A dancing tango."])).toEqual([1]);
  });

  it("is sure of a tag, and of what has a name of its own, where it is said twice", () => {
    const tag = [{ name: "ferry", area: "", cues: ["ferry"], broad: false }];
    const passages = ["The ferry left.", "No ferry but the last ferry."].map((text, i) =>
      passageOf(i, { text }),
    );
    expect(holdingsOf(tag, passages).sure[0]).toEqual([1]);
  });

  it("finds an area where two of its subjects are", () => {
    expect(rowsOf("passages", "Food", ["Bread with broth.", "Bread alone.", "A marathon."])).toEqual([0]);
  });
});
