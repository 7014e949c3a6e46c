import { describe, expect, it } from "vitest";
import { familiesOf, familyOf, isAbstract } from "../../src/text/families.js";

describe("familyOf", () => {
  it.each([
    ["leader", "leadership"],
    ["hire", "hiring"],
    ["document", "documentation"],
    ["plan", "planning"],
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
