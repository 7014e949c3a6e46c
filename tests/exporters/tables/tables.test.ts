import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { csvExporter } from "../../../src/exporters/tables/tables.js";
import { withoutGuard } from "../../../src/text/formula-guard.js";
import type { Report } from "../../../src/shapes/report.js";
import { asReadBack } from "../../../src/text/spreadsheet.js";
import { sampleReport } from "../../helpers/sample-report.js";
import { HOSTILE } from "../../helpers/sample-texts.js";

type Row = Record<string, string>;

function tables(report: Report): Map<string, string> {
  return new Map(csvExporter.render(report).map(({ path, content }) => [path, content]));
}

function rows(files: Map<string, string>, path: string): Row[] {
  return parse<Row>(files.get(path) ?? "", { bom: true, columns: true, record_delimiter: "\r\n" });
}

/** The tables of docs/outputs.md: file name → column names in order. */
function documented(): Map<string, string[]> {
  const doc = readFileSync(new URL("../../../docs/outputs.md", import.meta.url), "utf8");
  const sections = [...doc.matchAll(/^### `([\w.]+\.csv)`$(.*?)(?=^##)/gms)];
  return new Map(
    sections.map(([, path, body]) => {
      const columns = [...(body ?? "").matchAll(/^\| `(\w+)` /gm)].map(([, name]) => name ?? "");
      return [path ?? "", columns];
    }),
  );
}

const FORMULA = /^["\s]*[=+\-@＝＋－＠]|^[\t\r]/;

/** Cells as a spreadsheet finds them: marks count where a cell begins with one, and what stands behind the closing one goes on plainly. */
function cellsBy(content: string, delimiter: string): string[] {
  const cells: string[] = [];
  const cell = new RegExp(
    `(?:"((?:[^"]|"")*)"?)?([^${delimiter}\\r\\n]*)(?:${delimiter}|\\r\\n|\\r|\\n|$)`,
    "y",
  );
  while (cell.lastIndex < content.length) {
    const [, quoted = "", plain = ""] = cell.exec(content) ?? [];
    cells.push(quoted.replaceAll('""', '"') + plain);
  }
  return cells;
}

/**
 * Cells that a spreadsheet would run: as it finds them by each separator, and behind each separator and line end whatever the
 * quotation marks say.
 */
function cellsLike(content: string): string[] {
  const text = content.slice(1);
  const cells = [",", ";", "\t"].flatMap((delimiter) => cellsBy(text, delimiter));
  return [...cells, ...text.split(/[;\n\u2028\t\r]/)].filter(
    (cell) => FORMULA.test(cell) && !/^-?[\d.]+(?:$|,)/.test(cell),
  );
}

describe("the CSV files", () => {
  const report = sampleReport();
  const files = tables(report);

  it("have the columns that docs/outputs.md describes, in its order", () => {
    const real = [...files].map(([path, content]) => [
      path,
      content.slice(1, content.indexOf("\r\n")).split(","),
    ]);
    expect(Object.fromEntries(real)).toEqual(Object.fromEntries(documented()));
    expect(files.size).toBe(23);
  });

  it("begin with a byte order mark and end every record with CRLF", () => {
    for (const content of files.values()) {
      expect(content.endsWith("\r\n")).toBe(true);
      expect(content.charCodeAt(0)).toBe(0xfeff);
      expect(content.charCodeAt(1)).not.toBe(0xfeff);
    }
    expect((files.get("skipped.csv") ?? "").split("\r\n")).toHaveLength(5);
  });

  it("bring every text through, hostile ones included", () => {
    const passages = rows(files, "passages.csv");
    expect(passages.map((row) => row["text"])).toEqual(report.passages.map((passage) => passage.text));
    expect(passages.map((row) => Number(row["start"]))).toEqual(
      report.passages.map((passage) => passage.start),
    );
    const titles = rows(files, "posts.csv").map((row) => row["title"]);
    expect(titles).toContain(HOSTILE.script);
    expect(titles).toContain(asReadBack(HOSTILE.separator));
    expect(titles).toContain(asReadBack(HOSTILE.override));
  });

  it.each(["\n", "\r", "\r\n"])(
    "quote the line break %j, so that no reader ends a row there",
    (lineBreak) => {
      const [passage, ...others] = report.passages;
      if (passage === undefined) throw new Error("Expected a passage.");
      const text = `one${lineBreak}two`;
      const changed = tables({ ...report, passages: [{ ...passage, text }, ...others] });
      expect(changed.get("passages.csv")).toContain(`"${text}"`);
      expect(rows(changed, "passages.csv")).toHaveLength(report.passages.length);
    },
  );

  it("list the top words of every theme by rank", () => {
    const words = rows(files, "terms.csv").filter((row) => row["theme_id"] === report.themes[1]?.id);
    expect(words.map((row) => row["term"])).toEqual(report.themes[1]?.topWords.map(({ text }) => text));
    expect(words.slice(0, 2)).toMatchObject([
      { theme: report.themes[1]?.label, rank: "1", weight: "1" },
      { theme: report.themes[1]?.label, rank: "2", weight: "0.96" },
    ]);
  });

  it("have every pair of themes once, the larger theme first, with what the themes say of one another", () => {
    const pairs = rows(files, "similarities.csv");
    const names = report.themes.map(({ label }) => label);
    const expected = names.flatMap((theme, i) => names.slice(i + 1).map((other) => `${theme} / ${other}`));
    expect(pairs.map((row) => `${row["theme"] ?? ""} / ${row["other_theme"] ?? ""}`)).toEqual(expected);
    for (const { theme_id, other_theme_id, similarity } of pairs) {
      const related = report.themes.find(({ id }) => id === theme_id)?.related;
      expect(Number(similarity)).toBeCloseTo(
        related?.find(({ id }) => id === other_theme_id)?.similarity ?? NaN,
        4,
      );
    }
  });

  it("join heading paths, and name both themes of a passage", () => {
    const row = rows(files, "passages.csv").find(({ passage_id }) => passage_id === "post06-p2");
    expect(row).toMatchObject({
      heading_path: `Part 2 > ${HOSTILE.image}`,
      theme: "Metrics and north stars",
      second_theme: "Writing things down",
      unplaced_reason: "",
    });
    const unplaced = rows(files, "passages.csv").filter((passage) => passage["theme_id"] === "");
    expect(unplaced).toHaveLength(3);
    expect(unplaced[0]).toMatchObject({
      unplaced_reason: "too far from every theme",
      second_theme: "Change management",
    });
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t1", "\r1", "＝1", "＋1", "－1", "＠x"])(
    "defuse the formula %j",
    (text) => {
      const [post, ...others] = report.posts;
      if (post === undefined) throw new Error("Expected a post.");
      const changed = tables({
        ...report,
        posts: [{ ...post, title: text, author: text, tags: [text] }, ...others],
      });
      expect(rows(changed, "posts.csv")[0]).toMatchObject({
        title: `'${text}`,
        author: `'${text}`,
        tags: `'${text}`,
      });
      expect(rows(changed, "passages.csv")[0]?.["title"]).toBe(`'${text}`);
    },
  );

  it.each([
    ...[
      "a;=cmd()",
      "a; =cmd()",
      'a;"=cmd()',
      'a;""=1',
      "a\t=1",
      "a\n=1",
      "a\r\n+1",
      "a\r@x",
      ";=1",
      ";;=1",
      "a\n\t-1",
    ],
    ...[
      "\t\t=1",
      "\r\n=1",
      "a;\t=1",
      "a\n\r=1",
      ";-",
      '"=1',
      '";=1',
      'say "x";"=1";',
      "a\u2028=1",
      "ends;",
      'ends; "',
      "ends\n",
      ";",
      "ends;'",
      "'=1",
      "a;'=1",
    ],
  ])("hold %j so that no reader by comma, semicolon or tab finds a formula in it", (text) => {
    const posts = report.posts.map((post) => ({ ...post, title: text, author: text, tags: [text, text] }));
    const passages = report.passages.map((passage) => ({ ...passage, text, headingPath: [text, text] }));
    const changed = tables({ ...report, posts, passages });
    for (const content of changed.values()) expect(cellsLike(content)).toEqual([]);
    expect(withoutGuard(rows(changed, "posts.csv")[0]?.["title"] ?? "")).toBe(text);
  });

  it("show control characters as pictures and leave overrides of direction out", () => {
    const title = "bell\u0007 \u001b[31mred \u009b31m \u202eevil\u202c \u0000 \u007f";
    const changed = tables({ ...report, posts: report.posts.map((post) => ({ ...post, title })) });
    expect(rows(changed, "posts.csv")[0]?.["title"]).toBe("bell␇ ␛[31mred 31m evil ␀ ␡");
  });

  it("cut a text at what a cell of Excel holds, between two characters", () => {
    const text = `x${"😀".repeat(20_000)}`;
    const changed = tables({ ...report, passages: report.passages.map((passage) => ({ ...passage, text })) });
    const cell = rows(changed, "passages.csv")[0]?.["text"] ?? "";
    expect(cell.length).toBeLessThanOrEqual(32_767);
    expect(cell).toMatch(/😀 \[…\]$/u);
    expect(cell).not.toMatch(/\p{Surrogate}/u);
  });

  it("leave numbers numbers, negative ones too", () => {
    const [theme, ...others] = report.themes;
    if (theme === undefined) throw new Error("Expected a theme.");
    const related = theme.related.map((other) => ({ ...other, similarity: -0.25 }));
    const changed = tables({ ...report, themes: [{ ...theme, cohesion: -0.123456, related }, ...others] });
    const [first] = rows(changed, "themes.csv").filter((row) => row["level"] === "theme");
    expect(first).toMatchObject({
      cohesion: "-0.1235",
      nearest_similarity: "-0.25",
    });
    const number = /^-?\d+(\.\d{1,4})?$/;
    for (const row of rows(files, "passages.csv")) {
      for (const column of ["start", "end", "words", "confidence", "x", "y"])
        expect(row[column]).toMatch(number);
    }
  });

  it("have one row per theme and month, zeros included", () => {
    const timeline = rows(files, "timeline.csv");
    expect(timeline).toHaveLength(6 * 22);
    expect(timeline.filter((row) => row["passages"] === "0").length).toBeGreaterThan(50);
  });

  it("add up: the shares of each post in post_themes.csv make 1", () => {
    const sums = new Map<string, number>();
    for (const { post_id = "", share } of rows(files, "post_themes.csv")) {
      sums.set(post_id, (sums.get(post_id) ?? 0) + Number(share));
    }
    expect(sums.size).toBe(20);
    for (const sum of sums.values()) expect(sum).toBeCloseTo(1, 3);
  });

  it("plan with an empty cell, not a zero, where nothing is known", () => {
    const passing = rows(files, "plan.csv").find((row) => row["group"] === "in-passing");
    expect(passing).toMatchObject({ posts: "0", last_covered: "", days_since: "" });
  });

  it("say which rows of skipped.csv are whole posts", () => {
    expect(rows(files, "skipped.csv").map((row) => row["whole_post"])).toEqual(["true", "true", "false"]);
  });
});
