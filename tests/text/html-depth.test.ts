import { describe, expect, it } from "vitest";
import { isShallowHtml, isVoidElement } from "../../src/text/html-depth.js";

describe("isShallowHtml", () => {
  it.each([
    ["nested elements", "<div>".repeat(101), false],
    ["elements one after another", "<div></div>".repeat(1000), true],
    ["end tags that close nothing", "<div></i>".repeat(101), false],
    ["elements without an end tag", "<br>".repeat(1000) + "<p>".repeat(1000), true],
    ["as many as are allowed", "<div>".repeat(100), true],
    ["no markup", "a < b > c", true],
  ])("counts %s", (_, html, expected) => {
    expect(isShallowHtml(html, 100)).toBe(expected);
  });
});

describe("isVoidElement", () => {
  it("knows elements without an end tag", () => {
    expect(isVoidElement("br")).toBe(true);
    expect(isVoidElement("div")).toBe(false);
  });
});
