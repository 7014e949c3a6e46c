import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countWords } from "../../src/text/words.js";
import { isWestern, WESTERN_DIGITS, WESTERN_LETTERS } from "../../src/text/western.js";

const LETTER = new RegExp(`^[${WESTERN_LETTERS}]$`);
const DIGIT = new RegExp(`^[${WESTERN_DIGITS}]$`);
const western = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit)).filter(isWestern);

describe("the letters and digits of western texts", () => {
  it("are those of Unicode, to the last character", () => {
    expect(western.length).toBe(0x100 + 0x70);
    expect(western.filter((sign) => LETTER.test(sign))).toEqual(
      western.filter((sign) => /\p{L}/u.test(sign)),
    );
    expect(western.filter((sign) => DIGIT.test(sign))).toEqual(western.filter((sign) => /\p{N}/u.test(sign)));
    expect(western.filter((sign) => /\p{M}/u.test(sign))).toEqual([]);
  });

  it("leave out texts with any other character", () => {
    for (const other of ["ā", "Ω", "中", "\u{1f600}", "\ud800", "́", "⁰"])
      expect(isWestern(`a ${other}`)).toBe(false);
  });

  it("count the same words as the letters of Unicode do", () => {
    const text = fc.array(fc.constantFrom(...western), { maxLength: 60 }).map((signs) => signs.join(""));
    fc.assert(
      fc.property(text, (written) => {
        expect(countWords(written)).toBe(written.match(/[\p{L}\p{N}]\S*/gu)?.length ?? 0);
      }),
    );
  });
});
