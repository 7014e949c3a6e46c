import { describe, expect, it } from "vitest";
import { cutRanges, foldText, TextBuffer, type MappedText } from "../../src/text/mapped-text.js";
import { createRandom } from "../../src/math/random.js";

function mapped(text: string): MappedText {
  const buffer = new TextBuffer();
  for (let i = 0; i < text.length; i++) buffer.push(text.charAt(i), i, i + 1);
  return buffer.take();
}

const fold = (text: string): string => foldText(mapped(text)).text;

describe("foldText", () => {
  it("folds white space of every kind and trims", () => {
    expect(fold("  a\t\n b\u00A0\u3000c\u2028 ")).toBe("a b c");
  });

  it("wraps Chinese and Japanese without a space, other scripts with one", () => {
    expect(fold("很长的\n段落")).toBe("很长的段落");
    expect(fold("段落 段落\nword\nword")).toBe("段落 段落 word word");
  });

  it("composes to NFC and points to the start of the sequence", () => {
    const folded = foldText(mapped("xe\u0301y \u1112\u1161\u11ab \u212B"));
    expect(folded.text).toBe("x\u00E9y \uD55C \u00C5");
    expect([...folded.starts]).toEqual([0, 1, 3, 4, 5, 8, 9]);
    expect([...folded.ends]).toEqual([1, 3, 4, 5, 8, 9, 10]);
  });

  it("replaces lone surrogates and keeps pairs", () => {
    expect(fold("a\uD800b\uDC00c \u{1F600}")).toBe("a\uFFFDb\uFFFDc \u{1F600}");
  });

  it("takes out zero-width, bidirectional, control, private-use and tag characters", () => {
    expect(
      fold("a\u200Bb\u2060c\u00ADd\u202Ee\u202Cf\u2066g\u2069\uFEFFh\u0007i\uE000j\uFDD0k\u{E0041}"),
    ).toBe("abcdefghijk");
  });

  it("keeps the joiners that hold emoji and letters together", () => {
    for (const text of ["👨‍👩‍👧", "👩🏽‍💻", "🏳️‍🌈", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "می‌خواهم"]) expect(fold(text)).toBe(text);
    expect(fold("a\u200Db\u200Cc")).toBe("abc");
  });

  it("is idempotent, in normal form and never lets an offset fall, whatever the text", () => {
    const random = createRandom(7).fork("fold");
    const pieces = [
      "a",
      "é",
      "e\u0301",
      " ",
      "\n",
      "\u00A0",
      "\u200B",
      "\uD83D",
      "\uDE00",
      "👩‍💻",
      "字",
      "\u0301",
      "\u202E",
      "ﬁ",
      "가",
      "\u1112\u1161",
      "\u11ab",
      "か",
      "\u3099",
      "\u0bc6",
      "\u0bbe",
    ];
    for (let round = 0; round < 400; round++) {
      const text = Array.from(
        { length: 1 + random.int(12) },
        () => pieces[random.int(pieces.length)] ?? "",
      ).join("");
      const folded = foldText(mapped(text));
      expect(folded.text).toBe(folded.text.normalize("NFC"));
      expect(folded.text).not.toMatch(/\s\s|^\s|\s$|\p{Surrogate}/u);
      expect(foldText(mapped(folded.text)).text).toBe(folded.text);
      expect([...folded.starts]).toEqual([...folded.starts].sort((a, b) => a - b));
      expect(folded.starts.length).toBe(folded.text.length);
    }
  });
});

describe("cutRanges", () => {
  it("cuts text and offsets alike", () => {
    const cut = cutRanges(mapped("abcdef"), [
      { from: 0, to: 1 },
      { from: 2, to: 4 },
    ]);
    expect(cut.text).toBe("bef");
    expect([...cut.starts]).toEqual([1, 4, 5]);
  });
});
