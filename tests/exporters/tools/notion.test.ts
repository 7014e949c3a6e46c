import { describe, expect, it } from "vitest";
import { notionExporter } from "../../../src/exporters/notion/notion.js";
import type { Report } from "../../../src/shapes/report.js";
import { ODD_REPORTS } from "../../helpers/odd-reports.js";
import { readRows } from "../../helpers/report-files.js";
import { sampleReport } from "../../helpers/sample-report.js";
import { withHostility } from "../../helpers/tool-reports.js";

const REPORTS: Record<string, Report> = { ...ODD_REPORTS, hostile: withHostility(sampleReport()) };

describe.each(Object.entries(REPORTS))("the tables for Notion of %s", (_, report) => {
  const files = notionExporter.render(report);
  const [themes, posts] = ["notion/themes.csv", "notion/posts.csv"].map((path) => readRows(files, path));

  it("have the key in the first column, another for each row", () => {
    for (const { content } of files) expect(content).toMatch(/^Key,/);
    for (const rows of [themes ?? [], posts ?? []]) {
      const keys = rows.map((row) => row["Key"]);
      expect(keys).not.toContain("");
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  it("hold every theme and every post as they are", () => {
    expect(themes?.map((row) => row["Key"])).toEqual(report.themes.map(({ id }) => id));
    expect(posts?.map((row) => [row["Date"], Number(row["Words"])])).toEqual(
      report.posts.map(({ date, words }) => [date ?? "", words]),
    );
  });

  it("divide what has several options at commas, and nothing else", () => {
    for (const [i, row] of (posts ?? []).entries()) {
      const options = (row["Themes"] ?? "").split(", ").filter((option) => option !== "");
      const labels = new Set(
        report.posts[i]?.themes.map(({ themeId }) => report.themes.find(({ id }) => id === themeId)?.label),
      );
      expect(options.length).toBeLessThanOrEqual(labels.size);
    }
  });

  it("hold no formula and no address that is none", () => {
    for (const row of [...(themes ?? []), ...(posts ?? [])]) {
      for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+@\t\r]/);
      expect(row["Address"] ?? "").toMatch(/^(?:https?:\/\/.*)?$/);
    }
  });
});

it("knows a post by where it came from, whatever becomes of its text", () => {
  const sample = sampleReport();
  const report = { ...sample, themes: [], posts: sample.posts.map((post) => ({ ...post, themes: [] })) };
  const edited = report.posts.map((post) => ({ ...post, id: `${post.id} edited`, title: "Another" }));
  const keys = (posts: Report["posts"]): unknown[] =>
    readRows(notionExporter.render({ ...report, posts }), "notion/posts.csv").map((row) => row["Key"]);
  expect(keys(edited)).toEqual(keys(report.posts));
});
