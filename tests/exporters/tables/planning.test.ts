import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { csvFiles } from "../../../src/exporters/tables/tables.js";
import { at } from "../../../src/math/at.js";
import { withPlanning } from "../../helpers/sample-planning.js";
import { sampleReport } from "../../helpers/sample-report.js";
import { HOSTILE } from "../../helpers/sample-texts.js";

const report = withPlanning(sampleReport());
const [first, second, third] = [at(report.posts, 0), at(report.posts, 1), at(report.posts, 2)];
const theme = at(report.themes, 0);

function rows(path: string): Record<string, string>[] {
  const [file] = csvFiles(report, (name) => name === path);
  return parse(file?.content ?? "", { bom: true, columns: true });
}

describe("the tables on posts", () => {
  it("tell suggested and dead links, hubs and orphans apart", () => {
    const found = rows("links.csv");
    expect(found.map(({ kind, post_id }) => [kind, post_id])).toEqual([
      ["suggested", first.id],
      ["dead", third.id],
      ["hub", first.id],
      ["hub", third.id],
      ["orphan", second.id],
    ]);
    expect(found[0]).toMatchObject({
      ...{
        start: "10",
        target_post_id: second.id,
        target_address: second.href,
        similarity: "0.71",
        incoming: "",
      },
      reason: `“${second.title}” has “${HOSTILE.formula}” in its title, and says most about it.`,
    });
    expect(found[1]).toMatchObject({
      target_address: "'=HYPERLINK(1)",
      target_post_id: "",
      start: "7",
      end: "",
    });
    expect(found[4]).toMatchObject({ incoming: "0", outgoing: "2", sentence: "" });
  });

  it("have an address only where a post is on the web", () => {
    expect(rows("links.csv")[0]?.["address"]).toBe("");
    expect(rows("links.csv")[4]?.["address"]).toBe("https://example.org/mvp?a=1&b=(2)");
  });

  it("give each pair of passages of an overlap a row", () => {
    const found = rows("overlaps.csv");
    expect(found.map(({ rank, start, other_start }) => [rank, start, other_start])).toEqual([
      ["1", "0", "0"],
      ["2", "40", "50"],
    ]);
    expect(found[0]).toMatchObject({ kind: "verbatim", share: "0.5", other_share: "0.25", other_alone: "" });
  });

  it("name what a finding on tags is about", () => {
    expect(rows("tags.csv")).toMatchObject([
      { kind: "same tag", tags: `'${HOSTILE.formula}; '-x`, theme: "", title: "", agreement: "" },
      { kind: "theme and tag", theme: theme.label, agreement: "0.5123" },
      { kind: "missing", post_id: second.id, address: second.href },
    ]);
  });

  it("give questions their nearest passage where there is one", () => {
    expect(rows("questions.csv")).toMatchObject([
      {
        question: "How does a team decide?",
        theme: theme.label,
        nearest_post_id: second.id,
        nearest_similarity: "0.4",
      },
      { nearest_post_id: "", nearest_text: "", nearest_similarity: "", theme_id: "" },
    ]);
  });

  it("give each dated phrase and each step of a reading order a row", () => {
    expect(rows("refresh.csv").map(({ rank, kind, phrase, start }) => [rank, kind, phrase, start])).toEqual([
      ["1", "year", "2024", "9"],
      ["1", "version", "Go 1.2", "29"],
    ]);
    expect(rows("reading_order.csv").map(({ rank, post_id, breadth }) => [rank, post_id, breadth])).toEqual([
      ["1", third.id, "1"],
      ["2", first.id, "0.1235"],
    ]);
  });

  it("have all quotations of the themes, the best first", () => {
    const expected = report.themes.flatMap(({ id, quotations }) =>
      quotations.map(({ postId, start, end }, i) => [id, String(i + 1), postId, String(start), String(end)]),
    );
    expect(
      rows("quotations.csv").map((row) => [
        row["theme_id"],
        row["rank"],
        row["post_id"],
        row["start"],
        row["end"],
      ]),
    ).toEqual(expected);
  });

  it("hold nothing that a spreadsheet runs, whichever separator it takes", () => {
    for (const { content } of csvFiles(report)) {
      for (const cell of content.slice(1).split(/[;\n\r\t]/)) expect(cell).not.toMatch(/^["\s]*[=+@＝]/);
    }
  });
});
