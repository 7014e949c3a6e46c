import fc from "fast-check";
import { expect, it } from "vitest";
import { withGuard, withoutGuard } from "../../src/text/formula-guard.js";
import { cellText, isPlainCell, textReadBack } from "../../src/text/plain-cell.js";
import { asReadBack, MOST_IN_CELL, spreadsheetText } from "../../src/text/spreadsheet.js";

const texts = fc.string({
  unit: fc.constantFrom(...Array.from("=+-@\t\r\n;,'\" ax＝\u00a0\u2028")),
  maxLength: 30,
});

it("leaves texts as they are only where guarding would, and tells so of most", () => {
  const any = fc.oneof(texts, fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }));
  fc.assert(
    fc.property(
      any,
      (text) => cellText(text) === spreadsheetText(text) && textReadBack(text) === asReadBack(text),
    ),
    { numRuns: 2000 },
  );
  expect(isPlainCell("A passage; it has a list:\n\n* one\n* “two”, it's said")).toBe(true);
  expect(isPlainCell("A passage;\n\n- one")).toBe(false);
});

it("takes off what it put on, and nothing else", () => {
  fc.assert(fc.property(texts, (text) => withoutGuard(withGuard(text)) === text));
});

it("leaves no sign where a cell could begin", () => {
  fc.assert(fc.property(texts, (text) => !/(?:^|[;\t\r\n\u2028])[\p{Zs}"]*[=+\-@＝]/u.test(withGuard(text))));
});

it.each([
  ["ends;", "ends;'"],
  ["ends;'", "ends;''"],
  ["", ""],
  [" ", " "],
  ["a;=1", "a;'=1"],
  ["a; b", "a; b"],
])("guards %j as %j", (text, guarded) => {
  expect(withGuard(text)).toBe(guarded);
});

it("lets a text that was read back be written and read as the same again", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => asReadBack(asReadBack(text)) === asReadBack(text)),
  );
  const long = ";=".repeat(30_000);
  expect(asReadBack(asReadBack(long))).toBe(asReadBack(long));
  expect(spreadsheetText(long).length).toBeLessThanOrEqual(MOST_IN_CELL);
});
