import { describe, expect, it } from "vitest";
import { renderBy } from "../../src/exporters/render-all.js";
import type { Exporter } from "../../src/shapes/exporter.js";
import type { Report } from "../../src/shapes/report.js";

/**
 * What every `Exporter` must do.
 *
 * @param reports view models by name, the odd ones too: empty, of one theme, hostile
 */
export function describeExporter(exporter: Exporter, reports: Readonly<Record<string, () => Report>>): void {
  describe(`exporter ${exporter.name}`, () => {
    it.each(Object.entries(reports))("writes files below the report folder from %s", (_, make) => {
      const paths = exporter.render(make()).map(({ path }) => path);
      expect(new Set(paths).size).toBe(paths.length);
      for (const path of paths) {
        expect(path).toMatch(/^[^/\\]+(?:\/[^/\\]+)*$/);
        expect(path.split("/")).not.toContain("..");
        expect(path).not.toBe("run.json");
      }
    });

    it.each(Object.entries(reports))(
      "gives the same bytes twice, and leaves the report alone: %s",
      (_, make) => {
        const report = make();
        const before = structuredClone(report);
        const first = exporter.render(report);
        expect(report).toEqual(before);
        expect(exporter.render(structuredClone(report))).toEqual(first);
      },
    );

    it.each(Object.entries(reports))("gives the same bytes aside: %s", async (_, make) => {
      const report = make();
      expect(await renderBy([exporter], report)).toEqual(exporter.render(report));
    });

    it.each(Object.entries(reports))("writes nothing that was not there: %s", (_, make) => {
      for (const { content } of exporter.render(make())) {
        // A script has the word in its own code.
        const told = content.replace(/<script[\s>][\s\S]*?<\/script>/g, "");
        expect(/\bNaN\b|\[object Object\]/.exec(told)?.[0]).toBeUndefined();
      }
    });
  });
}
