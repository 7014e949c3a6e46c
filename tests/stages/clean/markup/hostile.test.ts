import { describe, expect, it } from "vitest";
import { MarkupError } from "../../../../src/stages/clean/markup/block-builder.js";
import { readHtml } from "../../../../src/stages/clean/markup/html.js";
import { readMarkdown } from "../../../../src/stages/clean/markup/markdown.js";
import { maskTemplateTags } from "../../../../src/stages/clean/markup/template-tags.js";
import { readText } from "../../../../src/stages/clean/markup/text.js";

const readers = [
  ["markdown", readMarkdown],
  ["html", readHtml],
  ["text", readText],
] as const;

describe.each(readers)("hostile input as %s", (_, read) => {
  const texts = (source: string): string[] => read(source, 0, "").blocks.map((block) => block.text.text);

  it.each([
    ["<", "<".repeat(50_000)],
    ["a space", " ".repeat(1_000_000)],
    ["[", "[".repeat(5000)],
    ["](", "](".repeat(2000)],
    ["{{", "{{".repeat(50_000)],
    ["{%", "{% ".repeat(50_000)],
    ["&", "&".repeat(50_000)],
    ["_", "_".repeat(50_000)],
    ["*a ", "*a ".repeat(2000)],
    ["(", "https://x.example/" + "(".repeat(20_000)],
    ["a.", "www." + "a.".repeat(20_000)],
    [")", "https://x.example/" + ")".repeat(20_000)],
    ["[x a=b", "[x a=b ".repeat(2000)],
    ["<A b=", "<A b={".repeat(10_000)],
    ["combining marks", "a" + "\u0301".repeat(50_000)],
  ])("reads many times %j", (_name, source) => {
    expect(() => texts(source)).not.toThrow();
  });

  it("leaves out what is too long for a word, and says so", () => {
    const { blocks, dropped } = read(`A word ${"x".repeat(1_000_000)} and others.`, 0, "");
    expect(blocks.map((block) => block.text.text)).toEqual(["A word and others."]);
    expect(dropped).toEqual([{ reason: "no word: more than 500 characters", text: "x".repeat(300) }]);
  });

  it("keeps a text in a script that is written without spaces", () => {
    expect(texts("字".repeat(5000))).toEqual(["字".repeat(5000)]);
  });
});

describe("deep nesting", () => {
  it.each([
    ["elements", "<div>".repeat(100_000)],
    ["elements that need no end tag between others", "<ul><li>".repeat(100_000)],
    ["inline elements", "<b>".repeat(100_000) + "x"],
  ])("of HTML %s is refused", (_, html) => {
    expect(() => readHtml(html, 0, "")).toThrow(new MarkupError("HTML nested deeper than 1000 levels"));
    expect(() => readMarkdown(`Text.\n\n<div>${html}`, 0, "")).toThrow(MarkupError);
  });

  it("of HTML up to the limit is read", () => {
    expect(readHtml(`${"<div>".repeat(1000)}deep`, 0, "").blocks[0]?.text.text).toBe("deep");
  });

  it.each([
    ["quotations", "> ".repeat(100_000) + "x"],
    ["lists on a line", "- ".repeat(100_000) + "x"],
    ["lists by indent", Array.from({ length: 1000 }, (_, i) => `${" ".repeat(2 * i)}- x`).join("\n")],
  ])("of Markdown %s is refused", (_, markdown) => {
    expect(() => readMarkdown(markdown, 0, "")).toThrow(
      new MarkupError("Markdown nested deeper than 100 levels"),
    );
  });

  it("does not count what only looks nested", () => {
    expect(() => readMarkdown("- item\n".repeat(500), 0, "")).not.toThrow();
    expect(() => readHtml("<p>one<br><li>two".repeat(2000), 0, "")).not.toThrow();
  });
});

describe("elements that are left open", () => {
  const left = Array.from({ length: 90 }, (_, i) => `<b id=${i}>`).join("");

  it("are refused where they multiply", () => {
    expect(() => readHtml(`<div>${left}</div>${"<p>x</p>".repeat(20_000)}`, 0, "")).toThrow(
      new MarkupError("HTML with very many elements of style that are never closed"),
    );
  });

  it("are read where they are few", () => {
    expect(readHtml(`<div>${left}</div>${"<p>Some text.</p>".repeat(20)}`, 0, "").blocks).toHaveLength(20);
  });
});

describe("size", () => {
  it("of Markdown beyond what the parser can hold is refused", () => {
    expect(() => readMarkdown("a ".repeat(1_000_001), 0, "")).toThrow(/longer than 2000000 characters/);
  });
});

describe("maskTemplateTags", () => {
  it("never changes the length", () => {
    for (const source of [
      "{{ a }}",
      "{{{ a }}} {% b %}",
      "{% comment %}x{% endcomment %}",
      "{{ open",
      "a }} b",
      "{{\n\n}}",
    ]) {
      expect(maskTemplateTags(source)).toHaveLength(source.length);
    }
  });

  it("leaves braces that are no tags", () => {
    for (const source of [
      "{{ open",
      "a }} b",
      "{{\n\n}}",
      "{ a: 1 }",
      "[x](y)",
      "[text][ref]",
      "a < B > c",
    ]) {
      expect(maskTemplateTags(source)).toBe(source);
    }
  });
});
