import { describe, expect, it } from "vitest";
import { shorten } from "../../src/text/shorten.js";

describe("a text cut short", () => {
  it.each([
    ["A short one.", 20, "A short one."],
    ["Two\n  lines", 20, "Two lines"],
    ["It is whole. And this is left out of it.", 20, "It is whole. …"],
    ["A sentence that goes on and on without an end", 20, "A sentence that…"],
    ["Unbrokenstringofletters", 10, "Unbrokens…"],
    ["", 10, ""],
  ])("%j to %i", (text, most, expected) => {
    expect(shorten(text, most)).toBe(expected);
  });

  it("never ends in half a character", () => {
    expect(shorten("🍞".repeat(20), 10)).toMatch(/^(?:🍞)+…$/u);
  });
});
