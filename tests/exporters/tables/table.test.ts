import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rounded } from "../../../src/exporters/tables/table.js";

describe("numbers in a table", () => {
  it("are rounded as toFixed rounds them, in the middle of two as well", () => {
    const inTheMiddle = fc.integer({ min: -1e7, max: 1e7 }).map((n) => (n + 0.5) / 10_000);
    const nearTheMiddle = inTheMiddle.map((n) => n * (1 + Number.EPSILON));
    const number = fc.oneof(fc.double(), fc.double({ min: -1, max: 1 }), inTheMiddle, nearTheMiddle);
    fc.assert(
      fc.property(number, (value) => {
        expect(rounded(value)).toBe(Number(value.toFixed(4)));
      }),
      { numRuns: 2000 },
    );
  });
});
