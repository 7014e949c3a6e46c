import { describe, expect, it } from "vitest";
import {
  familiesOf,
  familyOf,
  isAbstract,
  lightStemOf,
  singular,
  stemOf,
} from "../../src/text/word-forms.js";

describe("stemOf", () => {
  it("gives the forms of a word one stem", () => {
    expect(new Set(["hire", "hires", "hired", "hiring"].map(stemOf)).size).toBe(1);
    expect(new Set(["meeting", "meetings", "meets", "meet"].map(stemOf)).size).toBe(1);
    expect(stemOf("team")).not.toBe(stemOf("theme"));
  });

  it("takes words of other scripts, and none", () => {
    expect(stemOf("変更")).toBe("変更");
    expect(stemOf("")).toBe("");
  });
});

describe("lightStemOf", () => {
  it.each([
    [["meeting", "meetings"]],
    [["study", "studies"]],
    [["plan", "plans"]],
    [["change", "changes", "changed"]],
  ])("gives %j one stem", (words) => {
    expect(new Set(words.map(lightStemOf)).size).toBe(1);
  });

  it.each([
    ["boss", "boy"],
    ["this", "thing"],
  ])("keeps %s and %s apart", (a, b) => {
    expect(lightStemOf(a)).not.toBe(lightStemOf(b));
  });

  it("leaves short words whole", () => {
    expect(["as", "ing", "bus", "red"].map(lightStemOf)).toEqual(["as", "ing", "bus", "red"]);
  });
});

describe("singular", () => {
  it.each([
    ["studies", "study"],
    ["MVPs", "MVP"],
    ["processes", "process"],
    ["news", "news"],
  ])("of %s is %s", (plural, one) => {
    expect(singular(plural)).toBe(one);
  });
});

describe("familyOf", () => {
  it.each([
    ["leader", "leadership"],
    ["hire", "hiring"],
    ["document", "documentation"],
    ["plan", "planning"],
    ["hiring", "hirer"],
    ["research", "researcher"],
    ["contract", "contracting"],
    ["manager", "management"],
  ])("puts %s and %s together", (a, b) => {
    expect(familyOf(a)).toBe(familyOf(b));
  });

  it.each([
    ["trust", "truth"],
    ["meeting", "metric"],
    ["customer", "cost"],
    ["roadmap", "road"],
    ["strategy", "state"],
  ])("keeps %s and %s apart", (a, b) => {
    expect(familyOf(a)).not.toBe(familyOf(b));
  });
});

describe("familiesOf", () => {
  it("takes word by word", () => {
    expect(familiesOf("hiring managers")).toHaveLength(2);
  });
});

describe("isAbstract", () => {
  it("tells a doing from a doer", () => {
    expect(["leadership", "hiring", "documentation", "scarcity"].every(isAbstract)).toBe(true);
    expect(["leader", "document", "roadmap"].some(isAbstract)).toBe(false);
  });
});
