import { describe, expect, it } from "vitest";
import { bylinesOf } from "../../../../src/stages/describe/labels/bylines.js";
import { postOf } from "../../../helpers/passages.js";

function wordsOf(...authors: string[]): string[] {
  return [...bylinesOf(authors.map((author, i) => postOf(`post-${i}`, { author })))];
}

describe("bylinesOf", () => {
  it("gives the words of people's names", () => {
    expect(wordsOf("Jane Roe, John Q. Doe", "Ana-María Gil and Max Moritz")).toEqual(
      expect.arrayContaining(["jane", "roe", "john", "doe", "gil", "max", "moritz"]),
    );
  });

  it("takes a single word, and a whole sentence, for no person's name", () => {
    expect(wordsOf("Editors", "The press office of the city of Springfield", "")).toEqual([]);
    expect([...bylinesOf([postOf("a")])]).toEqual([]);
  });
});
