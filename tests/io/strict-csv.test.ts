import fc from "fast-check";
import { stringify } from "csv-stringify/sync";
import { describe, expect, it } from "vitest";
import { strictRows } from "../../src/io/strict-csv.js";

describe("the rows of our own tables", () => {
  it("are those that were written, whatever stands in them", () => {
    const cell = fc.oneof(
      fc.string(),
      fc.constantFrom("", ",", '"', "\r\n", "\n", "a,b", 'say "no"', "'=1", "é🍞"),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 4 }),
        fc.array(fc.array(cell, { minLength: 4, maxLength: 4 })),
        (width, all) => {
          const rows = all.map((row) => row.slice(0, width));
          const text = stringify(rows, { record_delimiter: "windows", quoted_match: /[\r\n]/ });
          expect(strictRows(text)).toEqual(rows);
        },
      ),
    );
  });

  it.each([
    ["another line end", "a,b\n1,2\n"],
    ["no line end at the end", "a,b\r\n1,2"],
    ["a mark that is not closed", 'a,b\r\n"1,2\r\n'],
    ["a mark inside a field", 'a,b\r\n1"1,2\r\n'],
    ["something behind a mark", 'a,b\r\n"1" ,2\r\n'],
    ["a row too short", "a,b\r\n1\r\n"],
    ["a row too long", "a,b\r\n1,2,3\r\n"],
    ["a comma at the end", "a,b\r\n1,"],
  ])("are none with %s", (_, text) => {
    expect(strictRows(text)).toBeUndefined();
  });

  it("are none of an empty text", () => {
    expect(strictRows("")).toEqual([]);
  });
});
