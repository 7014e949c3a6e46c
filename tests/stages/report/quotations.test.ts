import { describe, expect, it } from "vitest";
import { quotationsFor } from "../../../src/stages/report/quotations.js";
import type { Block, BlockKind } from "../../../src/shapes/block.js";
import type { Passage } from "../../../src/shapes/passage.js";
import type { Quotation } from "../../../src/shapes/report.js";
import type { Theme } from "../../../src/shapes/theme.js";
import { sampleInput, sampleReport } from "../../helpers/sample-report.js";

interface Part {
  text: string;
  heading?: string;
  kind?: BlockKind;
}

/** One block per part, one character apart in a source that holds nothing else. */
function blocksOf(parts: readonly Part[]): Block[] {
  let start = 0;
  return parts.map(({ text, heading, kind = "paragraph" }) => {
    const from = start;
    start += text.length + 1;
    return {
      postId: "post",
      kind,
      headingPath: heading === undefined ? [] : [heading],
      text,
      start: from,
      end: from + text.length,
      offsets: Uint32Array.from({ length: text.length }, (_, index) => from + index),
    };
  });
}

/** The quotation of the passage that consists of `text` as it stands in the parts. */
function quote(parts: readonly Part[], text: string): Quotation | undefined {
  const start = parts
    .map((part) => part.text)
    .join("\n")
    .indexOf(text);
  const passage: Passage = {
    id: "passage",
    postId: "post",
    ordinal: 0,
    headingPath: [],
    text,
    start,
    end: start + text.length,
    words: text.split(" ").length,
  };
  const theme: Theme | undefined = sampleInput().themes[0];
  if (theme === undefined) throw new Error("Expected the sample to have a theme.");
  return quotationsFor(theme, [passage], [], () => blocksOf(parts))[0];
}

describe("quotationsFor", () => {
  it("gives the sentence before and the sentence after, in the same paragraph", () => {
    const text = "One is far. Two is near. Three is it. Four is near. Five is far.";
    expect(quote([{ text }], "Three is it.")).toMatchObject({
      before: "Two is near.",
      after: "Four is near.",
    });
  });

  it("looks into the neighbouring paragraphs", () => {
    const parts = [{ text: "Far. Before it." }, { text: "The quotation." }, { text: "After it. Far." }];
    expect(quote(parts, "The quotation.")).toMatchObject({ before: "Before it.", after: "After it." });
  });

  it("stops at a heading and at the ends of the post", () => {
    const parts = [
      { text: "Another part." },
      { text: "The quotation.", heading: "Here" },
      { text: "Another part.", heading: "There" },
    ];
    expect(quote(parts, "The quotation.")).toMatchObject({ before: "", after: "" });
    expect(quote([{ text: "The quotation." }], "The quotation.")).toMatchObject({ before: "", after: "" });
  });

  it("does not take up a heading of the same name further on", () => {
    const parts = [
      { text: "The first list.", heading: "Links" },
      { text: "Between them.", heading: "Else" },
      { text: "The quotation.", heading: "Links" },
    ];
    expect(quote(parts, "The quotation.")).toMatchObject({ before: "", after: "" });
  });

  it("shows the rest of a sentence that was cut", () => {
    const text = "A sentence that has no end, so it was cut, and goes on for ever.";
    expect(quote([{ text }], "so it was cut,")).toMatchObject({
      before: "A sentence that has no end,",
      after: "and goes on for ever.",
    });
  });

  it("leaves out tables, code and what is longer than a quotation", () => {
    const parts: Part[] = [
      { text: "let x = 1;", kind: "code" },
      { text: "The quotation." },
      { text: "word ".repeat(71).trim() },
    ];
    expect(quote(parts, "The quotation.")).toMatchObject({ before: "", after: "" });
  });

  it("finds in a whole report only neighbours that stand right beside the quotation", () => {
    const sources = new Map(sampleInput().posts.map((post) => [post.id, post.source]));
    const quotations = sampleReport().themes.flatMap((theme) => theme.quotations);
    expect(quotations.filter(({ before, after }) => before !== "" || after !== "").length).toBeGreaterThan(5);
    for (const { postId, start, end, before, after } of quotations) {
      const source = sources.get(postId) ?? "";
      expect(source.slice(0, start).trimEnd().endsWith(before)).toBe(true);
      expect(source.slice(end).trimStart().startsWith(after)).toBe(true);
    }
  });
});
