import { describe, expect, it } from "vitest";
import { calendarExporter } from "../../../src/exporters/calendar/calendar.js";
import type { Report } from "../../../src/shapes/report.js";
import { sampleReport } from "../../helpers/sample-report.js";
import { HOSTILE } from "../../helpers/sample-texts.js";

const sample = sampleReport();
const ics = (report: Report): string => calendarExporter.render(report)[0]?.content ?? "";
/** Long lines are folded by a line break and a space. */
const unfolded = (text: string): string[] => text.replace(/\r\n /g, "").split("\r\n");

describe("calendar.ics", () => {
  it("has an entry for every day of the plan with a proposal, tentative and of a whole day", () => {
    const lines = unfolded(ics(sample));
    const planned = sample.plan.calendar?.slots.filter(({ proposal }) => proposal !== undefined) ?? [];
    expect(planned.length).toBeGreaterThan(0);
    expect(lines.filter((line) => line.startsWith("DTSTART;VALUE=DATE:"))).toEqual(
      planned.map(({ date }) => `DTSTART;VALUE=DATE:${date.replaceAll("-", "")}`),
    );
    expect(lines.filter((line) => line === "STATUS:TENTATIVE")).toHaveLength(planned.length);
    expect(lines[0]).toBe("BEGIN:VCALENDAR");
    expect(lines.at(-2)).toBe("END:VCALENDAR");
  });

  it("keeps every label within its line, whatever stands in it", () => {
    const labels = [...Object.values(HOSTILE), "a\r\nBEGIN:VEVENT\r\nSUMMARY:x", "a;b,c\\n"];
    for (const label of labels) {
      const themes = sample.themes.map((theme) => ({ ...theme, label }));
      const lines = unfolded(ics({ ...sample, title: label, themes }));
      expect(lines.filter((line) => line === "BEGIN:VEVENT")).toHaveLength(
        unfolded(ics(sample)).filter((line) => line === "BEGIN:VEVENT").length,
      );
      for (const line of lines.filter((each) => each !== "")) expect(line).toMatch(/^[A-Z-]+[;:]/);
    }
  });

  it("is not there where the posts tell no rhythm", () => {
    const { proposals, dismissed } = sample.plan;
    expect(calendarExporter.render({ ...sample, plan: { proposals, dismissed } })).toEqual([]);
  });
});
