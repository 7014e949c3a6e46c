import { describe, expect, it } from "vitest";
import { MarkupError } from "../../../../src/stages/clean/markup/block-builder.js";
import { readMarkdown } from "../../../../src/stages/clean/markup/markdown.js";
import { partsOf } from "../../../../src/stages/clean/markup/parts.js";
import { hostileTexts } from "../../../helpers/hostile-texts.js";

const paragraph = (i: number): string => `Paragraph ${i} is *about* [water][w] and \`soil\`, as said.\n\n`;
const long = Array.from({ length: 1500 }, (_, i) => paragraph(i)).join("");

describe("the parts of a document", () => {
  it("are one for a post of usual length", () => {
    expect(partsOf(paragraph(1))).toEqual([{ from: 0, to: paragraph(1).length, isCode: false }]);
  });

  it.each(Object.entries(hostileTexts))("join to the whole, of %s", (_, { full, of }) => {
    const source = of(Math.min(full, 9000));
    const parts = partsOf(source);
    expect(parts.map(({ from, to }) => source.slice(from, to)).join("")).toBe(source);
  });

  it("begin with a paragraph where there are any", () => {
    const parts = partsOf(long);
    expect(parts.length).toBeGreaterThan(2);
    for (const { from } of parts) expect(long.slice(from)).toMatch(/^Paragraph \d/);
  });

  it("are refused where they are too many", () => {
    expect(() => partsOf("a**b".repeat(60_000))).toThrow(
      new MarkupError("more than 100000 marks and lines of Markdown, which is too much to parse"),
    );
  });

  it("never begin inside a block of code", () => {
    const code = `\`\`\`js\n${"call(a[0], b);\n\n".repeat(500)}\`\`\`\n\n`;
    const source = Array.from({ length: 6 }, (_, i) => `${paragraph(i)}${code}`).join("");
    for (const { from } of partsOf(source))
      expect(source.slice(from, from + 11)).toMatch(/^(?:Paragraph \d|```js)/);
    expect(readMarkdown(source, 0, "").blocks).toHaveLength(6);
  });
});

describe("a document in parts", () => {
  it("reads like a short one, with every character at its place", () => {
    const source = `${long}[w]: https://water.example/\n`;
    const { blocks } = readMarkdown(source, 0, "");
    expect(blocks).toHaveLength(1500);
    for (const [i, { text }] of blocks.entries()) {
      expect(text.text).toBe(`Paragraph ${i} is about water and soil, as said.`);
      const places = Array.from(text.text, (_, k) => source.charAt(text.starts[k] ?? -1));
      expect(places.join("")).toBe(text.text);
    }
  });

  it("reports code that is too long to be parsed, and reads on behind it", () => {
    const source = `Before it.\n\n\`\`\`\nlong code\n${"a**b\n".repeat(6000)}\`\`\`\n\nBehind it.\n`;
    const { blocks, dropped } = readMarkdown(source, 0, "");
    expect(blocks.map(({ text }) => text.text)).toEqual(["Before it.", "Behind it."]);
    expect(dropped).toMatchObject([
      { reason: "code block", text: expect.stringMatching(/^``` long code/) as string },
    ]);
  });
});
