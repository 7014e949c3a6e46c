import { describe, expect, it } from "vitest";
import { holdingsOf } from "../../../../src/stages/describe/subjects/holdings.js";
import { parseSubjects } from "../../../../src/stages/describe/subjects/vocabulary.js";
import { passageOf } from "../../../helpers/passages.js";

const subjects = parseSubjects(
  "## Food\nBaking: bread, dough\nSoup: broth\n## Sport\nRunning: marathon, pace",
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

  it("is sure of a name or of two cues, and of no verb that looks like a name", () => {
    expect(rowsOf("sure", "Soup", ["Soup again.", "The broth was thin."])).toEqual([0]);
    expect(rowsOf("sure", "Baking", ["Bread from old dough.", "Bread."])).toEqual([0]);
    expect(rowsOf("sure", "Running", ["The server is running.", "Running a marathon."])).toEqual([1]);
  });

  it("finds an area where two of its subjects are", () => {
    expect(rowsOf("passages", "Food", ["Bread with broth.", "Bread alone.", "A marathon."])).toEqual([0]);
  });
});
