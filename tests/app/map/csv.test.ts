import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { describe, expect, it } from "vitest";
import { csvText, passagesCsv } from "../../../src/app/map/csv.js";
import { spreadsheetText } from "../../../src/text/spreadsheet.js";
import { SMALL } from "../app-data.js";

const NASTY = [
  ...["plain", "", " ", "a,b", 'say "no"', '"', "line\nbreak", "line\r\nbreak", "\rreturn", "a\rb", "\ttab"],
  ...["=1+1", "+1", "-1", "@x", "＝1", "＋1", "－1", "＠x", "'=1", "a=1", '=HYPERLINK("x","y")', "é—😀"],
];

describe("csvText", () => {
  it("writes the very bytes of the package that writes the other tables", () => {
    const rows = [...NASTY.map((text) => [text, "x"]), ["x", undefined], [-0.2, 12]];
    const expected = stringify(rows, {
      record_delimiter: "windows",
      quoted_match: /[\r\n]/,
      cast: { string: (text) => spreadsheetText(text) },
    });
    expect(csvText(rows)).toBe(expected);
  });

  it("can be read back, but for the apostrophe", () => {
    const read: unknown = parse(csvText(NASTY.map((text) => [text, "x"])));
    expect(read).toEqual(NASTY.map((text) => [spreadsheetText(text), "x"]));
  });
});

describe("passagesCsv", () => {
  it("has one row per passage, in the order asked for, with everything that is known of it", () => {
    const rows: Record<string, string>[] = parse(passagesCsv(SMALL, [5, 1]), { bom: true, columns: true });
    expect(rows).toEqual([
      {
        ...{ passage_id: "f", post_id: "p3", path: "posts/three.md", record: "", title: " ", date: "" },
        ...{ author: "", tags: "", heading_path: "", start: "0", end: "19", words: "15", theme: "" },
        ...{ subtheme: "", confidence: "0", second_theme: "Change", duplicate_of: "" },
        unplaced_reason: "too far from every theme",
        text: "'＝full width",
      },
      {
        ...{ passage_id: "b", post_id: "p1", path: "posts/one.md", record: "", title: "One" },
        ...{ date: "2024-01-10", author: "", tags: "a; b", heading_path: "Why > *Now*", start: "20" },
        ...{ end: "39", words: "11", theme: "Change", subtheme: "Slow change", confidence: "0.55" },
        ...{ second_theme: "'=Rest", unplaced_reason: "", duplicate_of: "a", text: "Say “no”, twice" },
      },
    ]);
  });
});
