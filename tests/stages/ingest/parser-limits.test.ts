import { describe, expect, it } from "vitest";
import { marksIn, tooMuchBecause } from "../../../src/stages/ingest/parser-limits.js";

describe("tooMuchBecause", () => {
  it("counts signs and lines, and says which limit", () => {
    expect(marksIn("Plain words 12\n*x*")).toBe(3);
    expect(tooMuchBecause("***", { marks: 3, characters: 10 })).toBeUndefined();
    expect(tooMuchBecause("****", { marks: 3, characters: 10 })).toContain("more than 3 marks");
    expect(tooMuchBecause("words words", { marks: 3, characters: 10 })).toContain(
      "longer than 10 characters",
    );
  });
});
