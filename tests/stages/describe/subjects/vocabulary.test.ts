import { describe, expect, it } from "vitest";
import {
  areasOf,
  cueKey,
  parseSubjects,
  readSubjects,
} from "../../../../src/stages/describe/subjects/vocabulary.js";

describe("parseSubjects", () => {
  it("reads names and cues under their area", () => {
    expect(parseSubjects("# for people\n## Food\nBaking: bread, dough\n")).toEqual([
      { name: "Baking", area: "Food", cues: ["Baking", "bread", "dough"], broad: false },
    ]);
  });

  it.each(["## Food\nBaking", "Baking: bread", "## Food\n: bread"])("refuses %j", (text) => {
    expect(() => parseSubjects(text)).toThrow(/Expected "Name: cue, cue"/);
  });
});

describe("the subjects that ship with the program", () => {
  it("each have a name of their own, cues, and an area with others", async () => {
    const subjects = await readSubjects("en");
    expect(subjects.length).toBeGreaterThan(400);
    expect(new Set(subjects.map(({ name }) => cueKey(name))).size).toBe(subjects.length);
    for (const { name, cues } of subjects) {
      expect(name).toMatch(/^[\p{L}\p{N}]/u);
      expect(new Set(cues).size, `cues of ${name}`).toBeGreaterThan(1);
    }
    const areas = areasOf(subjects);
    for (const { cues, broad } of areas) {
      expect(broad).toBe(true);
      expect(cues.length).toBeGreaterThan(3);
    }
  });
});
