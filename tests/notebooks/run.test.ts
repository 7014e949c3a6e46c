import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  cell,
  readPassages,
  readPlan,
  readPostThemes,
  readRun,
  readSimilarities,
  readTable,
  readThemes,
  readTimeline,
} from "../../notebooks/lib/run.js";
import { counted, excerpt, firstFew, percent } from "../../notebooks/lib/words.js";
import { labelledMonths, markRadius, spread } from "../../notebooks/lib/places.js";
import { csvExporter } from "../../src/exporters/tables/tables.js";
import { sampleReport } from "../helpers/sample-report.js";
import { ROOT } from "../helpers/notebooks.js";

const report = sampleReport();
const files = new Map(csvExporter.render(report).map(({ path, content }) => [path, content]));
const file = (path: string): string => files.get(path) ?? "";

describe("the tables of a run, read by a notebook", () => {
  it("bring every text back as it stood in the posts", () => {
    expect(readPassages(file("passages.csv")).map(({ text }) => text)).toEqual(
      report.passages.map(({ text }) => text),
    );
  });

  it.each(["=1+1", "-1", "＝x", "\t=1"])("take the apostrophe off the formula %j, and only there", (text) => {
    expect(readTable(`a,b\r\n"'${text}","'tis"\r\n`)).toEqual([{ a: text, b: "'tis" }]);
  });

  it("know themes, their sub-themes, and pairs of themes", () => {
    const themes = readThemes(file("themes.csv"));
    expect(themes.map(({ name, number }) => ({ name, number }))).toEqual(
      report.themes.map(({ label, number }) => ({ name: label, number })),
    );
    expect(themes.map(({ subthemes }) => subthemes.map(({ name }) => name))).toEqual(
      report.themes.map(({ subthemes }) => subthemes.map(({ label }) => label)),
    );
    const count = themes.length;
    expect(readSimilarities(file("similarities.csv"))).toHaveLength((count * (count - 1)) / 2);
  });

  it("have dates as dates, and none where there is none", () => {
    const dated = readPostThemes(file("post_themes.csv"));
    expect(dated.filter(({ date }) => date === undefined).length).toBeGreaterThan(0);
    for (const { date } of dated) if (date) expect(date.getTime()).not.toBeNaN();
    expect(readTimeline(file("timeline.csv"))[0]?.month.toISOString()).toMatch(/^\d{4}-\d{2}-01T00:00:00/);
    expect(readPlan(file("plan.csv"))).toHaveLength(report.themes.length);
  });

  it("name a column that is missing", () => {
    expect(() => readThemes("theme_id,label\r\n1,x\r\n")).toThrow(
      /Expected a column "level", got theme_id, label/,
    );
    expect(cell({ a: "x" }, "a")).toBe("x");
  });

  it("fit the committed sample", () => {
    const run = readRun(readFileSync(join(ROOT, "output", "run.json"), "utf8"));
    const themes = readThemes(readFileSync(join(ROOT, "output", "themes.csv"), "utf8"));
    expect(themes).toHaveLength(run.counts.themes);
  });
});

describe("words and places", () => {
  it("count, cut and round", () => {
    expect([counted(1, "theme"), counted(1200, "theme")]).toEqual(["1 theme", "1,200 themes"]);
    expect(percent(0.104)).toBe("10\u00a0%");
    expect(excerpt("one two three four", 9)).toBe("one two …");
    expect(excerpt("short")).toBe("short");
    expect(firstFew(["a", "b", "c"], 2)).toBe("a, b and 1 more");
    expect(firstFew(["a", "b"], 2)).toBe("a, b");
  });

  it("move equal values apart and leave others alone", () => {
    expect(spread([0.5, 0.9, 0.5], 0.1)).toEqual([0.5, 0.9, 0.4]);
  });

  it("draw small marks where there are many or little room", () => {
    expect(markRadius(240, 960)).toBe(4);
    expect(markRadius(240, 350)).toBeLessThan(2.5);
    expect(markRadius(20_000, 350)).toBe(1.4);
  });

  it("label only so many months as there is room for", () => {
    const months = Array.from({ length: 240 }, (_, index) => new Date(Date.UTC(2000, index, 1)));
    for (const width of [120, 400, 900]) {
      const labelled = labelledMonths(months, width);
      expect(labelled.length).toBeGreaterThan(0);
      expect(labelled.length * 40).toBeLessThanOrEqual(width);
    }
  });
});
