import { describe, expect, it } from "vitest";
import { appData } from "../../../src/exporters/html/app-data.js";
import { sampleReport } from "../../helpers/sample-report.js";

const report = sampleReport();
const data = appData(report);

describe("the data of the page", () => {
  it("has one entry per passage in every column", () => {
    const lengths = Object.values(data.passages).map((column) => (column as unknown[]).length);
    expect(new Set(lengths)).toEqual(new Set([report.passages.length]));
  });

  it("leads from every passage to its post, theme and headings", () => {
    report.passages.forEach((passage, i) => {
      expect(data.posts[data.passages.post[i] ?? -1]?.id).toBe(passage.postId);
      const theme = report.themes[data.passages.theme[i] ?? -1];
      expect(theme?.id).toBe(passage.themeId);
      expect(data.headingPaths[data.passages.headingPath[i] ?? -1]).toEqual(passage.headingPath);
      expect(data.reasons[data.passages.reason[i] ?? -1]).toBe(passage.unplacedReason);
      expect(data.passages.text[i]).toBe(passage.text);
    });
  });

  it("has every quotation with its surroundings", () => {
    report.themes.forEach((theme, i) => {
      const shown = data.themes[i]?.quotations ?? [];
      expect(shown.map(({ text, before, after }) => ({ text, before, after }))).toEqual(
        theme.quotations.map(({ text, before, after }) => ({ text, before, after })),
      );
      expect(shown.map(({ passage }) => data.passages.id[passage])).toEqual(
        theme.quotations.map(({ passageId }) => passageId),
      );
    });
  });

  it("links to no scheme but http, https and files", () => {
    for (const { href } of data.posts) expect(href).not.toMatch(/^\s*(javascript|data|vbscript):/i);
  });

  it("survives the way through JSON", () => {
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
  });
});
