import { describe, expect, it } from "vitest";
import { plain } from "../../src/render/text.js";

const LOST = /[\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|(?![\t\n\r])\p{Cc}/u;

describe("plain text", () => {
  it("is without what no page shows, whichever character it is", () => {
    for (let unit = 0; unit <= 0xffff; unit++) {
      const sign = String.fromCharCode(unit);
      const isSurrogate = unit >= 0xd800 && unit <= 0xdfff;
      const isLineEnd = sign === "\u2028" || sign === "\u2029" || sign === "\u0085";
      const shown = isSurrogate ? "\ufffd" : isLineEnd ? " " : LOST.test(sign) ? "" : sign;
      if (plain(`a${sign}b`) !== `a${shown}b`) expect.fail(`U+${unit.toString(16)} came out otherwise`);
    }
    expect(plain("a \u{1f600} b")).toBe("a \u{1f600} b");
  });
});
